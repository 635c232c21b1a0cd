import type { ConnectorFacade } from '@icf-ts/framework';
import type { CostDeclaration } from '@icf-ts/framework/spi';
import type { Database } from '../database/database.js';
import type { InboundJob } from '../reconciliation/inbound-job.js';
import type { OutboundJob } from '../reconciliation/outbound-job.js';
import { reconcileInbound } from '../reconciliation/reconcile-inbound.js';
import { reconcileIncremental } from '../reconciliation/reconcile-incremental.js';
import { reconcileOutbound } from '../reconciliation/reconcile-outbound.js';
import type { RunOptions, RunResult } from '../reconciliation/run-journal.js';
import { rowsOf, totalsOf } from '../report/run-report.js';
import { goneCounts } from './gone-counts.js';
import { readLicenses } from './licenses.js';
import type { Plan, Price } from './plan.js';
import { PlanNotes } from './plan-notes.js';
import { readQuota } from './quota.js';
import { SeatCount } from './seat-count.js';
import { WritePrice, type PricedTask } from './write-price.js';

/** A job, and which way it goes. */
export type PlannableJob =
  | { readonly direction: 'inbound' | 'incremental'; readonly job: InboundJob }
  | { readonly direction: 'outbound'; readonly job: OutboundJob };

export interface PlanOptions extends Pick<RunOptions, 'signal' | 'onProgress'> {
  /** Items that are shown of each situation, action and outcome. Default: 10. */
  readonly samples?: number;
  /** Whether the facade does batches task by task, as that of a connector server does: ICF's protocol has none. */
  readonly oneByOne?: boolean;
}

/**
 * Finds out what a run of a job would do and cost, by a dry run: nothing is written but the dry run's own record. Memory
 * does not grow with the job.
 * @param costs what the connector's info declares for its configuration; undefined for a plan without a price.
 * @throws what the connector or the repository threw.
 */
export async function planRun(
  database: Database,
  plannable: PlannableJob,
  costs: CostDeclaration | undefined,
  { samples = 10, oneByOne = false, signal, onProgress }: PlanOptions = {},
): Promise<Plan> {
  const { direction, job } = plannable;
  const notes = new PlanNotes(samples);
  const actual = costs && (oneByOne ? withoutBatches(costs) : costs);
  const pricing = actual && (await Pricing.begin(job.facade, actual, direction === 'outbound', signal));
  const result = await reconcile(database, plannable, {
    dryRun: true,
    ...(signal ? { signal } : {}),
    ...(onProgress ? { onProgress } : {}),
    onForeseen: (batch) => {
      notes.add(batch);
      pricing?.add(batch.flatMap(({ task, present }) => (task ? [{ task, present }] : [])));
    },
  });
  const counts =
    direction === 'inbound' && result.state === 'done'
      ? await goneCounts(database, job as InboundJob, result.counts)
      : result.counts;
  const rows = rowsOf(counts);
  return {
    ...{ job: job.name, system: job.system, objectClass: job.objectClass.type, direction },
    ...{ run: result.run, state: result.state, plannedAt: new Date().toISOString() },
    ...{ counts, rows, totals: totalsOf(rows) },
    operations: notes.operations,
    samples: notes.samples,
    ...(pricing ? { price: await pricing.end() } : {}),
  };
}

/** Runs a job the way it goes. */
export function reconcile(
  database: Database,
  { direction, job }: PlannableJob,
  options: RunOptions = {},
): Promise<RunResult> {
  if (direction === 'outbound') return reconcileOutbound(database, job, options);
  return direction === 'inbound'
    ? reconcileInbound(database, job, options)
    : reconcileIncremental(database, job, options);
}

function withoutBatches({ writes, ...costs }: CostDeclaration): CostDeclaration {
  const { jobs: _none, ...single } = writes;
  return { ...costs, writes: { ...single, tasksTogether: 1 } };
}

/** The price of a dry run under way. */
class Pricing {
  readonly #costs: CostDeclaration;
  readonly #facade: ConnectorFacade;
  readonly #signal: AbortSignal | undefined;
  readonly #seats: readonly SeatCount[];
  readonly #writes: WritePrice;
  readonly #sentBefore: number;

  private constructor(
    costs: CostDeclaration,
    facade: ConnectorFacade,
    signal: AbortSignal | undefined,
    seats: readonly SeatCount[],
    sentBefore: number,
  ) {
    this.#costs = costs;
    this.#facade = facade;
    this.#signal = signal;
    this.#seats = seats;
    this.#sentBefore = sentBefore;
    this.#writes = new WritePrice(costs.writes);
  }

  /** Reads what the plan starts from. The quota comes last: what is sent after it is the dry run's. */
  static async begin(
    facade: ConnectorFacade,
    costs: CostDeclaration,
    writes: boolean,
    signal: AbortSignal | undefined,
  ): Promise<Pricing> {
    const seats: SeatCount[] = [];
    for (const declared of writes ? (costs.seats ?? []) : [])
      seats.push(new SeatCount(declared, await readLicenses(facade, declared, signal)));
    const before = costs.quota && (await readQuota(facade, costs.quota, signal));
    return new Pricing(costs, facade, signal, seats, before?.sent ?? 0);
  }

  add(batch: readonly PricedTask[]): void {
    this.#writes.add(batch);
    for (const seats of this.#seats) seats.add(batch);
  }

  async end(): Promise<Price> {
    const { quota, unit } = this.#costs;
    // What was found until an interruption is told nevertheless.
    const signal = this.#signal?.aborted ? undefined : this.#signal;
    const after = quota && (await readQuota(this.#facade, quota, signal));
    return {
      unit,
      reading: after ? after.sent - this.#sentBefore - quota!.calls : null,
      writing: this.#writes.calls,
      ...(after
        ? { quota: { allowed: after.allowed, remaining: after.remaining, reserve: after.reserve } }
        : {}),
      seats: this.#seats.flatMap(({ prices }) => prices),
      unknownSeats: this.#seats.reduce((sum, { unknown }) => sum + unknown, 0),
    };
  }
}

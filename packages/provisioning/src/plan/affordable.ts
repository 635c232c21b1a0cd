import type { CostDeclaration } from '@icf-ts/framework/spi';
import type { Database } from '../database/database.js';
import type { RunOptions, RunResult } from '../reconciliation/run-journal.js';
import { numberText } from '../report/sentences.js';
import type { Plan, Price, SeatPrice } from './plan.js';
import { planRun, reconcile, type PlannableJob, type PlanOptions } from './plan-run.js';

/** What has to be left after a plan is applied. */
export interface Limits {
  /** Calls of today that others shall have. What the connector's own configuration reserves holds as well. Default: 0. */
  readonly reserve?: number;
}

/** A plan costs more than there is. Nothing was written. */
export class PlanRefusal extends Error {
  override readonly name = 'PlanRefusal';
  readonly plan: Plan;
  /** A sentence each, with the figures. */
  readonly reasons: readonly string[];

  constructor(plan: Plan, reasons: readonly string[]) {
    super(`Job ${plan.job} is refused, and nothing was written. ${reasons.join(' ')}`);
    this.plan = plan;
    this.reasons = reasons;
  }
}

/** What applying the plan takes of the quota; what is not known of reading counts as nothing. */
export const callsOf = ({ reading, writing }: Price): number => (reading ?? 0) + writing;

/** Why the plan cannot be paid, a sentence each with what to do; none where it can. */
export function* objections({ price, state }: Plan, { reserve = 0 }: Limits = {}): Iterable<string> {
  if (state === 'stopped')
    yield 'The plan was interrupted, so that its price is that of a part. Plan the job to its end.';
  if (!price) return;
  const { quota, unit, seats } = price;
  if (quota) {
    const kept = Math.max(reserve, quota.reserve);
    const missing = callsOf(price) + kept - quota.remaining;
    if (missing > 0) {
      yield (
        `It takes ${numberText(callsOf(price))} ${unit} (${numberText(price.reading ?? 0)} to read, ${numberText(price.writing)} to write); ` +
        `of ${numberText(quota.allowed)} a day ${numberText(quota.remaining)} are left, and ${numberText(kept)} of them are reserved: ${numberText(missing)} are missing. ` +
        'Wait until more are left, limit the job to fewer identities, or lower the reserve.'
      );
    }
  }
  for (const seat of seats) {
    const { license, total, peak, used } = seat;
    if (total === null || peak <= total || !takesMore(seat)) continue;
    yield (
      `It takes ${numberText(seat.taken)} seats of licence ${license} and sets ${numberText(seat.freed)} free; ` +
      `${numberText(used)} of ${numberText(total)} are in use, and at times there would be ${numberText(peak)}: ${numberText(peak - total)} are missing. ` +
      'Buy seats, disable users before, or give the new ones a profile of another licence.'
    );
  }
}

const takesMore = ({ peak, used }: SeatPrice): boolean => peak > used;

/** @throws PlanRefusal where the plan would take more calls or seats than there are. */
export function assertAffordable(plan: Plan, limits: Limits = {}): void {
  const reasons = [...objections(plan, limits)];
  if (reasons.length > 0) throw new PlanRefusal(plan, reasons);
}

/** A run, and the plan that it was allowed by. */
export interface AffordableRun {
  readonly plan: Plan;
  readonly result: RunResult;
}

/**
 * Plans a run, and does it where the plan can be paid: reading is paid twice.
 * @throws PlanRefusal before anything is written; what the connector or the repository threw.
 */
export async function reconcileAffordably(
  database: Database,
  plannable: PlannableJob,
  costs: CostDeclaration | undefined,
  {
    reserve = 0,
    samples,
    oneByOne,
    ...options
  }: Limits & RunOptions & Pick<PlanOptions, 'samples' | 'oneByOne'> = {},
): Promise<AffordableRun> {
  const { signal } = options;
  const plan = await planRun(database, plannable, costs, {
    ...(signal ? { signal } : {}),
    ...(samples === undefined ? {} : { samples }),
    ...(oneByOne === undefined ? {} : { oneByOne }),
  });
  assertAffordable(plan, { reserve });
  return { plan, result: await reconcile(database, plannable, options) };
}

import { ConfigurationException } from '@icf-ts/framework';
import type { Database } from '../database/database.js';
import type { InboundJob } from '../reconciliation/inbound-job.js';
import type { OutboundJob } from '../reconciliation/outbound-job.js';
import { reconcileIncremental } from '../reconciliation/reconcile-incremental.js';
import { total } from '../reconciliation/run-counts.js';
import { removeRun } from '../repository/runs.js';
import type { RetryPauses } from '../repository/push-states.js';
import { LiveActivity, type ActivityPlan } from './live-activity.js';
import { SYSTEM_CLOCK, type Clock } from '../schedule/clock.js';
import type { LiveEvent } from './live-event.js';
import { pushChanges } from './push-changes.js';

/** A job at a pace of its own, or one that is made anew each time: of lookups as they are then. */
export interface LiveJob<Job extends InboundJob | OutboundJob> {
  readonly name: string;
  readonly open: () => Job | Promise<Job>;
  /** Default: `intervalMs` of a pull, `pushIntervalMs` of a push. */
  readonly everyMs?: number;
}

/** What is kept in step. */
export interface LiveJobs {
  /** Jobs whose systems are asked for changes. */
  readonly pulls?: readonly (InboundJob | LiveJob<InboundJob>)[];
  /** Jobs that changes of identities are pushed by. */
  readonly pushes?: readonly (OutboundJob | LiveJob<OutboundJob>)[];
}

export interface LiveOptions {
  /** How often systems are asked for changes, from one beginning to the next. Each time costs API calls. */
  readonly intervalMs: number;
  /** How often the repository is asked what is to be pushed; costs no API calls. Default: 1,000. */
  readonly pushIntervalMs?: number;
  /** Ends it at once: what is under way is cut off, and taken up by the next run. */
  readonly signal?: AbortSignal;
  /**
   * Lets it hear of written identities, so that they are pushed at once: `Identities.onWritten` of this process. Takes a
   * listener, and answers what takes it away again.
   */
  readonly onWritten?: (listener: () => void) => () => void;
  /** Told of what happened. */
  readonly onEvent?: (event: LiveEvent) => void;
  /** Pauses after failures of a system or of the repository. Default: the interval, doubled up to 15 minutes. */
  readonly backoff?: RetryPauses;
  /** When a push that was refused is tried again. Default: PUSH_RETRIES. */
  readonly retries?: RetryPauses;
  /** Default: the system's. */
  readonly clock?: Clock;
}

const LONGEST_BACKOFF_MS = 15 * 60_000;

/**
 * Keeps systems and repository in step until the signal is aborted: asks systems for their changes every `intervalMs`,
 * and pushes changes of identities soon after they were written. One thing at a time, so that nothing overlaps. What
 * fails is told and tried again, later and later, while the other jobs go on.
 * @throws ConfigurationException for a job with a filter, because changes cannot be filtered.
 */
export async function runLive(database: Database, jobs: LiveJobs, options: LiveOptions): Promise<void> {
  const { signal, onWritten, onEvent, clock = SYSTEM_CLOCK } = options;
  const plans = [
    ...(jobs.pulls ?? []).map((job) => pulling(database, job, options)),
    ...(jobs.pushes ?? []).map((job) => pushing(database, job, options, clock)),
  ];
  const activities = plans.map((plan) => new LiveActivity(plan, clock));
  let pause = new AbortController();
  const interrupt = (): void => pause.abort();
  const wakePushes = (): void => {
    for (const each of activities) if (each.plan.activity === 'push') each.wake();
    interrupt();
  };
  signal?.addEventListener('abort', interrupt);
  const unsubscribe = onWritten?.(wakePushes);
  try {
    while (!signal?.aborted && activities.length > 0) {
      pause = new AbortController();
      const next = activities.reduce((first, each) => (each.dueAt < first.dueAt ? each : first));
      const waitMs = next.dueAt - clock.now().getTime();
      if (waitMs > 0) {
        await clock.wait(waitMs, pause.signal);
        continue;
      }
      for (const event of await next.run(signal)) {
        onEvent?.(event);
        // What one system brought may have to go to another.
        if (event.kind === 'pulled') wakePushes();
      }
    }
  } finally {
    unsubscribe?.();
    signal?.removeEventListener('abort', interrupt);
  }
}

function pulling(
  database: Database,
  job: InboundJob | LiveJob<InboundJob>,
  options: LiveOptions,
): ActivityPlan {
  if ('filter' in job && job.filter) {
    throw new ConfigurationException(
      `Job ${job.name} has a filter, and changes cannot be filtered by the system. Make it a condition of the job.`,
    );
  }
  const live = asLive(job);
  return {
    activity: 'pull',
    job: live.name,
    everyMs: live.everyMs ?? options.intervalMs,
    backoff: backoffOf(options, live.everyMs),
    work: async () => {
      const result = await reconcileIncremental(database, await live.open(), signalOf(options));
      const isIdle = result.extent === 'changes' && total(result.counts) === 0;
      // Otherwise every tick would leave a run behind.
      if (isIdle && result.state === 'done') await removeRun(database, result.run);
      return isIdle ? undefined : { kind: 'pulled', job: live.name, result };
    },
  };
}

function pushing(
  database: Database,
  job: OutboundJob | LiveJob<OutboundJob>,
  options: LiveOptions,
  clock: Clock,
): ActivityPlan {
  const { pushIntervalMs = 1_000, retries } = options;
  const live = asLive(job);
  return {
    activity: 'push',
    job: live.name,
    everyMs: live.everyMs ?? pushIntervalMs,
    backoff: backoffOf(options, live.everyMs),
    work: async () => {
      const result = await pushChanges(database, await live.open(), {
        ...signalOf(options),
        ...(retries ? { retries } : {}),
        now: () => clock.now().getTime(),
      });
      return result.run === undefined ? undefined : { kind: 'pushed', job: live.name, result };
    },
  };
}

const asLive = <Job extends InboundJob | OutboundJob>(job: Job | LiveJob<Job>): LiveJob<Job> =>
  'open' in job ? job : { name: job.name, open: () => job };

const backoffOf = ({ backoff, intervalMs }: LiveOptions, everyMs = intervalMs): RetryPauses =>
  backoff ?? { firstMs: everyMs, maxMs: Math.max(everyMs, LONGEST_BACKOFF_MS) };
const signalOf = ({ signal }: LiveOptions): { readonly signal?: AbortSignal } => (signal ? { signal } : {});

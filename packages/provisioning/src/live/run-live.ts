import { ConfigurationException } from '@icf-ts/framework';
import type { Database } from '../database/database.js';
import type { InboundJob } from '../reconciliation/inbound-job.js';
import type { OutboundJob } from '../reconciliation/outbound-job.js';
import { reconcileIncremental } from '../reconciliation/reconcile-incremental.js';
import { total } from '../reconciliation/run-counts.js';
import { removeRun } from '../repository/runs.js';
import type { RetryPauses } from '../repository/push-states.js';
import { LiveActivity, type ActivityPlan } from './live-activity.js';
import { SYSTEM_LIVE_CLOCK, type LiveClock } from './live-clock.js';
import type { LiveEvent } from './live-event.js';
import { pushChanges } from './push-changes.js';

/** What is kept in step. */
export interface LiveJobs {
  /** Jobs whose systems are asked for changes. */
  readonly pulls?: readonly InboundJob[];
  /** Jobs that changes of identities are pushed by. */
  readonly pushes?: readonly OutboundJob[];
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
  readonly clock?: LiveClock;
}

const LONGEST_BACKOFF_MS = 15 * 60_000;

/**
 * Keeps systems and repository in step until the signal is aborted: asks systems for their changes every `intervalMs`,
 * and pushes changes of identities soon after they were written. One thing at a time, so that nothing overlaps. What
 * fails is told and tried again, later and later, while the other jobs go on.
 * @throws ConfigurationException for a job with a filter, because changes cannot be filtered.
 */
export async function runLive(database: Database, jobs: LiveJobs, options: LiveOptions): Promise<void> {
  const { signal, onWritten, onEvent, clock = SYSTEM_LIVE_CLOCK } = options;
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
      const waitMs = next.dueAt - clock.now();
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

function pulling(database: Database, job: InboundJob, options: LiveOptions): ActivityPlan {
  if (job.filter) {
    throw new ConfigurationException(
      `Job ${job.name} has a filter, and changes cannot be filtered by the system. Make it a condition of the job.`,
    );
  }
  return {
    activity: 'pull',
    job: job.name,
    everyMs: options.intervalMs,
    backoff: backoffOf(options),
    work: async () => {
      const result = await reconcileIncremental(database, job, signalOf(options));
      const isIdle = result.extent === 'changes' && total(result.counts) === 0;
      // Otherwise every tick would leave a run behind.
      if (isIdle && result.state === 'done') await removeRun(database, result.run);
      return isIdle ? undefined : { kind: 'pulled', job: job.name, result };
    },
  };
}

function pushing(database: Database, job: OutboundJob, options: LiveOptions, clock: LiveClock): ActivityPlan {
  const { pushIntervalMs = 1_000, retries } = options;
  return {
    activity: 'push',
    job: job.name,
    everyMs: pushIntervalMs,
    backoff: backoffOf(options),
    work: async () => {
      const result = await pushChanges(database, job, {
        ...signalOf(options),
        ...(retries ? { retries } : {}),
        now: () => clock.now(),
      });
      return result.state === 'idle' ? undefined : { kind: 'pushed', job: job.name, result };
    },
  };
}

const backoffOf = ({ backoff, intervalMs }: LiveOptions): RetryPauses =>
  backoff ?? { firstMs: intervalMs, maxMs: Math.max(intervalMs, LONGEST_BACKOFF_MS) };
const signalOf = ({ signal }: LiveOptions): { readonly signal?: AbortSignal } => (signal ? { signal } : {});

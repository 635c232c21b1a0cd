import { ConfigurationException } from '@icf-ts/framework';
import type { Database } from '../database/database.js';
import { JobBusy } from '../reconciliation/alone.js';
import type { InboundJob } from '../reconciliation/inbound-job.js';
import type { OutboundJob } from '../reconciliation/outbound-job.js';
import { reconcileIncremental } from '../reconciliation/reconcile-incremental.js';
import { total } from '../reconciliation/run-counts.js';
import { removeRun } from '../repository/runs.js';
import type { RetryPauses } from '../repository/push-states.js';
import type { ActivityPlan } from '../schedule/activity.js';
import { cronTimes } from '../schedule/cron-times.js';
import { runActivities } from '../schedule/run-activities.js';
import { SYSTEM_CLOCK, type Clock } from '../schedule/clock.js';
import type { LiveDeed, LiveEvent, LiveKind } from './live-event.js';
import { pushChanges } from './push-changes.js';

/** A job at a pace of its own, or one that is made anew each time: of lookups as they are then. */
export interface LiveJob<Job extends InboundJob | OutboundJob> {
  readonly name: string;
  readonly open: () => Job | Promise<Job>;
  /** Default: `intervalMs` of a pull, `pushIntervalMs` of a push. */
  readonly everyMs?: number;
}

/** Something that is done at its times, in turn with the others. */
export interface ScheduledJob {
  readonly name: string;
  /** A cron expression. */
  readonly schedule: string;
  /** Default: that of the machine. */
  readonly timeZone?: string | undefined;
  readonly run: () => Promise<void>;
}

/** What is kept in step. */
export interface LiveJobs {
  /** Jobs whose systems are asked for changes. */
  readonly pulls?: readonly (InboundJob | LiveJob<InboundJob>)[];
  /** Jobs that changes of identities are pushed by. */
  readonly pushes?: readonly (OutboundJob | LiveJob<OutboundJob>)[];
  readonly scheduled?: readonly ScheduledJob[];
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
 * pushes changes of identities soon after they were written, and runs what is scheduled. One thing at a time, so that nothing overlaps. What
 * fails is told and tried again, later and later, while the other jobs go on.
 * @throws ConfigurationException for a job with a filter, because changes cannot be filtered.
 */
export async function runLive(database: Database, jobs: LiveJobs, options: LiveOptions): Promise<void> {
  const { signal, onWritten, onEvent, clock = SYSTEM_CLOCK } = options;
  const plans = [
    ...(jobs.pulls ?? []).map((job) => pulling(database, job, options)),
    ...(jobs.pushes ?? []).map((job) => pushing(database, job, options, clock)),
    ...(jobs.scheduled ?? []).map(scheduling),
  ];
  await runActivities(plans, {
    signal,
    clock,
    onEvent: (event) => {
      onEvent?.(event);
      // What one system brought may have to go to another.
      return event.kind === 'pulled' || event.kind === 'ran' ? 'push' : undefined;
    },
    onWake: onWritten && ((wake) => onWritten(() => wake('push'))),
  });
}

type Plan = ActivityPlan<LiveKind, LiveDeed>;

function scheduling({ name, schedule, timeZone, run }: ScheduledJob): Plan {
  const next = cronTimes(schedule, timeZone);
  return {
    activity: 'scheduled',
    job: name,
    firstAt: next,
    nextAt: (_begun, ended) => next(ended),
    work: async () => {
      await run();
      return { kind: 'ran', job: name };
    },
  };
}

/** From one beginning to the next, and the first time at once. */
const every = (everyMs: number): Pick<Plan, 'firstAt' | 'nextAt'> => ({
  firstAt: (now) => now,
  nextAt: (begun) => begun + everyMs,
});

function pulling(database: Database, job: InboundJob | LiveJob<InboundJob>, options: LiveOptions): Plan {
  if ('filter' in job && job.filter) {
    throw new ConfigurationException(
      `Job ${job.name} has a filter, and changes cannot be filtered by the system. Make it a condition of the job.`,
    );
  }
  const live = asLive(job);
  return {
    activity: 'pull',
    job: live.name,
    ...every(live.everyMs ?? options.intervalMs),
    backoff: backoffOf(options, live.everyMs),
    work: async () => {
      const result = await unlessBusy(reconcileIncremental(database, await live.open(), signalOf(options)));
      if (!result) return undefined;
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
): Plan {
  const { pushIntervalMs = 1_000, retries } = options;
  const live = asLive(job);
  return {
    activity: 'push',
    job: live.name,
    ...every(live.everyMs ?? pushIntervalMs),
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

/** What another process is busy with is looked at next time. */
const unlessBusy = <T>(run: Promise<T>): Promise<T | undefined> =>
  run.catch((error: unknown) => {
    if (error instanceof JobBusy) return undefined;
    throw error;
  });

const asLive = <Job extends InboundJob | OutboundJob>(job: Job | LiveJob<Job>): LiveJob<Job> =>
  'open' in job ? job : { name: job.name, open: () => job };

const backoffOf = ({ backoff, intervalMs }: LiveOptions, everyMs = intervalMs): RetryPauses =>
  backoff ?? { firstMs: everyMs, maxMs: Math.max(everyMs, LONGEST_BACKOFF_MS) };
const signalOf = ({ signal }: LiveOptions): { readonly signal?: AbortSignal } => (signal ? { signal } : {});

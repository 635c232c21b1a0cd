import {
  inboundJob,
  lookupJob,
  outboundJob,
  runLive,
  runReconciliation,
  synchronizeLookups,
  withLookups,
  type InboundDefinition,
  type JobDefinition,
  type LiveEvent,
  type LiveJobs,
  type OutboundDefinition,
} from '@icf-ts/provisioning';
import type { Terminal } from '../terminal/terminal.js';
import { chooseJobs } from './choose-jobs.js';
import { asJob, assertRunnable } from './jobs-fault.js';
import type { JobSession } from './job-session.js';
import { outcomes } from './list-runs.js';
import { assertPayable } from './plan-job.js';
import { writeJobReports } from './report-files.js';

export interface RunJobsOptions {
  /** Each job once, in order, and then end. */
  readonly once?: boolean;
  readonly output: 'text' | 'jsonl';
}

/** What became of a job's turn, as one line tells it. */
interface TurnLine {
  readonly at: string;
  readonly job: string;
  readonly run?: string;
  readonly state: 'done' | 'stopped' | 'failed' | 'recovered' | 'idle' | 'busy';
  readonly changed?: number;
  readonly unchanged?: number;
  readonly reported?: number;
  readonly failed?: number;
  readonly message?: string;
}

const isAny = (_job: JobDefinition): _job is JobDefinition => true;
const comesAgain = (job: JobDefinition): job is JobDefinition =>
  job.schedule !== undefined || job.liveSeconds !== undefined;

/** Runs jobs as their schedules say, until told to stop. @returns how many objects and lookups failed. */
export async function runJobs(
  session: JobSession,
  wanted: readonly string[],
  { once, output }: RunJobsOptions,
  terminal: Terminal,
): Promise<number> {
  let failures = 0;
  const tell = (line: TurnLine): void =>
    terminal.write(output === 'jsonl' ? `${JSON.stringify(line)}\n` : sentence(line));
  const take = async (job: JobDefinition): Promise<void> => {
    const line = await runOnce(session, job);
    failures += line.failed ?? 0;
    tell(line);
  };
  if (once) {
    for (const job of chooseJobs(session, wanted, isAny, 'at all')) {
      await take(job);
      session.signal.throwIfAborted();
    }
    return failures;
  }
  const jobs = chooseJobs(session, wanted, comesAgain, 'with a schedule');
  await assertRunnable(session, jobs);
  session.note(`${jobs.map(whenOf).join('\n')}\nCtrl-C ends it.`);
  await runLive(session.database, liveJobs(session, jobs, take), {
    intervalMs: DEFAULT_INTERVAL_MS,
    signal: session.signal,
    onEvent: (event) => {
      const line = lineOf(event);
      failures += line?.failed ?? 0;
      if (line) tell(line);
    },
  });
  return failures;
}

/** Every live job says its own. */
const DEFAULT_INTERVAL_MS = 60_000;

/** The jobs with their connectors, each opened when its turn comes, so that one that cannot be reached stops no other. */
function liveJobs(
  session: JobSession,
  jobs: readonly JobDefinition[],
  take: (job: JobDefinition) => Promise<void>,
): LiveJobs {
  const { database } = session;
  const everyMs = (job: JobDefinition): number => job.liveSeconds! * 1_000;
  const live = jobs.filter(({ liveSeconds }) => liveSeconds !== undefined);
  return {
    pulls: live
      .filter((job): job is InboundDefinition => job.type === 'inbound')
      .map((job) => ({
        name: job.name,
        everyMs: everyMs(job),
        open: async () => {
          const system = await session.system(job);
          return inboundJob(await withLookups(database, job, system), system);
        },
      })),
    pushes: live
      .filter((job): job is OutboundDefinition => job.type === 'outbound')
      .map((job) => ({
        name: job.name,
        everyMs: everyMs(job),
        open: async () => {
          const system = await session.system(job);
          return outboundJob(await withLookups(database, job, system), system);
        },
      })),
    scheduled: jobs.flatMap((job) =>
      job.schedule === undefined
        ? []
        : [{ name: job.name, schedule: job.schedule, timeZone: job.timeZone, run: () => take(job) }],
    ),
  };
}

function lineOf(event: LiveEvent): TurnLine | undefined {
  const base = { at: new Date().toISOString(), job: event.job };
  switch (event.kind) {
    case 'ran':
      return undefined;
    case 'recovered':
      return { ...base, state: 'recovered' };
    case 'failed':
      return {
        ...{ ...base, state: 'failed' },
        message: `${event.error.message} It comes again in ${Math.ceil(event.retryInMs / 1_000)} s.`,
      };
    default: {
      const { run, state, counts } = event.result;
      return { ...base, ...(run === undefined ? {} : { run }), state, ...outcomes(counts) };
    }
  }
}

const whenOf = ({ name, schedule, timeZone, liveSeconds }: JobDefinition): string =>
  [
    `${name}:`,
    ...(schedule === undefined ? [] : [`at '${schedule}'${timeZone ? ` ${timeZone}` : ''}`]),
    ...(liveSeconds === undefined ? [] : [`every ${liveSeconds} s`]),
  ].join(' ');

async function runOnce(session: JobSession, job: JobDefinition): Promise<TurnLine> {
  const { database, signal, configuration, note } = session;
  const system = await session.system(job);
  if (job.type === 'lookups') {
    if (system.undeclared) throw system.undeclared;
    const { run, state, lookups } = await synchronizeLookups(database, lookupJob(job, system), { signal });
    const failed = lookups.filter(({ failure }) => failure !== undefined);
    return {
      ...{ at: new Date().toISOString(), job: job.name, run, state },
      changed: lookups.filter(
        ({ changes }) => changes && changes.added + changes.changed + changes.removed > 0,
      ).length,
      unchanged: lookups.filter(({ changes }) => changes?.added === 0 && !changes.changed && !changes.removed)
        .length,
      failed: failed.length,
      ...(failed.length > 0
        ? { message: failed.map(({ lookup, failure }) => `${lookup}: ${failure}`).join(' ') }
        : {}),
    };
  }
  const { run, state, counts } = await asJob(session, job, async () => {
    await assertPayable(session, job);
    return runReconciliation(database, job, system, { signal });
  });
  for (const path of await writeJobReports(database, job, run, configuration.document.base))
    note(`report: ${path}`);
  return { at: new Date().toISOString(), job: job.name, run, state, ...outcomes(counts) };
}

function sentence({ at, job, run, state, message, ...counts }: TurnLine): string {
  const figures = Object.entries(counts)
    .filter(([, count]) => count)
    .map(([name, count]) => `${String(count)} ${name}`)
    .join(', ');
  const what = [run === undefined ? '' : `run ${run}`, state, figures].filter(Boolean).join(', ');
  return `${at} ${job}: ${what}${message ? `. ${message}` : ''}\n`;
}

import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  ProgressWriter,
  assertAffordable,
  htmlPlan,
  inboundJob,
  jsonPlan,
  objections,
  outboundJob,
  planRun,
  textPlan,
  withLookups,
  type Limits,
  type Plan,
  type PlannableJob,
  type ReconciliationDefinition,
} from '@icf-ts/provisioning';
import { CliProblem } from '../problems/cli-problem.js';
import type { Terminal } from '../terminal/terminal.js';
import { chooseJob, reconciles } from './choose-jobs.js';
import type { JobSession } from './job-session.js';

/** The one table of a plan's forms. */
export const PLAN_WRITERS: Readonly<Record<PlanForm, (plan: Plan, limits: Limits) => Iterable<string>>> = {
  text: textPlan,
  json: jsonPlan,
  html: htmlPlan,
};
export type PlanForm = 'text' | 'json' | 'html';

export interface PlanJobOptions {
  readonly output: PlanForm;
  readonly file?: string;
  /** API calls that have to be left; by default those that the job reserves. */
  readonly reserve?: number;
  readonly samples: number;
  readonly quiet?: boolean;
}

/** Prints what a run of the job would do and cost. @returns whether it can be paid */
export async function planJob(
  session: JobSession,
  wanted: string | undefined,
  { output, file, reserve, samples, quiet }: PlanJobOptions,
  terminal: Terminal,
): Promise<boolean> {
  const job = chooseJob(session, wanted, reconciles, 'that reconciles');
  const stream = { write: (text: string) => terminal.writeError(text), ...terminal.progress };
  const progress = new ProgressWriter({ stream });
  const { plan, limits } = await planOf(session, job, {
    samples,
    ...(reserve === undefined ? {} : { reserve }),
    ...(quiet ? {} : { onProgress: progress.onProgress }),
  }).finally(() => progress.end());
  if (file === undefined) {
    for (const piece of PLAN_WRITERS[output](plan, limits)) {
      terminal.write(piece);
      await terminal.ready();
    }
  } else {
    await pipeline(Readable.from(PLAN_WRITERS[output](plan, limits)), createWriteStream(file));
    session.note(`plan: ${file}`);
  }
  return [...objections(plan, limits)].length === 0;
}

/** Plans a run of the job, with what has to be left after it. */
export async function planOf(
  session: JobSession,
  job: ReconciliationDefinition,
  { reserve = job.reserveCalls ?? 0, ...options }: Limits & NonNullable<Parameters<typeof planRun>[3]> = {},
): Promise<{ readonly plan: Plan; readonly limits: Limits }> {
  const { database, signal } = session;
  const system = await session.system(job);
  const ready = await withLookups(database, job, system);
  const plannable: PlannableJob =
    ready.type === 'outbound'
      ? { direction: 'outbound', job: outboundJob(ready, system) }
      : { direction: ready.extent === 'changes' ? 'incremental' : 'inbound', job: inboundJob(ready, system) };
  const { costs, oneByOne } = system;
  return {
    plan: await planRun(database, plannable, costs, { ...options, oneByOne, signal }),
    limits: { reserve },
  };
}

/**
 * Plans a job that has to leave calls, before any are spent.
 * @throws PlanRefusal where it would not leave them; CliProblem where nobody knows what it costs
 */
export async function assertReserve(session: JobSession, job: ReconciliationDefinition): Promise<void> {
  if (job.reserveCalls === undefined) return;
  const { costs, undeclared } = await session.system(job);
  if (undeclared) throw undeclared;
  if (!costs) {
    throw new CliProblem(
      'configuration',
      `${job.place}: Job ${job.name} reserves calls, and its connector does not tell what they cost. Take reserveCalls out.`,
    );
  }
  const { plan, limits } = await planOf(session, job);
  assertAffordable(plan, limits);
}

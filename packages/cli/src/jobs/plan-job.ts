import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  ProgressWriter,
  assertAffordable,
  htmlPlan,
  identitiesById,
  inboundJob,
  jsonPlan,
  objections,
  outboundJob,
  planRun,
  readQuota,
  textPlan,
  unlinkedIdentities,
  withLookups,
  type Limits,
  type OutboundDefinition,
  type Plan,
  type PlannableJob,
  type ReconciliationDefinition,
} from '@icf-ts/provisioning';
import { isConnectorException } from '@icf-ts/framework';
import { connectorName } from '../connection/open-connector.js';
import { CliProblem } from '../problems/cli-problem.js';
import type { Terminal } from '../terminal/terminal.js';
import { chooseJob, reconciles } from './choose-jobs.js';
import { asJob } from './jobs-fault.js';
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
  const { undeclared } = await session.system(job);
  if (undeclared) session.note(undeclared.message);
  const { plan, limits } = await asJob(session, job, () =>
    planOf(session, job, {
      samples,
      ...(reserve === undefined ? {} : { reserve }),
      ...(quiet ? {} : { onProgress: progress.onProgress }),
    }),
  ).finally(() => progress.end());
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
 * Plans a run before it writes, where it might cost more than there is: one that has to leave calls, and one that may
 * take licence seats for new objects. A run that only keeps known objects up to date does not read twice.
 * @throws PlanRefusal where it cannot be paid; CliProblem where the job reserves calls and nobody knows what it costs
 */
export async function assertPayable(session: JobSession, job: ReconciliationDefinition): Promise<void> {
  if (job.reserveCalls === undefined) return assertSeats(session, job);
  const { costs, undeclared } = await session.system(job);
  if (undeclared) throw undeclared;
  if (!costs) {
    throw new CliProblem(
      'configuration',
      `${job.place}: Job ${job.name} reserves calls, and its connector does not tell what they cost. Take reserveCalls out.`,
    );
  }
  try {
    const { plan, limits } = await planOf(session, job);
    assertAffordable(plan, limits);
  } catch (error) {
    // The connector refuses to read on where that would take from the reserve.
    if (isConnectorException(error)) await assertCallsLeft(session, job, job.reserveCalls);
    throw error;
  }
}

async function assertCallsLeft(
  session: JobSession,
  { name, connector }: ReconciliationDefinition,
  reserve: number,
): Promise<void> {
  const { costs, facade } = await session.system({ connector });
  if (!costs?.quota) return;
  const { remaining, allowed } = await readQuota(facade, costs.quota, session.signal);
  if (remaining - costs.quota.calls > reserve) return;
  throw new CliProblem(
    'refused',
    `Job ${name} is refused, and nothing was written: of ${allowed} ${costs.unit} a day ${remaining} are left, and ${reserve} of them are reserved, ` +
      'so that not even a plan can be made. Wait until more are left, or lower the reserve.',
  );
}

async function assertSeats(session: JobSession, job: ReconciliationDefinition): Promise<void> {
  if (job.type !== 'outbound' || !(await hasNewIdentities(session, job))) return;
  const { costs } = await session.system(job);
  if (!costs) return;
  let planned;
  try {
    planned = await planOf(session, job);
  } catch (error) {
    session.signal.throwIfAborted();
    // Nobody has asked for a plan: what stands against it must not stand against the run, which tells it by itself.
    session.note(`${job.name} is not planned before: ${(error as Error).message}`);
    return;
  }
  assertAffordable(planned.plan, planned.limits);
}

/** Whether identities have no object that are to have one. */
async function hasNewIdentities(
  { database, configuration }: JobSession,
  { connector, objectClass, identityType, qualifies }: OutboundDefinition,
): Promise<boolean> {
  const scope = { system: connectorName(configuration, connector), objectClass: objectClass.type };
  for await (const ids of unlinkedIdentities(database, scope, identityType)) {
    if (!qualifies || (await identitiesById(database, ids)).some(qualifies)) return true;
  }
  return false;
}

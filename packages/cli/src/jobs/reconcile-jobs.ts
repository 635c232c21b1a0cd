import { parseFilter } from '@icf-ts/framework';
import {
  ProgressWriter,
  runReconciliation,
  total,
  type InboundDefinition,
  type ReconciliationDefinition,
} from '@icf-ts/provisioning';
import { CliProblem } from '../problems/cli-problem.js';
import type { Terminal } from '../terminal/terminal.js';
import { chooseJobs, reconciles } from './choose-jobs.js';
import { expectedCount } from './expected-count.js';
import { asJob } from './jobs-fault.js';
import type { JobSession } from './job-session.js';
import { assertPayable } from './plan-job.js';
import { printReport, writeJobReports, writeReport } from './report-files.js';

export interface ReconcileOptions {
  readonly dryRun?: boolean;
  /** Whether a run that might cost more than there is is planned first. Default: true. */
  readonly plan?: boolean;
  /** Read everything, also where the job asks for changes only. */
  readonly full?: boolean;
  readonly filter?: string;
  /** Files that the report is written to, beside those of the job. */
  readonly report: readonly string[];
  readonly output: 'text' | 'json' | 'none';
  readonly quiet?: boolean;
}

/** Runs jobs one after the other, and reports of each. @returns how many objects failed. */
export async function reconcileJobs(
  session: JobSession,
  wanted: readonly string[],
  options: ReconcileOptions,
  terminal: Terminal,
): Promise<number> {
  let failures = 0;
  for (const job of chooseJobs(session, wanted, reconciles, 'that reconciles')) {
    const work = () => reconcile(session, limited(job, options), options, terminal);
    // A filter of the command line may be what the connector does not understand.
    failures += await (options.filter === undefined ? asJob(session, job, work) : work());
  }
  return failures;
}

/** The job as the options change it. */
function limited(
  job: ReconciliationDefinition,
  { full, filter }: ReconcileOptions,
): ReconciliationDefinition {
  if (job.type === 'outbound') {
    if (filter === undefined) return job;
    throw new CliProblem('usage', `Job '${job.name}' is outbound, and a filter is for inbound jobs.`);
  }
  const extent: InboundDefinition['extent'] = full || filter !== undefined ? 'everything' : job.extent;
  if (filter === undefined) return { ...job, extent };
  // A run of its own kind: what it does not see must not count as seen by the run that reads everything.
  return { ...job, extent, filter: parseFilter(filter), fingerprint: `${job.fingerprint} ${filter}` };
}

/** Runs one job and reports. @returns how many objects failed. */
export async function reconcile(
  session: JobSession,
  job: ReconciliationDefinition,
  { dryRun, plan = true, report, output, quiet }: ReconcileOptions,
  terminal: Terminal,
): Promise<number> {
  const { database, signal, configuration, note } = session;
  if (!dryRun && plan) await assertPayable(session, job);
  const stream = { write: (text: string) => terminal.writeError(text), ...terminal.progress };
  const expected = quiet ? undefined : await expectedCount(session, job, stream.isTTY === true);
  const progress = new ProgressWriter({ stream, ...(expected === undefined ? {} : { expected }) });
  let result;
  try {
    result = await runReconciliation(database, job, await session.system(job), {
      signal,
      ...(dryRun ? { dryRun } : {}),
      ...(quiet ? {} : { onProgress: progress.onProgress }),
    });
  } finally {
    progress.end();
  }
  const made = [...(await writeJobReports(database, job, result.run, configuration.document.base))];
  for (const file of report) made.push(await writeReport(database, result.run, file));
  if (output !== 'none')
    await printReport(database, result.run, output === 'json' ? 'json' : 'txt', terminal);
  for (const path of made) note(`report: ${path}`);
  if (result.state === 'stopped') throw signal.reason;
  return total(result.counts, 'failed');
}

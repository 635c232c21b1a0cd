import { Command, Option } from 'commander';
import { parseFilter } from '@icf-ts/framework';
import {
  ProgressWriter,
  jsonReport,
  runReconciliation,
  runReport,
  runsOf,
  textReport,
  total,
  type Database,
  type InboundDefinition,
  type JobDefinition,
  type ReconciliationDefinition,
  type RunCounts,
} from '@icf-ts/provisioning';
import { chooseJobs } from '../../jobs/choose-jobs.js';
import { withJobs, type JobSession } from '../../jobs/job-session.js';
import { formOf, writeJobReports, writeReport } from '../../jobs/report-files.js';
import { CliProblem } from '../../problems/cli-problem.js';
import { EXITS } from '../../problems/exit-codes.js';
import type { Terminal } from '../../terminal/terminal.js';
import { withConfiguration, type ConfigurationOptions } from '../objects/connector-options.js';
import type { Exit } from '../server/exit.js';

interface ReconcileOptions extends ConfigurationOptions {
  readonly dryRun?: boolean;
  readonly full?: boolean;
  readonly filter?: string;
  readonly report: readonly string[];
  readonly output: 'text' | 'json' | 'none';
  readonly quiet?: boolean;
}

export const reconciles = (job: JobDefinition): job is ReconciliationDefinition => job.type !== 'lookups';

export function reconcileCommand(terminal: Terminal, exit: Exit): Command {
  return withConfiguration(new Command('reconcile'))
    .description('Run jobs that reconcile a system and the repository, one after the other, and report.')
    .argument('[jobs...]', 'which, as icf.yaml calls them; by default all, in the order of the file')
    .option('--dry-run', 'decide and count, and write nothing but the report')
    .option('--full', 'read everything, also where the job asks for changes only')
    .option('--filter <text>', 'limit inbound jobs to the objects that match this ICF filter')
    .addOption(
      new Option(
        '--report <file>',
        'write the report here too: .html, .json or .txt; may be given several times',
      )
        .argParser((file: string, former: readonly string[]) => [...former, file])
        .default([], 'none'),
    )
    .addOption(
      new Option('-o, --output <form>', 'how the report is printed')
        .choices(['text', 'json', 'none'])
        .default('text'),
    )
    .option('-q, --quiet', 'no progress')
    .addHelpText(
      'after',
      `
Progress goes to standard error: a bar on a terminal, JSON lines elsewhere. A run that was stopped or killed goes on
where it was when the same job is run again. Some objects that failed do not stop the others; the exit code is then 8.

Examples:
  $ icf reconcile
  $ icf reconcile users --dry-run
  $ icf reconcile users --filter "startsWith('__NAME__', 'a')" --report a.html
`,
    )
    .action(async (wanted: readonly string[], options: ReconcileOptions) => {
      for (const file of options.report) formOf(file);
      const failed = await withJobs(options, terminal, async (session) => {
        let failures = 0;
        for (const job of chooseJobs(session, wanted, reconciles, 'that reconciles'))
          failures += await reconcile(session, limited(job, options), options, terminal);
        return failures;
      });
      if (failed > 0) exit(EXITS.partly.code);
    });
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
  { dryRun, report, output, quiet }: Omit<ReconcileOptions, 'config'>,
  terminal: Terminal,
): Promise<number> {
  const { database, signal, configuration, note } = session;
  const stream = { write: (text: string) => terminal.writeError(text), ...terminal.progress };
  const expected = await expectedOf(database, job);
  const progress = new ProgressWriter({ stream, ...(expected ? { expected } : {}) });
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
  if (output !== 'none') {
    const write = output === 'json' ? jsonReport : textReport;
    for await (const piece of write(await runReport(database, result.run))) {
      terminal.write(piece);
      await terminal.ready();
    }
  }
  for (const path of made) note(`report: ${path}`);
  if (result.state === 'stopped') throw signal.reason;
  return total(result.counts, 'failed');
}

/** What the last whole run looked at: a guess that costs the system no call. */
async function expectedOf(
  database: Database,
  { name }: ReconciliationDefinition,
): Promise<number | undefined> {
  const last = (await runsOf(database, name)).find(
    ({ state, kind }) => state === 'done' && !kind.startsWith('inc'),
  );
  return last && total(last.counts as RunCounts);
}

import { Command, Option } from 'commander';
import { REPORT_FORMS, type ReportForm } from '@icf-ts/provisioning/job-schema';
import { printRows } from '../../output/print-rows.js';
import { CliProblem } from '../../problems/cli-problem.js';
import type { Terminal } from '../../terminal/terminal.js';
import {
  positive,
  withConfiguration,
  withOutput,
  type ConfigurationOptions,
  type OutputOptions,
} from '../objects/connector-options.js';

interface RunsOptions extends ConfigurationOptions, OutputOptions {
  readonly limit: number;
}

interface ReportOptions extends ConfigurationOptions {
  readonly as: ReportForm;
  readonly file?: string;
}

export function runsCommand(terminal: Terminal): Command {
  return withOutput(withConfiguration(new Command('runs')))
    .description('List the latest runs of jobs, the last one first.')
    .argument('[jobs...]', 'of which jobs; by default of all')
    .option('-l, --limit <count>', 'so many of each job at most', positive, 10)
    .action(async (wanted: readonly string[], { limit, output, ...options }: RunsOptions) => {
      const { withJobs } = await import('../../jobs/job-session.js');
      const { RUN_COLUMNS, listRuns } = await import('../../jobs/list-runs.js');
      await withJobs(options, terminal, async (session) => {
        await printRows(await listRuns(session, wanted, limit), { output, wanted: RUN_COLUMNS }, terminal);
      });
    });
}

export function reportCommand(terminal: Terminal): Command {
  return withConfiguration(new Command('report'))
    .description('Print the report of a run, or write it to a file.')
    .argument('<run>', 'number of the run, as icf runs lists it')
    .addOption(new Option('--as <form>', 'the form').choices(REPORT_FORMS).default('txt'))
    .option('-f, --file <file>', 'write it here; the form is that of the name')
    .action(async (run: string, { as, file, ...options }: ReportOptions) => {
      const { formOf, printReport, writeReport } = await import('../../jobs/report-files.js');
      if (file !== undefined) formOf(file);
      if (!/^\d+$/.test(run))
        throw new CliProblem('usage', `'${run}' is no run: a run has a number, as icf runs lists it.`);
      const { withJobs } = await import('../../jobs/job-session.js');
      await withJobs(options, terminal, async ({ database, note }) => {
        if (file === undefined) await printReport(database, run, as, terminal);
        else note(`report: ${await writeReport(database, run, file)}`);
      });
    });
}

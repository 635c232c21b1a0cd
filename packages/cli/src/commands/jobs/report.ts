import { Command, Option } from 'commander';
import { runReport, runsOf, total, type RunCounts } from '@icf-ts/provisioning';
import { withJobs } from '../../jobs/job-session.js';
import { REPORT_WRITERS, formOf, writeReport } from '../../jobs/report-files.js';
import { printRows } from '../../output/print-rows.js';
import type { Terminal } from '../../terminal/terminal.js';
import {
  withConfiguration,
  withOutput,
  type ConfigurationOptions,
  type OutputOptions,
} from '../objects/connector-options.js';
import { positive } from '../objects/connector-options.js';

interface RunsOptions extends ConfigurationOptions, OutputOptions {
  readonly limit: number;
}

interface ReportOptions extends ConfigurationOptions {
  readonly as: keyof typeof REPORT_WRITERS;
  readonly file?: string;
}

const COLUMNS = ['run', 'job', 'kind', 'state', 'started', 'changed', 'unchanged', 'reported', 'failed'];

export function runsCommand(terminal: Terminal): Command {
  return withOutput(withConfiguration(new Command('runs')))
    .description('List the latest runs of jobs, the last one first.')
    .argument('[jobs...]', 'of which jobs; by default of all')
    .option('-l, --limit <count>', 'so many of each job at most', positive, 10)
    .action(async (wanted: readonly string[], options: RunsOptions) => {
      await withJobs(options, terminal, async ({ jobs, database }) => {
        const names = wanted.length > 0 ? wanted : [...jobs.keys()];
        const runs = (await Promise.all(names.map((name) => runsOf(database, name, options.limit)))).flat();
        const rows = runs
          .sort((a, b) => Number(b.id) - Number(a.id))
          .map(({ id, job, kind, state, startedAt, counts }) => ({
            ...{ run: id, job, kind, state, started: startedAt },
            ...(kind.startsWith('lookup') ? {} : outcomes(counts as RunCounts)),
          }));
        await printRows(rows, { output: options.output, wanted: COLUMNS }, terminal);
      });
    });
}

const outcomes = (counts: RunCounts) => ({
  changed: total(counts, 'changed'),
  unchanged: total(counts, 'unchanged'),
  reported: total(counts, 'reported'),
  failed: total(counts, 'failed'),
});

export function reportCommand(terminal: Terminal): Command {
  return withConfiguration(new Command('report'))
    .description('Print the report of a run, or write it to a file.')
    .argument('<run>', 'number of the run, as icf runs lists it')
    .addOption(new Option('--as <form>', 'the form').choices(Object.keys(REPORT_WRITERS)).default('txt'))
    .option('-f, --file <file>', 'write it here; the form is that of the name')
    .action(async (run: string, options: ReportOptions) => {
      if (options.file !== undefined) formOf(options.file);
      await withJobs(options, terminal, async ({ database, note }) => {
        if (options.file !== undefined) {
          note(`report: ${await writeReport(database, run, options.file)}`);
          return;
        }
        for await (const piece of REPORT_WRITERS[options.as](await runReport(database, run))) {
          terminal.write(piece);
          await terminal.ready();
        }
      });
    });
}

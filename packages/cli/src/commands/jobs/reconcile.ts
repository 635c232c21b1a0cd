import { Command, Option } from 'commander';
import type { ReconcileOptions } from '../../jobs/reconcile-jobs.js';
import { EXITS } from '../../problems/exit-codes.js';
import type { Terminal } from '../../terminal/terminal.js';
import { withConfiguration, type ConfigurationOptions } from '../objects/connector-options.js';
import type { Exit } from '../server/exit.js';

export function reconcileCommand(terminal: Terminal, exit: Exit): Command {
  return withConfiguration(new Command('reconcile'))
    .description('Run jobs that reconcile a system and the repository, one after the other, and report.')
    .argument('[jobs...]', 'which, as icf.yaml calls them; by default all, in the order of the file')
    .option('--dry-run', 'decide and count, and write nothing but the report')
    .option('--no-plan', 'write what can be written, also where calls or licence seats will not do for all')
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
An outbound run that makes new objects, or whose job reserves calls, is planned first, which reads the system once more.
Where calls or licence seats will not do, nothing is written and the exit code is 9: icf plan tells all of it.

Progress goes to standard error: a bar on a terminal, JSON lines elsewhere. A run that was stopped or killed goes on
where it was when the same job is run again. Some objects that failed do not stop the others; the exit code is then 8.

Examples:
  $ icf reconcile
  $ icf reconcile users --dry-run
  $ icf reconcile users --filter "startsWith('__NAME__', 'a')" --report a.html
`,
    )
    .action(async (wanted: readonly string[], options: ReconcileOptions & ConfigurationOptions) => {
      const { formOf } = await import('../../jobs/report-files.js');
      for (const file of options.report) formOf(file);
      const { withJobs } = await import('../../jobs/job-session.js');
      const { reconcileJobs } = await import('../../jobs/reconcile-jobs.js');
      const failed = await withJobs(options, terminal, (session) =>
        reconcileJobs(session, wanted, options, terminal),
      );
      if (failed > 0) exit(EXITS.partly.code);
    });
}

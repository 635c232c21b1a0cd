import { Command, Option } from 'commander';
import type { RunJobsOptions } from '../../jobs/run-jobs.js';
import { EXITS } from '../../problems/exit-codes.js';
import type { Terminal } from '../../terminal/terminal.js';
import { withConfiguration, type ConfigurationOptions } from '../objects/connector-options.js';
import type { Exit } from '../server/exit.js';

export function runJobsCommand(terminal: Terminal, exit: Exit): Command {
  return withConfiguration(new Command('run'))
    .description('Run the jobs of icf.yaml when their schedules say, and keep live ones going, until Ctrl-C.')
    .argument('[jobs...]', 'only these; by default all that have a schedule or are live')
    .option('--once', 'run each job once, in the order given or that of the file, and end')
    .addOption(
      new Option('-o, --output <form>', 'how each run is told').choices(['text', 'jsonl']).default('text'),
    )
    .addHelpText(
      'after',
      `
Jobs run one at a time. A run that is stopped goes on where it was the next time. A job that fails is told, and comes
again; a live one ever more seldom while it fails. Being told to stop, by Ctrl-C or SIGTERM, is its orderly end: the exit
code is then 0, but for --once.
`,
    )
    .action(async (wanted: readonly string[], options: RunJobsOptions & ConfigurationOptions) => {
      const { withJobs } = await import('../../jobs/job-session.js');
      const { runJobs } = await import('../../jobs/run-jobs.js');
      const failed = await withJobs(options, terminal, (session) =>
        runJobs(session, wanted, options, terminal),
      );
      if (failed > 0 && options.once) exit(EXITS.partly.code);
    });
}

import { Command, InvalidArgumentError, Option } from 'commander';
import type { PlanJobOptions } from '../../jobs/plan-job.js';
import { EXITS } from '../../problems/exit-codes.js';
import type { Terminal } from '../../terminal/terminal.js';
import { positive, withConfiguration, type ConfigurationOptions } from '../objects/connector-options.js';
import type { Exit } from '../server/exit.js';

export function planCommand(terminal: Terminal, exit: Exit): Command {
  return withConfiguration(new Command('plan'))
    .description(
      'Foresee a run of a job: what it would change, and what it costs in API calls and licence seats.',
    )
    .argument('[job]', 'which, as icf.yaml calls it; may be left out where there is one')
    .addOption(
      new Option('-o, --output <form>', 'the form').choices(['text', 'json', 'html']).default('text'),
    )
    .option('-f, --file <file>', 'write it here')
    .option('--reserve <calls>', 'API calls that have to be left; by default reserveCalls of the job', calls)
    .option('--samples <count>', 'so many of each kind of change are shown', positive, 10)
    .option('-q, --quiet', 'no progress')
    .addHelpText(
      'after',
      `
Nothing is written. The exit code is 9 where the run would cost more than there is, and the plan says what is missing.
`,
    )
    .action(async (job: string | undefined, options: PlanJobOptions & ConfigurationOptions) => {
      const { withJobs } = await import('../../jobs/job-session.js');
      const { planJob } = await import('../../jobs/plan-job.js');
      const canBePaid = await withJobs(options, terminal, (session) =>
        planJob(session, job, options, terminal),
      );
      if (!canBePaid) exit(EXITS.refused.code);
    });
}

/** A whole number, at least 0. */
function calls(text: string): number {
  if (!/^\d{1,9}$/.test(text)) throw new InvalidArgumentError('It must be a whole number, at least 0.');
  return Number(text);
}

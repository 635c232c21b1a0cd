import { Command } from 'commander';
import type { Terminal } from '../../terminal/terminal.js';
import type { Exit } from './exit.js';
import { sourceOf, withSource, type SourceOptions } from './source-options.js';

export function runCommand(terminal: Terminal, exit: Exit): Command {
  return withSource(new Command('run'))
    .description('Start the server and stay up. Its log goes to standard output.')
    .addHelpText(
      'after',
      `
Signals:
  SIGTERM, SIGINT   stop: no new calls, running ones end within server.drainTimeoutMs; a second one stops at once
  SIGHUP            read the configuration and the certificates again, look for bundles, reopen log files

  Changes of the file, its secrets and certificates are noticed without a signal.

Exit codes:
  0    stopped as told        130, 143   stopped at once, by a second SIGINT or SIGTERM
  1    could not start: the message says why
`,
    )
    .action(async (options: SourceOptions) => {
      const { runServer } = await import('../../server/run-server.js');
      exit(await runServer(sourceOf(options), terminal));
    });
}

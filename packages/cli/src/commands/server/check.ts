import { Command } from 'commander';
import type { Terminal } from '../../terminal/terminal.js';
import type { Exit } from './exit.js';
import { sourceOf, withSource, type SourceOptions } from './source-options.js';

export function checkCommand(terminal: Terminal, exit: Exit): Command {
  return withSource(new Command('check'))
    .description(
      'Check a configuration without listening: properties, references, keys, certificates, and that every bundle loads.',
    )
    .addHelpText('after', '\nExit codes:\n  0  all is well; there may be warnings\n  1  something is wrong\n')
    .action(async (options: SourceOptions) => {
      const { checkServer } = await import('../../server/check-server.js');
      exit(await checkServer(sourceOf(options), terminal));
    });
}

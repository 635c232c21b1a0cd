import { Command } from 'commander';
import type { Terminal } from '../../terminal/terminal.js';
import type { Exit } from './exit.js';
import { sourceOf, withSource, type SourceOptions } from './source-options.js';

export function statusCommand(terminal: Terminal, exit: Exit): Command {
  return withSource(new Command('status'))
    .description(
      'Ask the running server whether it is ready, by its endpoint (endpoint.port in the configuration).',
    )
    .addHelpText('after', '\nExit codes:\n  0  ready\n  1  not ready, or not reached\n')
    .action(async (options: SourceOptions) => {
      const { serverStatus } = await import('../../server/server-status.js');
      exit(await serverStatus(sourceOf(options), terminal));
    });
}

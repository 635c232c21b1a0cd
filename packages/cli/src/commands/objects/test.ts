import { Command } from 'commander';
import { styleFor } from '../../terminal/style.js';
import type { Terminal } from '../../terminal/terminal.js';
import { withConnector, withSession, type ConnectorOptions } from './connector-options.js';

export function testCommand(terminal: Terminal): Command {
  return withConnector(new Command('test'))
    .description('Check the configuration of a connector, and that it reaches its target. Prints no data.')
    .action(async (options: ConnectorOptions) => {
      const style = styleFor(terminal.colour);
      await withSession(options, terminal, async ({ name, facade, signal, note }) => {
        await facade.validate({ signal });
        if (!facade.supports('test')) {
          note(
            `${style('good', '✔')} ${name}: the configuration is valid; this connector has no test of its target.`,
          );
          return;
        }
        const since = performance.now();
        await facade.test({ signal });
        note(
          `${style('good', '✔')} ${name}: the target answers, in ${Math.round(performance.now() - since)} ms.`,
        );
      });
    });
}

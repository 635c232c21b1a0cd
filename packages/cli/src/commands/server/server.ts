import { Command } from 'commander';
import type { Terminal } from '../../terminal/terminal.js';
import { checkCommand } from './check.js';
import type { Exit } from './exit.js';
import { initCommand } from './init.js';
import { runCommand } from './run.js';
import { setKeyCommand } from './set-key.js';
import { statusCommand } from './status.js';

/** `icf server …`: everything that an operator of a connector server does. */
export function serverCommand(terminal: Terminal, exit: Exit, parent: Command): Command {
  const server = new Command('server')
    .description('Run a connector server: hosts bundles for identity platforms on other machines.')
    .copyInheritedSettings(parent)
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false);
  for (const make of [initCommand, runCommand, checkCommand, setKeyCommand, statusCommand]) {
    server.addCommand(
      make(terminal, exit).copyInheritedSettings(server).helpOption('-h, --help', 'print this help'),
    );
  }
  return server.addHelpText(
    'after',
    `
The first time:
  $ icf server init my-server       writes a configuration, and prints the server's key once
  $ icf server check -c my-server/connector-server.yaml
  $ icf server run -c my-server/connector-server.yaml
`,
  );
}

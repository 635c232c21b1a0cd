import { Command } from 'commander';
import type { Terminal } from '../../terminal/terminal.js';
import type { Exit } from '../server/exit.js';
import { loginCommand } from './login.js';

/** `icf salesforce …`: what the Salesforce connector needs a person for. */
export function salesforceCommand(terminal: Terminal, exit: Exit, parent: Command): Command {
  const salesforce = new Command('salesforce')
    .description('Set the Salesforce connector up.')
    .copyInheritedSettings(parent)
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false);
  return salesforce.addCommand(
    loginCommand(terminal, exit)
      .copyInheritedSettings(salesforce)
      .helpOption('-h, --help', 'print this help'),
  );
}

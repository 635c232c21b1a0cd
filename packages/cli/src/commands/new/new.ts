import { Command } from 'commander';
import type { Terminal } from '../../terminal/terminal.js';
import { newBundleCommand } from './new-bundle.js';

/** `icf new …`: beginnings that work. */
export function newCommand(terminal: Terminal, _exit: unknown, parent: Command): Command {
  const command = new Command('new')
    .description('Begin something new.')
    .copyInheritedSettings(parent)
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false);
  return command.addCommand(
    newBundleCommand(terminal).copyInheritedSettings(command).helpOption('-h, --help', 'print this help'),
  );
}

import { Command } from 'commander';
import type { Terminal } from '../../terminal/terminal.js';
import { syncLookupsCommand } from './sync-lookups.js';

/** `icf lookup …`: lists of codes that a target decides, kept in files. */
export function lookupCommand(terminal: Terminal, _exit: unknown, parent: Command): Command {
  const lookup = new Command('lookup')
    .description('Keep lookups, such as the profiles of an org, in files.')
    .copyInheritedSettings(parent)
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false);
  return lookup.addCommand(
    syncLookupsCommand(terminal).copyInheritedSettings(lookup).helpOption('-h, --help', 'print this help'),
  );
}

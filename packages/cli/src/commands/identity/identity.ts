import { Command } from 'commander';
import type { Terminal } from '../../terminal/terminal.js';
import type { Exit } from '../server/exit.js';
import { importCommand } from './import.js';
import { listCommand, showCommand } from './read.js';
import { createIdentityCommand, deleteIdentityCommand, updateIdentityCommand } from './write.js';

export function identityCommand(terminal: Terminal, exit: Exit): Command {
  const command = new Command('identity').description('Work with the identities of the repository.');
  const parts = [
    listCommand,
    showCommand,
    createIdentityCommand,
    updateIdentityCommand,
    deleteIdentityCommand,
    importCommand,
  ];
  for (const make of parts) {
    command.addCommand(
      make(terminal, exit).copyInheritedSettings(command).helpOption('-h, --help', 'print this help'),
    );
  }
  return command;
}

import { Command } from 'commander';
import type { Terminal } from '../../terminal/terminal.js';
import type { Exit } from './exit.js';

export function initCommand(terminal: Terminal, exit: Exit): Command {
  return new Command('init')
    .description('Write a configuration with a new key, and a folder for bundles. Overwrites nothing.')
    .argument('[dir]', 'the folder; made where it is not there', '.')
    .action(async (folder: string) => {
      const { initServer } = await import('../../server/init-server.js');
      exit(await initServer(folder, terminal));
    });
}

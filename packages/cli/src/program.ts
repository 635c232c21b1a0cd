import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { demoCommand } from './commands/demo.js';
import { salesforceCommand } from './commands/salesforce/salesforce.js';
import { serverCommand } from './commands/server/server.js';
import type { Terminal } from './terminal/terminal.js';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** The `icf` command; `exit` is told the exit code of a command that ran. */
export function createProgram(terminal: Terminal, exit: (exitCode: number) => void): Command {
  const program = new Command('icf')
    .description(
      'Identity connectors for TypeScript: an ICF framework, a Salesforce connector, a connector server.',
    )
    .version(version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .configureOutput({
      writeOut: (text) => terminal.write(text),
      writeErr: (text) => terminal.writeError(text),
    });
  program.addCommand(demoCommand(terminal, exit).copyInheritedSettings(program));
  program.addCommand(serverCommand(terminal, exit, program));
  program.addCommand(salesforceCommand(terminal, exit, program));
  return program;
}

import { readFileSync } from 'node:fs';
import { Command } from 'commander';
import { COMMANDS } from './commands/table.js';
import { EXIT_ROWS } from './problems/exit-codes.js';
import type { Terminal } from './terminal/terminal.js';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** The `icf` command; `exit` is told the exit code of a command that ran. */
export function createProgram(terminal: Terminal, exit: (exitCode: number) => void): Command {
  const program = new Command('icf')
    .description(
      'Identity connectors for TypeScript, a Salesforce connector, a connector server, and reconciliation with a repository.',
    )
    .version(version, '-V, --version', 'print the version')
    .option('--verbose', 'on failure, print the error with its stack and causes')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .exitOverride()
    .showSuggestionAfterError()
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({
      writeOut: (text) => terminal.write(text),
      writeErr: (text) => terminal.writeError(text),
    })
    .addHelpText(
      'after',
      `\nData goes to standard output, talk to standard error.\n\nExit codes:\n${exitCodes()}`,
    );
  for (const [heading, ...commands] of COMMANDS) {
    for (const make of commands) {
      program.addCommand(
        make(terminal, exit, program)
          .copyInheritedSettings(program)
          .helpOption('-h, --help', 'print this help')
          .helpGroup(heading),
      );
    }
  }
  return program;
}

const exitCodes = (): string =>
  EXIT_ROWS.map(({ code, meaning }) => `  ${String(code).padEnd(5)}${meaning}\n`).join('');

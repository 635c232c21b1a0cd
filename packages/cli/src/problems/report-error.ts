import { inspect } from 'node:util';
import { isConnectorException, rowOfException } from '@icf-ts/framework';
import { CommanderError } from 'commander';
import { Interrupted } from '../terminal/interruption.js';
import { styleFor } from '../terminal/style.js';
import type { Terminal } from '../terminal/terminal.js';
import { CliProblem } from './cli-problem.js';
import { EXITS, exitOf, type ExitName } from './exit-codes.js';

interface Told {
  readonly code: number;
  readonly message: string;
  readonly advice?: string | undefined;
}

/** Says on standard error what went wrong, and answers the exit code. `verbose` adds stacks and causes. */
export function reportError(error: unknown, terminal: Terminal, verbose = false): number {
  // Commander has printed its own already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXITS.usage.code;
  const { code, message, advice } = told(error);
  const style = styleFor(terminal.colour);
  terminal.writeError(`${style('bad', 'icf:')} ${message}\n`);
  if (advice !== undefined) terminal.writeError(`${style('faint', advice)}\n`);
  if (verbose) terminal.writeError(`\n${inspect(error, { colors: terminal.colour, depth: 4 })}\n`);
  return code;
}

/** What a command ends with that failed so. */
export const exitCodeOf = (error: unknown): number => told(error).code;

function told(error: unknown): Told {
  if (error instanceof Interrupted) return { code: error.exitCode, message: error.message };
  if (error instanceof CliProblem) {
    return { code: EXITS[error.exit].code, message: error.message, advice: error.advice };
  }
  if (isConnectorException(error)) {
    const { code, advice } = exitOf(icfName(error));
    const doubt = error.outcomeUnknown
      ? ' Whether it was carried out is not known: look before repeating it.'
      : '';
    return { code, message: `${error.name}: ${error.message}${doubt}`, advice };
  }
  const { code: system, message, name, problem } = error as NodeJS.ErrnoException & { problem?: string };
  // By their names: provisioning is not loaded by commands that do without.
  if (name === 'PlanRefusal') return { code: EXITS.refused.code, message, advice: EXITS.refused.advice };
  if (name === 'JobBusy') return { code: EXITS.busy.code, message };
  const isSystems = typeof system === 'string' && /^E[A-Z]+$/.test(system);
  if (name === 'DatabaseError') return { code: EXITS[EXIT_OF_DATABASE[problem!] ?? 'failure'].code, message };
  if (isSystems) return { code: EXITS.failure.code, message };
  return {
    code: EXITS.failure.code,
    message: `This is a defect of icf: ${error instanceof Error ? error.message : String(error)}`,
    advice: 'Please report it, with what --verbose prints.',
  };
}

/** By the problem of a DatabaseError. */
const EXIT_OF_DATABASE: Readonly<Record<string, ExitName>> = {
  'in-use': 'busy',
  unreachable: 'unreachable',
  denied: 'permission',
  misplaced: 'configuration',
  'unknown-run': 'notFound',
};

/** ICF's name of the error: its own, or that of the nearest class that ICF knows. */
const icfName = (error: Error): string => rowOfException(error)?.type.name ?? error.name;

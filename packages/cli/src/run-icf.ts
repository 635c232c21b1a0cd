import { reportError } from './problems/report-error.js';
import { createProgram } from './program.js';
import type { Terminal } from './terminal/terminal.js';

/** Runs one command line, given without the words before `icf`'s own, and answers its exit code. */
export async function runIcf(args: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode = 0;
  const program = createProgram(terminal, (code) => (exitCode = code));
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    return reportError(error, terminal, program.opts<{ verbose?: boolean }>().verbose);
  }
}

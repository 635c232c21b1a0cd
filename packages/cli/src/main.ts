#!/usr/bin/env node
import { reportError } from './problems/report-error.js';
import { createProgram } from './program.js';
import { Interrupted } from './terminal/interruption.js';
import { processTerminal } from './terminal/terminal.js';
import { showWarnings } from './terminal/show-warnings.js';

const terminal = processTerminal();
showWarnings(terminal);
const program = createProgram(terminal, (exitCode) => {
  process.exitCode = exitCode;
});
try {
  await program.parseAsync(process.argv);
} catch (error) {
  process.exitCode = reportError(error, terminal, program.opts<{ verbose?: boolean }>().verbose);
  // What was waited for in vain, such as a server that does not answer, must not keep the process.
  if (error instanceof Interrupted) process.exit();
}

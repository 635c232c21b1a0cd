#!/usr/bin/env node
import { reportError } from './problems/report-error.js';
import { createProgram } from './program.js';
import { processTerminal } from './terminal/terminal.js';

const terminal = processTerminal();
const program = createProgram(terminal, (exitCode) => {
  process.exitCode = exitCode;
});
try {
  await program.parseAsync(process.argv);
} catch (error) {
  process.exitCode = reportError(error, terminal, program.opts<{ verbose?: boolean }>().verbose);
}

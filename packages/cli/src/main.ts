#!/usr/bin/env node
import { isConnectorException } from '@icf-ts/framework';
import { createProgram } from './program.js';
import { processTerminal } from './terminal/terminal.js';

const terminal = processTerminal();
const program = createProgram(terminal, (exitCode) => {
  process.exitCode = exitCode;
});
try {
  await program.parseAsync(process.argv);
} catch (error) {
  // These say what to do; anything else is a defect, and its stack is wanted.
  if (!isConnectorException(error)) throw error;
  terminal.writeError(`${error.name}: ${error.message}\n`);
  process.exitCode = 1;
}

#!/usr/bin/env node
import { runIcf } from './run-icf.js';
import { endedBySignal } from './terminal/interruption.js';
import { showWarnings } from './terminal/show-warnings.js';
import { processTerminal } from './terminal/terminal.js';

const terminal = processTerminal();
showWarnings(terminal);
process.exitCode = await runIcf(process.argv.slice(2), terminal);
// What was waited for in vain, such as a server that does not answer, must not keep the process.
if (endedBySignal(process.exitCode)) process.exit();

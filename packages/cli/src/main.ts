#!/usr/bin/env node
import { runIcf } from './run-icf.js';
import { endedBySignal } from './terminal/interruption.js';
import { processTerminal } from './terminal/terminal.js';

process.exitCode = await runIcf(process.argv.slice(2), processTerminal());
// What was waited for in vain, such as a server that does not answer, must not keep the process.
if (endedBySignal(process.exitCode)) process.exit();

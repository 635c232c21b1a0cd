#!/usr/bin/env node
import { runCommand } from './run.js';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

process.exitCode = await runCommand(process.argv.slice(2), {
  env: process.env,
  write: (text) => process.stdout.write(text),
  writeError: (text) => process.stderr.write(text),
  untilStopped: () =>
    new Promise((resolve) => {
      // Once each: the same signal again ends the process at once.
      for (const signal of SIGNALS) process.once(signal, () => resolve());
    }),
});

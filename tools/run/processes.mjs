// Child processes: in the foreground (the terminal is theirs) or captured (quiet unless they fail).
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';

const PARENT_CHECK_MS = 250;

export const ROOT = join(import.meta.dirname, '..', '..');

export const nodeScript = (script, args = [], nodeOptions = []) => ({
  command: process.execPath,
  args: [...nodeOptions, join(ROOT, script), ...args],
});

/** Ends the run: what is wrong, and the next step. */
export function fail(problem, wayOut) {
  console.error(wayOut ? `${problem}\n${wayOut}` : problem);
  process.exit(1);
}

export const exitCode = (code, signal) => code ?? 128 + (constants.signals[signal] ?? 0);

/**
 * Runs a child that owns the terminal; its exit code is ours. At a terminal ^C reaches the whole process group,
 * the child included: passing it on would be a second ^C, so we only wait. Without a terminal nobody else would
 * tell the child, so SIGINT is passed on as SIGTERM and SIGHUP always are.
 */
export function foreground({ command, args }) {
  const child = spawn(command, args, { cwd: ROOT, stdio: 'inherit' });
  const atTerminal = [process.stdin, process.stdout, process.stderr].some((stream) => stream.isTTY);
  const forward = (signal) => child.kill(signal);
  const interrupt = atTerminal ? () => {} : forward;
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', forward);
  process.on('SIGHUP', forward);
  const watch = watchParent(() => forward('SIGTERM'));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(exitCode(code, signal)));
  }).finally(() => {
    clearInterval(watch);
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', forward);
    process.off('SIGHUP', forward);
  });
}

/** Told to end, this process does `kill` first. Returns how to leave signals to their default again. */
export function endWith(kill) {
  const end = (signal) => {
    kill();
    process.exit(exitCode(null, signal));
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.on(signal, end);
  const watch = watchParent(() => end('SIGTERM'));
  return () => {
    clearInterval(watch);
    for (const signal of signals) process.off(signal, end);
  };
}

/** npm passes SIGTERM only to the shell between us, which dies without a word: notice that it is gone. */
function watchParent(onGone) {
  if (process.env.npm_lifecycle_event === undefined || process.platform === 'win32') return undefined;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    onGone();
  }, PARENT_CHECK_MS);
  return watch.unref();
}

/** Runs a child without a terminal and collects what it prints. */
export function captured({ command, args, shell = false }) {
  const child = spawn(command, args, { cwd: ROOT, shell, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => (output += text));
  }
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: 127, output: String(error) }));
    child.once('close', (code, signal) =>
      resolve({ code: exitCode(code, signal), output: output.trimEnd() }),
    );
  });
}

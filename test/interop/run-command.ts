import { execFile } from 'node:child_process';

export interface CommandOptions {
  readonly timeoutMs: number;
  readonly cwd?: string;
  /** The whole environment of the program; default that of this process. */
  readonly env?: NodeJS.ProcessEnv;
}

export interface CommandResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
}

const MAX_OUTPUT_BYTES = 64 * 1024 * 1024;

/** Runs a program to its end, or kills it at the deadline. A bad exit code is a result, not an error. */
export function runCommand(
  file: string,
  args: readonly string[],
  { timeoutMs, ...rest }: CommandOptions,
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const options = {
      timeout: timeoutMs,
      killSignal: 'SIGKILL',
      maxBuffer: MAX_OUTPUT_BYTES,
      ...rest,
    } as const;
    execFile(file, args, options, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : null;
      const note = exitCode === null && error !== null ? `${error.message}\n` : '';
      const timedOut = error?.killed === true && error.signal === 'SIGKILL';
      resolve({ exitCode, stdout, stderr: stderr + note, timedOut });
    });
  });
}

/** As runCommand, for programs that have to succeed. */
export async function runOrThrow(
  file: string,
  args: readonly string[],
  options: CommandOptions,
): Promise<CommandResult> {
  const result = await runCommand(file, args, options);
  if (result.exitCode !== 0) {
    const reason = result.timedOut ? `ended after ${options.timeoutMs} ms` : `exit code ${result.exitCode}`;
    throw new Error(`${file} failed (${reason}):\n${result.stdout}${result.stderr}`);
  }
  return result;
}

import { join } from 'node:path';
import { repositoryRoot } from '../interop/java-workspace.js';
import { runCommand } from '../interop/run-command.js';

const SESSION_DEADLINE_MS = 120_000;

/** What a scripted session printed, by step: the value, or `error` and its text. */
export type SessionSteps = Readonly<Record<string, unknown>>;

/** Runs a script of `clients/`, which prints a JSON line for each of its steps. */
export async function runSession(
  program: string,
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<SessionSteps> {
  const path = join(repositoryRoot(), 'test', 'certify', 'clients', script);
  const { exitCode, stdout, stderr } = await runCommand(program, [path, ...args], {
    timeoutMs: SESSION_DEADLINE_MS,
    env: { ...process.env, ...env },
  });
  if (exitCode !== 0) throw new Error(`${script} ended with ${exitCode}:\n${stdout}${stderr}`);
  const lines = stdout
    .trim()
    .split('\n')
    .filter((line) => line.startsWith('{"step"'));
  return Object.fromEntries(
    lines.map((line) => {
      const { step, value, error } = JSON.parse(line) as { step: string; value: unknown; error?: string };
      return [step, error === undefined ? value : `error ${error}`];
    }),
  );
}

import { readFile } from 'node:fs/promises';
import { CliProblem } from '../problems/cli-problem.js';
import { readSecret } from '../terminal/read-secret.js';
import type { Terminal } from '../terminal/terminal.js';

/** A name may be a path whose selector has an equals sign: `keys[use=login].value`. */
const FORM = /^((?:[^=[]|\[[^\]]*\])+)(?:=(env|file):([^]+))?$/;

/** A secret of the command line: what it is for, and its text. */
export type SecretText = readonly [name: string, text: string];

/**
 * The secrets that `--secret` names: `NAME=env:VARIABLE`, `NAME=file:PATH`, or `NAME` alone, which is asked for on a
 * terminal and read from standard input elsewhere. `nameOf` refuses a wrong name before anything is asked.
 * @throws CliProblem
 */
export async function secretTexts(
  sources: readonly string[],
  terminal: Terminal,
  nameOf: (name: string) => string,
): Promise<readonly SecretText[]> {
  const found: SecretText[] = [];
  for (const source of sources) {
    const [, given, kind, place] = FORM.exec(source) ?? [];
    if (given === undefined)
      throw new CliProblem(
        'usage',
        'Write --secret NAME, --secret NAME=env:VARIABLE or --secret NAME=file:PATH.',
      );
    const name = nameOf(given);
    found.push([name, kind === undefined ? await asked(name, terminal) : await fetched(kind, place!)]);
  }
  return found;
}

/** @throws CliProblem where a document and a secret, or two secrets, would both come from standard input. */
export function checkStandardInput(from: string | undefined, secrets: readonly string[]): void {
  const reading = [
    ...(from === '-' ? ['--from -'] : []),
    ...(process.stdin.isTTY ? [] : secrets.filter((each) => FORM.exec(each)?.[2] === undefined)),
  ];
  if (reading.length > 1)
    throw new CliProblem('usage', `Standard input can be read once only: ${reading.join(', ')}.`);
}

/** What is said of a secret that was given as an ordinary value. */
export const visibleSecret = (name: string): string =>
  `The value of '${name}' stands on the command line, where others can see it. Use --secret ${name}.`;

async function asked(name: string, terminal: Terminal): Promise<string> {
  const text = await readSecret(name, terminal);
  if (text === undefined) throw new CliProblem('usage', 'The two were not the same. Nothing was done.');
  if (text === '') throw new CliProblem('usage', `No value for ${name} came from standard input.`);
  return text;
}

async function fetched(kind: string, place: string): Promise<string> {
  if (kind === 'env') {
    const text = process.env[place];
    if (!text) throw new CliProblem('usage', `The environment variable ${place} is not set.`);
    return text;
  }
  try {
    return (await readFile(place, 'utf8')).replace(/\r?\n$/, '');
  } catch (cause) {
    throw new CliProblem('usage', `The file ${place} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

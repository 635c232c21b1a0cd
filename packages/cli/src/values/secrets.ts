import { readFile } from 'node:fs/promises';
import type { ObjectClassInfo } from '@icf-ts/framework';
import { CliProblem } from '../problems/cli-problem.js';
import { readSecret } from '../terminal/read-secret.js';
import type { Terminal } from '../terminal/terminal.js';
import { attributeInfo, type Assignment } from './assignments.js';
import { typedValue } from './typed-value.js';

const FORM = /^([^=]+)(?:=(env|file):([^]+))?$/;

/**
 * The attributes that `--secret` names: `NAME=env:VARIABLE`, `NAME=file:PATH`, or `NAME` alone, which is asked for on a
 * terminal and read from standard input elsewhere.
 * @throws CliProblem
 */
export async function secretAssignments(
  sources: readonly string[],
  schema: ObjectClassInfo | undefined,
  terminal: Terminal,
): Promise<readonly Assignment[]> {
  const found: Assignment[] = [];
  for (const source of sources) {
    const [, name, kind, place] = FORM.exec(source) ?? [];
    if (name === undefined)
      throw new CliProblem(
        'usage',
        'Write --secret NAME, --secret NAME=env:VARIABLE or --secret NAME=file:PATH.',
      );
    const info = attributeInfo(name, schema);
    const text = kind === undefined ? await asked(info.name, terminal) : await fetched(kind, place!);
    found.push({ name: info.name, how: 'set', values: [typedValue(info.name, info.type, text)] });
  }
  return found;
}

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

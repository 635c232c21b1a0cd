import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Command } from 'commander';
import type { ObjectClassInfo } from '@icf-ts/framework';
import { CliProblem } from '../../problems/cli-problem.js';
import type { Terminal } from '../../terminal/terminal.js';
import { assignmentsOf, assignmentsOfJson, type Assignment } from '../../values/assignments.js';
import { checkStandardInput } from '../../values/secret-texts.js';
import { secretAssignments } from '../../values/secrets.js';
import { secretOption } from '../secret-option.js';
import type { Session } from './connector-options.js';

export interface WriteOptions {
  readonly from?: string;
  readonly secret: readonly string[];
  readonly password?: boolean;
}

/** Adds the options that say what is written. */
export const withValues = (command: Command): Command =>
  command
    .option('-f, --from <file>', 'a JSON object of attributes and values; - is standard input')
    .addOption(secretOption('NAME'))
    .option('--password', 'the same as --secret __PASSWORD__');

/** What the command line, a document and the secrets ask for, together. @throws CliProblem where that is nothing */
export async function valuesOf(
  texts: readonly string[],
  { from, secret, password }: WriteOptions,
  schema: ObjectClassInfo | undefined,
  { note }: Session,
  terminal: Terminal,
): Promise<readonly Assignment[]> {
  const secrets = password ? [...secret, '__PASSWORD__'] : secret;
  checkStandardInput(from, secrets);
  const assignments = [
    ...(from === undefined ? [] : assignmentsOfJson(await document(from), schema)),
    ...assignmentsOf(texts, schema, (message) => note(`warning: ${message}`)),
    ...(await secretAssignments(secrets, schema, terminal)),
  ];
  if (assignments.length === 0) {
    throw new CliProblem('usage', 'No attribute was given.', { advice: 'Write name=value, or --from FILE.' });
  }
  return assignments;
}

async function document(from: string): Promise<unknown> {
  const place = from === '-' ? 'Standard input' : from;
  try {
    return JSON.parse(from === '-' ? await text(process.stdin) : await readFile(from, 'utf8'));
  } catch (cause) {
    // The parser would quote the text, and there may be a secret in it.
    const { code } = cause as NodeJS.ErrnoException;
    throw new CliProblem('usage', `${place} ${code ? `cannot be read: ${code}` : 'holds no JSON'}.`, {
      cause,
    });
  }
}

import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { IdentityPath, JsonObject } from '@icf-ts/provisioning';
import { CliProblem } from '../problems/cli-problem.js';
import type { Terminal } from '../terminal/terminal.js';
import { checkStandardInput, secretTexts, visibleSecret } from '../values/secret-texts.js';
import type { IdentitySession } from './identity-session.js';
import { identityValues, pathOf, pathsWithin, withValues, type IdentityValue } from './identity-values.js';

/** Where values come from, beside those of the command line. */
export interface InputSources {
  readonly from?: string;
  readonly secret: readonly string[];
}

/** What a command line gives of an identity. */
export interface IdentityInput {
  /** What stands in the file. */
  readonly document: JsonObject;
  /**
   * The values and the secrets over those of an identity.
   * @throws CliProblem where no map takes such a secret, for as an ordinary value it would be kept
   */
  over(session: IdentitySession, identity: JsonObject): JsonObject;
}

/** @throws CliProblem where there is nothing */
export async function readIdentityInput(
  texts: readonly string[],
  { from, secret }: InputSources,
  terminal: Terminal,
): Promise<IdentityInput> {
  checkStandardInput(from, secret);
  const values = identityValues(texts);
  const document = await documentOf(from);
  const secrets = (await secretTexts(secret, terminal, (name) => pathOf(name).text)).map(
    ([name, value]): IdentityValue => ({ path: pathOf(name), value }),
  );
  if (values.length + secrets.length + Object.keys(document).length === 0)
    throw new CliProblem('usage', 'No value was given.', { advice: 'Write path=value, or --from FILE.' });
  return {
    document,
    over: ({ secretPaths, type, note }, identity) => {
      for (const { path } of secrets) assertSecret(path, secretPaths, type);
      for (const { text } of pathsWithin(values, secretPaths)) note(`warning: ${visibleSecret(text)}`);
      return withValues(identity, [...values, ...secrets]);
    },
  };
}

function assertSecret({ text }: IdentityPath, known: readonly IdentityPath[], type: string): void {
  if (known.some((path) => path.text === text)) return;
  const there = known.length > 0 ? ` They take one from: ${known.map((path) => path.text).join(', ')}.` : '';
  throw new CliProblem('usage', `No map of type ${type} takes a secret from '${text}'.${there}`);
}

async function documentOf(from: string | undefined): Promise<JsonObject> {
  if (from === undefined) return {};
  const place = from === '-' ? 'Standard input' : from;
  let value: unknown;
  try {
    value = JSON.parse(from === '-' ? await text(process.stdin) : await readFile(from, 'utf8'));
  } catch (error) {
    // The parser would quote the text, and there may be a secret in it.
    const { code } = error as NodeJS.ErrnoException;
    throw new CliProblem('usage', `${place} ${code ? `cannot be read: ${code}` : 'holds no JSON'}.`);
  }
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  throw new CliProblem('usage', `${place} holds no JSON object.`);
}

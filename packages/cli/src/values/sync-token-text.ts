import { SyncToken } from '@icf-ts/framework';
import { CliProblem } from '../problems/cli-problem.js';

/** A token as text that keeps its type: `"text"`, `5`, `5L`, `true`. @throws CliProblem for other types */
export function tokenText({ value }: SyncToken): string {
  if (typeof value === 'bigint') return `${value}L`;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return JSON.stringify(value);
  throw new CliProblem('failure', 'The sync token of this connector has a type without a text form.');
}

/** The token that a text means; one in none of the forms is a text itself. */
export function parseToken(text: string): SyncToken {
  const trimmed = text.trim();
  if (trimmed === '') throw new CliProblem('usage', 'The sync token is empty.');
  if (/^-?\d{1,19}L$/.test(trimmed)) return new SyncToken(BigInt(trimmed.slice(0, -1)));
  try {
    const value: unknown = JSON.parse(trimmed);
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
      return new SyncToken(value);
  } catch {
    // A text without quotes.
  }
  return new SyncToken(trimmed);
}

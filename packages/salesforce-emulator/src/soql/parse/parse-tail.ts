import type { Statement } from './statement.js';
import type { TokenReader } from './token-reader.js';

const MAX_SKIP = 2_000;

/** LIMIT, OFFSET and what may follow them. @throws ApiError for clauses that only Apex has */
export function parseTail(reader: TokenReader): Pick<Statement, 'limit' | 'skip'> {
  const limit = reader.skip('LIMIT') ? parseCount(reader) : null;
  const place = reader.peek().offset;
  const skip = reader.skip('OFFSET') ? parseCount(reader) : 0;
  if (skip > MAX_SKIP) {
    throw reader.query.error(
      'NUMBER_OUTSIDE_VALID_RANGE',
      `Maximum SOQL offset allowed is ${MAX_SKIP}`,
      place,
    );
  }
  refuseApexClause(reader, 'FOR', 'UPDATE');
  // Both only note that the rows were looked at, in fields that the objects of this org keep empty.
  if (reader.skip('FOR')) reader.list(() => expectOneOf(reader, 'VIEW', 'REFERENCE'));
  if (reader.skip('UPDATE')) reader.list(() => expectOneOf(reader, 'TRACKING', 'VIEWSTAT'));
  refuseApexClause(reader, 'ALL', 'ROWS');
  return { limit, skip };
}

function parseCount(reader: TokenReader): number {
  const { kind, text } = reader.peek();
  if (kind !== 'number' || !/^\d+$/.test(text)) throw reader.refusal();
  return Number(reader.next().text);
}

function expectOneOf(reader: TokenReader, ...words: readonly string[]): void {
  if (!words.some((word) => reader.skip(word))) throw reader.refusal();
}

function refuseApexClause(reader: TokenReader, ...words: readonly [string, string]): void {
  const { offset } = reader.peek();
  if (reader.skip(...words)) {
    throw reader.query.malformed(`${words.join(' ')} not allowed in this context`, offset);
  }
}

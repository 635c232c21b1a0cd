import { parseConditions } from './parse-conditions.js';
import { parseExpression, parsePath } from './parse-expression.js';
import { parseSelect } from './parse-select.js';
import { QueryText } from './query-text.js';
import { scan } from './scan.js';
import type { OrderTerm, PathRef, Statement } from './statement.js';
import { parseTail } from './parse-tail.js';
import { TokenReader } from './token-reader.js';

const MAX_CHARACTERS = 100_000;
const MAX_NESTING = 6;
const AFTER_FROM = new Set('USING WHERE WITH GROUP HAVING ORDER LIMIT OFFSET FOR UPDATE ALL'.split(' '));

/** @throws ApiError MALFORMED_QUERY with the place, or FUNCTIONALITY_NOT_ENABLED for what this org does not serve */
export function parseStatement(text: string): Statement {
  const query = new QueryText(text);
  if (text.length > MAX_CHARACTERS) {
    throw query.malformed(`SOQL statements cannot be longer than ${MAX_CHARACTERS} characters.`, 0);
  }
  const reader = new TokenReader(query, scan(query));
  const statement = parseSelectStatement(reader, 0);
  if (!reader.atEnd) throw reader.refusal();
  return statement;
}

/** The clauses in their one order; what is left after them is for the caller to accept or refuse. */
function parseSelectStatement(reader: TokenReader, depth: number): Statement {
  const { query } = reader;
  const { offset } = reader.peek();
  if (depth === MAX_NESTING) throw query.malformed('sub-selects are nested too deep', offset);
  const readSubquery = (inner: TokenReader): Statement => parseSelectStatement(inner, depth + 1);
  reader.expect('SELECT');
  const select = parseSelect(reader, readSubquery);
  reader.expect('FROM');
  const { object, aliases } = parseFrom(reader);
  parseScope(reader);
  const where = reader.skip('WHERE') ? parseConditions(reader, readSubquery) : null;
  parseWith(reader);
  const groupBy = reader.skip('GROUP', 'BY') ? reader.list(() => parseExpression(reader)) : [];
  const having = groupBy.length > 0 && reader.skip('HAVING') ? parseConditions(reader, readSubquery) : null;
  const orderBy = reader.skip('ORDER', 'BY') ? reader.list(() => parseOrderTerm(reader)) : [];
  return { query, offset, object, aliases, select, where, groupBy, having, orderBy, ...parseTail(reader) };
}

/** `User u`, and in the old form with names for related rows: `User u, u.Profile p`. */
function parseFrom(reader: TokenReader): { object: PathRef; aliases: Map<string, string> } {
  const aliases = new Map<string, string>();
  const readOne = (): PathRef => {
    const object = parsePath(reader);
    reader.skip('AS');
    const isAlias = reader.peek().kind === 'word' && !AFTER_FROM.has(reader.peek().text.toUpperCase());
    if (isAlias) aliases.set(reader.next().text.toLowerCase(), object.path);
    return object;
  };
  const object = readOne();
  for (const alias of aliases.keys()) aliases.set(alias, '');
  while (reader.skip(',')) readOne();
  return { object, aliases };
}

function parseScope(reader: TokenReader): void {
  if (!reader.skip('USING')) return;
  reader.expect('SCOPE');
  const { text, offset } = reader.word();
  if (text.toLowerCase() !== 'everything') throw reader.query.notServed(`USING SCOPE ${text}`, offset);
}

/** Security clauses change nothing for a user who sees all. */
function parseWith(reader: TokenReader): void {
  const { offset } = reader.peek();
  if (!reader.skip('WITH')) return;
  if (reader.skip('SECURITY_ENFORCED') || reader.skip('USER_MODE') || reader.skip('SYSTEM_MODE')) return;
  if (reader.peek().kind !== 'word') throw reader.refusal();
  throw reader.query.notServed(`WITH ${reader.peek().text}`, offset);
}

function parseOrderTerm(reader: TokenReader): OrderTerm {
  const expression = parseExpression(reader);
  const descending = !reader.skip('ASC') && reader.skip('DESC');
  const nullsLast = !reader.skip('NULLS', 'FIRST') && reader.skip('NULLS', 'LAST');
  return { expression, descending, nullsLast };
}

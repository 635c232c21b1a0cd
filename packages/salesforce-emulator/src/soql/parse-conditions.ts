import { relativeDays } from './relative-date.js';
import type { Condition, Literal, Operator, Statement } from './statement.js';
import type { TokenReader } from './token-reader.js';

/** Reads the statement that begins at the reader's token (after the bracket of a semi-join). */
export type ReadSubquery = (reader: TokenReader) => Statement;

const MAX_DEPTH = 200;
const SYMBOLS: Readonly<Record<string, Operator>> = {
  '=': '=',
  '!=': '!=',
  '<>': '!=',
  '<': '<',
  '<=': '<=',
  '>': '>',
  '>=': '>=',
  LIKE: 'LIKE',
};
const LISTS = ['IN', 'INCLUDES', 'EXCLUDES'] as const;

/**
 * Reads the conditions of a WHERE clause up to the end of the reader's tokens.
 *
 * Salesforce's grammar is narrower than SQL's: AND and OR may not share a level, and NOT may only begin one.
 */
export function parseConditions(reader: TokenReader, readSubquery: ReadSubquery): Condition {
  const condition = parseLevel(reader, readSubquery, 0);
  if (!reader.atEnd) throw reader.refusal();
  return condition;
}

function parseLevel(reader: TokenReader, readSubquery: ReadSubquery, depth: number): Condition {
  if (depth > MAX_DEPTH) {
    const message = 'Query is either selecting too many fields or the filter conditions are too complicated.';
    throw reader.query.error('QUERY_TOO_COMPLICATED', message, reader.peek().offset);
  }
  if (reader.skip('NOT')) return { kind: 'not', part: parseSimple(reader, readSubquery, depth) };
  const first = parseSimple(reader, readSubquery, depth);
  const operator = reader.is('AND') ? 'AND' : reader.is('OR') ? 'OR' : null;
  if (operator === null) return first;
  const parts = [first];
  while (reader.skip(operator)) parts.push(parseSimple(reader, readSubquery, depth));
  if (reader.is('AND') || reader.is('OR')) throw reader.refusal();
  return { kind: operator === 'AND' ? 'and' : 'or', parts };
}

function parseSimple(reader: TokenReader, readSubquery: ReadSubquery, depth: number): Condition {
  if (reader.is('NOT')) throw reader.refusal();
  if (!reader.skip('(')) return parseComparison(reader, readSubquery);
  const inner = parseLevel(reader, readSubquery, depth + 1);
  reader.expect(')');
  return inner;
}

function parseComparison(reader: TokenReader, readSubquery: ReadSubquery): Condition {
  const { kind, text: path, offset } = reader.peek();
  if (kind !== 'word' || ['AND', 'OR'].includes(path.toUpperCase())) throw reader.refusal();
  if (reader.is('(', 1)) throw reader.query.notServed(`the function ${path} in WHERE`, offset);
  reader.next();
  const field = { path, offset };
  const symbol = SYMBOLS[reader.peek().text.toUpperCase()];
  if (symbol !== undefined && !reader.atEnd) {
    reader.next();
    return { kind: 'comparison', field, operator: symbol, values: [parseLiteral(reader)], semiJoin: null };
  }
  const operator = parseListOperator(reader);
  reader.expect('(');
  if (reader.is('SELECT')) {
    const semiJoin = readSubquery(reader);
    reader.expect(')');
    return { kind: 'comparison', field, operator, values: [], semiJoin };
  }
  const values = [parseLiteral(reader)];
  while (reader.skip(',')) values.push(parseLiteral(reader));
  reader.expect(')');
  return { kind: 'comparison', field, operator, values, semiJoin: null };
}

function parseListOperator(reader: TokenReader): Operator {
  if (reader.is('NOT') && reader.is('IN', 1)) {
    reader.next();
    reader.next();
    return 'NOT IN';
  }
  for (const operator of LISTS) if (reader.skip(operator)) return operator;
  throw reader.refusal();
}

function parseLiteral(reader: TokenReader): Literal {
  const token = reader.next();
  const { text, offset } = token;
  const literal = (kind: Literal['kind']): Literal => ({ kind, text, offset });
  if (token.kind === 'string' || token.kind === 'number') return literal(token.kind);
  if (token.kind === 'date') return literal(text.length > 10 ? 'datetime' : 'date');
  if (token.kind === 'word') {
    if (/^(?:true|false)$/i.test(text)) return literal('boolean');
    if (/^null$/i.test(text)) return literal('null');
    if (relativeDays(text, 0)) return literal('relative-date');
  }
  throw reader.query.unexpected(text, offset);
}

import { parseExpression } from './parse-expression.js';
import type { ReadSubquery } from './parse-select.js';
import { relativeDays } from '../../calendar/relative-date.js';
import type { Condition, Literal, Operator } from './statement.js';
import type { TokenReader } from './token-reader.js';

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
 * Reads the conditions of WHERE or HAVING up to what cannot belong to them.
 *
 * Salesforce's grammar is narrower than SQL's: AND and OR may not share a level, and NOT may only begin one.
 */
export function parseConditions(reader: TokenReader, readSubquery: ReadSubquery): Condition {
  return parseLevel(reader, readSubquery, 0);
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
  if (reader.is('AND') || reader.is('OR')) throw reader.refusal();
  const expression = parseExpression(reader);
  const comparison = { kind: 'comparison', expression, semiJoin: null } as const;
  const symbol = SYMBOLS[reader.peek().text.toUpperCase()];
  if (symbol !== undefined) {
    reader.next();
    return { ...comparison, operator: symbol, values: [parseLiteral(reader)] };
  }
  const operator = parseListOperator(reader);
  reader.expect('(');
  if (reader.is('SELECT') && (operator === 'IN' || operator === 'NOT IN')) {
    const semiJoin = readSubquery(reader);
    reader.expect(')');
    return { ...comparison, operator, values: [], semiJoin };
  }
  const values = reader.list(() => parseLiteral(reader));
  reader.expect(')');
  return { ...comparison, operator, values };
}

function parseListOperator(reader: TokenReader): Operator {
  if (reader.skip('NOT', 'IN')) return 'NOT IN';
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

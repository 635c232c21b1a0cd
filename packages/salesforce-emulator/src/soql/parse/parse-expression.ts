import type { Expression, PathRef } from './statement.js';
import type { TokenReader } from './token-reader.js';

const MAX_DEPTH = 3;

/** What Salesforce has functions for and this org has not. */
const UNSERVED = new Set([
  'FORMAT',
  'CONVERTCURRENCY',
  'DISTANCE',
  'GEOLOCATION',
  'GROUPING',
  'ROLLUP',
  'CUBE',
]);

/** A field path or a function of one. @throws ApiError MALFORMED_QUERY, or FUNCTIONALITY_NOT_ENABLED */
export function parseExpression(reader: TokenReader, depth = 0): Expression {
  const { text, offset } = reader.word();
  if (!reader.is('(')) return { kind: 'field', path: text, offset };
  const name = text.toUpperCase();
  if (UNSERVED.has(name)) throw reader.query.notServed(`the function ${text}`, offset);
  if (depth === MAX_DEPTH) throw reader.refusal();
  reader.expect('(');
  if (reader.skip(')')) return { kind: 'function', name, argument: null, offset };
  const argument = parseExpression(reader, depth + 1);
  reader.expect(')');
  return { kind: 'function', name, argument, offset };
}

export function parsePath(reader: TokenReader): PathRef {
  const { text, offset } = reader.word();
  return { path: text, offset };
}

/** The field path at the bottom of an expression, or null for `COUNT()`. */
export function pathOf(expression: Expression): PathRef | null {
  if (expression.kind === 'field') return expression;
  return expression.argument && pathOf(expression.argument);
}

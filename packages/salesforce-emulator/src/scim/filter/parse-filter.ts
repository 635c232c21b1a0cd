import { scimErrors } from '../scim-error.js';
import { OPERATORS } from './filter.js';
import type { Comparand, Filter, Operator } from './filter.js';

const TOKEN = /\s*(?:([()[\]])|("(?:[^"\\]|\\.)*")|([^\s()[\]"]+))/sy;

/** Deeper brackets are refused rather than followed. */
const MAX_DEPTH = 50;

/**
 * Reads a filter. `and` and `or` bind alike and from the left: `a or b and c` is `(a or b) and c`.
 *
 * @throws ScimError 400
 */
export function parseFilter(text: string): Filter {
  const tokens = split(text);
  let at = 0;
  const fail = (reason: string): never => {
    throw scimErrors.invalidFilter(reason, text);
  };
  const next = (): string => tokens[at++] ?? fail('it ends too early');
  const expect = (token: string): void => {
    if (next() !== token) fail(`'${token}' expected`);
  };
  const condition = (depth: number): Filter => {
    const token = next();
    if (depth > MAX_DEPTH) return fail('too many brackets');
    if (token === '(') return bracket(')', depth);
    if (!/^[A-Za-z]/.test(token)) return fail(`'${token}' is no attribute`);
    if (tokens[at] === '[') {
      at += 1;
      return { kind: 'items', path: token, filter: bracket(']', depth) };
    }
    const operator = next().toLowerCase();
    if (operator === 'pr') return { kind: 'present', path: token };
    if (!(OPERATORS as readonly string[]).includes(operator)) fail(`'${operator}' is no operator`);
    return { kind: 'compare', path: token, operator: operator as Operator, value: comparand(next(), fail) };
  };
  const bracket = (closing: string, depth: number): Filter => {
    const inner = expression(depth + 1);
    expect(closing);
    return inner;
  };
  const expression = (depth: number): Filter => {
    let left = condition(depth);
    for (;;) {
      const operator = tokens[at]?.toLowerCase();
      if (operator !== 'and' && operator !== 'or') return left;
      at += 1;
      left = { kind: 'logic', operator, left, right: condition(depth) };
    }
  };
  const filter = expression(0);
  if (at < tokens.length) fail(`'${tokens[at]}' is left over`);
  return filter;
}

function split(text: string): readonly string[] {
  const tokens: string[] = [];
  let at = 0;
  while (text.slice(at).trim() !== '') {
    TOKEN.lastIndex = at;
    const match = TOKEN.exec(text);
    if (!match) throw scimErrors.invalidFilter('a text does not end', text);
    tokens.push(match[1] ?? match[2] ?? match[3] ?? '');
    at = TOKEN.lastIndex;
  }
  return tokens;
}

function comparand(token: string, fail: (reason: string) => never): Comparand {
  try {
    const value: unknown = JSON.parse(token);
    if (value === null || typeof value !== 'object') return value as Comparand;
  } catch {
    // Told below, as all that is no JSON.
  }
  return fail(`${token} is no value`);
}

import { IllegalArgumentException } from '../errors/exceptions.js';
import { Double, isInteger } from '../values/numbers.js';

export type Sign = '(' | ')' | '[' | ']' | ',' | '&' | '|';

/** `at` is where it begins, counted in UTF-16 units from 0. */
export type Token =
  | { readonly kind: 'text'; readonly value: string; readonly at: number }
  | { readonly kind: 'number'; readonly value: number | bigint | Double; readonly at: number }
  | { readonly kind: 'word'; readonly value: string; readonly at: number }
  | { readonly kind: 'sign'; readonly value: Sign; readonly at: number }
  | { readonly kind: 'end'; readonly at: number };

const SPACE = /\s*/y;
const SIGN = /[()[\],&|]/y;
const WORD = /[A-Za-z_]\w*/y;
/** Must not run into a word, as in `1x`. */
const NUMBER = /(-?\d+)(\.\d+)?([eE][+-]?\d+)?(L)?(?![\w.])/iy;
const QUOTED = /(['"])((?:\\[^]|\1\1|(?!\1)[^\\])*)\1/y;
const ESCAPE = /\\u([0-9a-fA-F]{4})|\\([^])|(['"])\3/g;
const ESCAPED: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  n: '\n',
  r: '\r',
  t: '\t',
};

/** The token that begins at or after `from`, and where it ends. */
export function nextToken(text: string, from: number): { readonly token: Token; readonly end: number } {
  const at = from + (matchAt(SPACE, text, from)?.[0].length ?? 0);
  if (at === text.length) return { token: { kind: 'end', at }, end: at };

  const sign = matchAt(SIGN, text, at)?.[0];
  if (sign) return { token: { kind: 'sign', value: sign as Sign, at }, end: at + 1 };
  const word = matchAt(WORD, text, at)?.[0];
  if (word) return { token: { kind: 'word', value: word, at }, end: at + word.length };
  const number = matchAt(NUMBER, text, at);
  if (number)
    return { token: { kind: 'number', value: numberOf(number, text, at), at }, end: endOf(number, at) };
  const quoted = matchAt(QUOTED, text, at);
  if (quoted)
    return { token: { kind: 'text', value: unescape(quoted, text, at), at }, end: endOf(quoted, at) };
  throw refusal(text, at, whyNone(text, at));
}

/** An error of who wrote the text: line, column, and the line itself with a mark under the place. */
export function refusal(text: string, at: number, problem: string): IllegalArgumentException {
  const lineStart = text.lastIndexOf('\n', at - 1) + 1;
  const lineEnd = text.indexOf('\n', at);
  const from = Math.max(lineStart, at - EXCERPT);
  const to = Math.min(lineEnd < 0 ? text.length : lineEnd, at + EXCERPT);
  // One character each, so that the mark stays under its place; a log must not be given a second line either.
  const excerpt = text.slice(from, to).replace(/[\p{Cc}\u2028\u2029]/gu, ' ');
  return new IllegalArgumentException(
    `${positioned(text, at, problem)}\n  ${excerpt}\n  ${' '.repeat(at - from)}^`,
  );
}

/** Without the excerpt, for problems with a value that may be a secret. */
export function positioned(text: string, at: number, problem: string): string {
  const before = text.slice(0, at).split('\n');
  return `The filter text cannot be read at line ${before.length}, column ${before.at(-1)!.length + 1}: ${problem}`;
}

/** Characters shown on either side of the place. */
const EXCERPT = 40;
/** More than 64 bits can have, sign and some zeros included: a number without end is not computed. */
const MAX_DIGITS = 40;

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}

const endOf = (match: RegExpExecArray, at: number): number => at + match[0].length;

/** As Java reads it: a whole number is an Integer, a larger one or one with `L` a Long, one with a point a Double. */
function numberOf(match: RegExpExecArray, text: string, at: number): number | bigint | Double {
  const [literal, whole, fraction, exponent, long] = match;
  if (fraction === undefined && exponent === undefined) {
    const value = whole!.length > MAX_DIGITS ? Infinity : BigInt(whole!);
    if (long === undefined && isInteger(Number(value))) return Number(value);
    if (typeof value === 'bigint' && BigInt.asIntN(64, value) === value) return value;
    throw refusal(
      text,
      at,
      'a whole number must fit into 64 bits; with a point or an exponent it is a Double.',
    );
  }
  const value = Number(long === undefined ? literal : NaN);
  if (!Number.isFinite(value)) {
    throw refusal(
      text,
      at,
      long ? "only a whole number can have an 'L'." : 'the number is too large for a Double.',
    );
  }
  return isInteger(value) ? new Double(value) : value;
}

function unescape(match: RegExpExecArray, text: string, at: number): string {
  return match[2]!.replace(
    ESCAPE,
    (all: string, unit?: string, escaped?: string, doubled?: string, offset = 0) => {
      if (unit !== undefined) return String.fromCharCode(parseInt(unit, 16));
      // The other quote needs no doubling: two of it are two.
      if (doubled !== undefined) return doubled === match[1] ? doubled : all;
      const value = ESCAPED[escaped!];
      if (value !== undefined) return value;
      throw refusal(text, at + 1 + offset, 'there is no such escape; write a backslash itself as two.');
    },
  );
}

function whyNone(text: string, at: number): string {
  const found = String.fromCodePoint(text.codePointAt(at)!);
  if (found === "'" || found === '"') return `the text that begins here has no closing ${found}.`;
  if (/[‘’‚‛“”„‟´\u0060]/.test(found)) return `found ${found}, a typographic quote; use straight ones: '…'.`;
  if (/[-.\d]/.test(found)) return 'expected a number such as 36, -2.5, 1e9 or 5000000000L.';
  return `found ${JSON.stringify(found)}, which has no meaning here; texts stand in quotes.`;
}

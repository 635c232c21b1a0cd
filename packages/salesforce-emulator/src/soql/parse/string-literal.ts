import type { QueryText } from './query-text.js';
import type { Literal } from './statement.js';

const MAX_CHARACTERS = 4_000;

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  b: '\b',
  f: '\f',
  '"': '"',
  "'": "'",
  '\\': '\\',
};

/** A character of a literal; `escaped` matters to LIKE, where `%` and `_` stand for themselves then. */
export interface LiteralCharacter {
  readonly character: string;
  readonly escaped: boolean;
}

/**
 * The characters between the quotes with their escapes resolved, at most 4,000.
 *
 * @param like accepts `\%` and `\_`, which elsewhere are refused like any unknown sequence
 * @throws ApiError MALFORMED_QUERY for a backslash sequence that SOQL does not know, or a literal too long
 */
export function literalCharacters(literal: Literal, query: QueryText, like: boolean): LiteralCharacter[] {
  const body = literal.text.slice(1, -1);
  const characters: LiteralCharacter[] = [];
  for (let index = 0; index < body.length; index++) {
    const character = body.charAt(index);
    if (character !== '\\') {
      characters.push({ character, escaped: false });
      continue;
    }
    const next = body.charAt(++index);
    const hex = /^u([0-9a-f]{4})/i.exec(body.slice(index, index + 5))?.[1];
    const plain = like && (next === '%' || next === '_') ? next : ESCAPES[next.toLowerCase()];
    if (hex !== undefined) {
      characters.push({ character: String.fromCharCode(Number.parseInt(hex, 16)), escaped: true });
      index += 4;
    } else if (plain !== undefined) {
      characters.push({ character: plain, escaped: true });
    } else {
      throw query.malformed(
        `Invalid string literal ${literal.text}. Illegal character sequence '\\${next}' in string literal.`,
        literal.offset + index,
      );
    }
  }
  if (characters.length > MAX_CHARACTERS) {
    throw query.malformed(`String literal is longer than ${MAX_CHARACTERS} characters`, literal.offset);
  }
  return characters;
}

export function literalText(literal: Literal, query: QueryText): string {
  return literalCharacters(literal, query, false)
    .map(({ character }) => character)
    .join('');
}

import type { QueryText } from './query-text.js';

export type TokenKind = 'word' | 'string' | 'number' | 'date' | 'symbol' | 'end';

/** A piece of the statement. Words are paths (`Profile.Name`) and relative dates (`LAST_N_DAYS:7`) too. */
export interface Token {
  readonly kind: TokenKind;
  readonly text: string;
  readonly offset: number;
}

const RULES: readonly (readonly [TokenKind, RegExp])[] = [
  ['string', /'(?:[^'\\\r\n]|\\[^\r\n])*'/y],
  ['date', /\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|[+-]\d{2}:?\d{2})?)?/iy],
  ['number', /[+-]?\d+(?:\.\d+)?/y],
  ['word', /[A-Za-z_][\w.]*(?::\d+)?/y],
  ['symbol', /<=|>=|!=|<>|[=<>(),]/y],
];

const BLANK = /\s*/y;

/** The statement's tokens, ending with one of kind `end`. A character of no token is refused. */
export function scan(query: QueryText): readonly Token[] {
  const { text } = query;
  const tokens: Token[] = [];
  let offset = skipBlank(text, 0);
  while (offset < text.length) {
    const token = tokenAt(text, offset);
    if (!token) throw query.unexpected(text.charAt(offset), offset);
    tokens.push(token);
    offset = skipBlank(text, offset + token.text.length);
  }
  tokens.push({ kind: 'end', text: '<EOF>', offset: text.length });
  return tokens;
}

function skipBlank(text: string, offset: number): number {
  BLANK.lastIndex = offset;
  BLANK.test(text);
  return BLANK.lastIndex;
}

function tokenAt(text: string, offset: number): Token | undefined {
  for (const [kind, rule] of RULES) {
    rule.lastIndex = offset;
    const match = rule.exec(text);
    if (match) return { kind, text: match[0], offset };
  }
  return undefined;
}

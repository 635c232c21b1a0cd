const NAMED: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
};
/** Backslash, quote, and all that a line cannot show. */

const SPECIAL = /[\\'\u0000-\u001f\u007f\u2028\u2029]/g;
const LIKE_SPECIAL = /[%_]/g;

const escapeOne = (character: string): string =>
  NAMED[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;

/** A text as a literal of SOQL, quotes included. The one place where texts enter a statement. */
export const quote = (text: string): string => `'${text.replace(SPECIAL, escapeOne)}'`;

/** As {@link quote}, with wildcards before and after; those within the text stand for themselves. */
export const quoteLike = (text: string, before: '%' | '', after: '%' | ''): string =>
  `'${before}${text.replace(SPECIAL, escapeOne).replace(LIKE_SPECIAL, '\\$&')}${after}'`;

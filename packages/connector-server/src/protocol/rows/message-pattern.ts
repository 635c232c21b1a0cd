/*
 * A catalogue's texts travel as patterns of Java's MessageFormat, in which an apostrophe quotes and a brace opens a
 * placeholder: Java's client formats every text, also one without arguments. Here a text is what a reader shall see,
 * with placeholders such as {0}.
 */
const PLACEHOLDER = /(\{\d+\})/;

/** The pattern that Java formats to this text. */
export function toPattern(text: string): string {
  if (!/['{]/.test(text)) return text;
  // Split by a group, the placeholders are the pieces in between.
  return text
    .split(PLACEHOLDER)
    .map((piece, at) => (at % 2 === 1 ? piece : quoted(piece)))
    .join('');
}

/** Apostrophes doubled, and quoted from the first brace to the last. */
function quoted(piece: string): string {
  const literal = piece.replaceAll("'", "''");
  const first = literal.indexOf('{');
  if (first < 0) return literal;
  const end = literal.lastIndexOf('{') + 1;
  return `${literal.slice(0, first)}'${literal.slice(first, end)}'${literal.slice(end)}`;
}

/** The text that a pattern stands for: two apostrophes are one, a single one begins or ends a quotation. */
export const fromPattern = (pattern: string): string =>
  pattern.includes("'") ? pattern.replace(/''?/g, (quote) => (quote.length === 2 ? "'" : '')) : pattern;

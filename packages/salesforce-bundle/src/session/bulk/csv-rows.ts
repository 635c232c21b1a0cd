const QUOTE = 34;
const COMMA = 44;
const LF = 10;
const CR = 13;

/**
 * The records of a table as Salesforce writes it (RFC 4180, by commas), a few thousand at a time: a page of results is
 * never in memory as values at once.
 * @throws SyntaxError for a table that ends inside quotes.
 */
export function* csvRows(text: string, rowsAtOnce: number): Generator<string[][], void, void> {
  let rows: string[][] = [];
  let row: string[] = [];
  let at = 0;
  while (at < text.length) {
    let value: string;
    if (text.charCodeAt(at) === QUOTE) {
      let end = text.indexOf('"', at + 1);
      let isPlain = true;
      while (end >= 0 && text.charCodeAt(end + 1) === QUOTE) {
        isPlain = false;
        end = text.indexOf('"', end + 2);
      }
      if (end < 0) throw new SyntaxError('The table ends inside a quoted value.');
      value = text.slice(at + 1, end);
      if (!isPlain) value = value.replaceAll('""', '"');
      at = end + 1;
    } else {
      const start = at;
      while (at < text.length && !isEnd(text.charCodeAt(at))) at++;
      value = text.slice(start, at);
    }
    row.push(value);
    if (text.charCodeAt(at) === COMMA) {
      at++;
      // Nothing behind the last comma is an empty value, too.
      if (at === text.length) row.push('');
      else continue;
    } else if (text.charCodeAt(at) === CR) at++;
    if (text.charCodeAt(at) === LF) at++;
    rows.push(row);
    row = [];
    if (rows.length === rowsAtOnce) {
      yield rows;
      rows = [];
    }
  }
  if (row.length > 0) rows.push(row);
  if (rows.length > 0) yield rows;
}

const isEnd = (code: number): boolean => code === COMMA || code === LF || code === CR;

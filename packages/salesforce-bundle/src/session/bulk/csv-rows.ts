const QUOTE = 34;
const COMMA = 44;
const LF = 10;
const CR = 13;

/** Characters that are read at once. */
const BLOCK = 2 ** 18;

/**
 * The records of a table as Salesforce writes it (RFC 4180, by commas), some at a time: a page of results is never in
 * memory as values at once. Values are parts of a copy of their neighbourhood, so that one that is kept does not keep
 * the whole page.
 * @throws SyntaxError for a table that ends inside quotes.
 */
export function* csvRows(
  text: string,
  rowsAtOnce: number,
  blockSize = BLOCK,
): Generator<string[][], void, void> {
  let rows: string[][] = [];
  let size = blockSize;
  for (let from = 0; from < text.length;) {
    const isLast = from + size >= text.length;
    const used = readRecords(copyOf(text.slice(from, from + size)), isLast, rows);
    // A record that is longer than the block.
    size = used === 0 ? size * 2 : blockSize;
    from += used;
    for (; rows.length >= rowsAtOnce; rows = rows.slice(rowsAtOnce)) yield rows.slice(0, rowsAtOnce);
  }
  if (rows.length > 0) yield rows;
}

/** A part of a text holds on to the whole; a copy does not. */
const copyOf = (text: string): string => Buffer.from(text).toString();

/** Adds the records that end within the block, and returns where the last of them ends. */
function readRecords(block: string, isLast: boolean, rows: string[][]): number {
  let row: string[] = [];
  let used = 0;
  let at = 0;
  while (at < block.length) {
    let value: string;
    if (block.charCodeAt(at) === QUOTE) {
      const end = closingQuote(block, at + 1);
      if (end < 0) {
        if (isLast) throw new SyntaxError('The table ends inside a quoted value.');
        return used;
      }
      value = block.slice(at + 1, end);
      if (value.includes('"')) value = value.replaceAll('""', '"');
      at = end + 1;
    } else {
      const start = at;
      while (at < block.length && !isEnd(block.charCodeAt(at))) at++;
      value = block.slice(start, at);
    }
    row.push(value);
    if (block.charCodeAt(at) === COMMA) {
      at++;
      // Nothing behind the last comma is an empty value, too.
      if (at < block.length) continue;
      row.push('');
    }
    if (block.charCodeAt(at) === CR) at++;
    if (block.charCodeAt(at) === LF) at++;
    else if (!isLast) return used;
    rows.push(row);
    row = [];
    used = at;
  }
  return used;
}

function closingQuote(block: string, from: number): number {
  let end = block.indexOf('"', from);
  while (end >= 0 && block.charCodeAt(end + 1) === QUOTE) end = block.indexOf('"', end + 2);
  return end;
}

const isEnd = (code: number): boolean => code === COMMA || code === LF || code === CR;

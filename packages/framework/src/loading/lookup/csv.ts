import type { FailAt } from './text-position.js';

/** One field of a record and where it starts. */
export interface CsvField {
  readonly text: string;
  readonly offset: number;
}

const BARE_END = /[",\r\n]/g;

/**
 * The records of a CSV text, as RFC 4180 has it: fields apart by commas, quoted where they hold a comma, a quote or the
 * end of a line, quotes doubled inside. Lines may end with LF alone; blank lines are no records. What the RFC does not
 * allow is refused, because a guess would change data.
 */
export function* csvRecords(text: string, fail: FailAt): Generator<readonly CsvField[], void, void> {
  let record: CsvField[] = [];
  let at = 0;
  while (at < text.length || record.length > 0) {
    const field = text[at] === '"' ? quotedField(text, at, fail) : bareField(text, at, fail);
    record.push({ text: field.text, offset: at });
    at = field.end;
    if (text[at] === ',') {
      at++;
      continue;
    }
    at = endOfLine(text, at, fail);
    const blank = record.length === 1 && record[0]!.text === '' && field.bare;
    if (!blank) yield record;
    record = [];
  }
}

interface ReadField {
  readonly text: string;
  readonly end: number;
  readonly bare: boolean;
}

function bareField(text: string, start: number, fail: FailAt): ReadField {
  BARE_END.lastIndex = start;
  const end = BARE_END.exec(text)?.index ?? text.length;
  if (text[end] === '"') {
    throw fail(
      end,
      'A quote inside a field that does not start with one. Quote the field and double the quote.',
    );
  }
  return { text: text.slice(start, end), end, bare: true };
}

function quotedField(text: string, start: number, fail: FailAt): ReadField {
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) throw fail(start, 'The quote that opens here is never closed.');
    if (text[quote + 1] === '"') {
      from = quote + 2;
      continue;
    }
    const end = quote + 1;
    if (end < text.length && !',\r\n'.includes(text[end]!)) {
      throw fail(end, 'After the closing quote of a field only a comma or the end of the line may come.');
    }
    return { text: text.slice(start + 1, quote).replaceAll('""', '"'), end, bare: false };
  }
}

function endOfLine(text: string, at: number, fail: FailAt): number {
  if (text[at] !== '\r') return at + 1;
  if (text[at + 1] === '\n') return at + 2;
  throw fail(at, 'A carriage return without a line feed. Quote the field if it belongs to the data.');
}

/** The text of one record with its CRLF. Fields with blanks at an end are quoted too: some programs would trim them. */
export const csvRecord = (fields: readonly string[]): string =>
  `${fields.map((field) => (/[",\r\n]|^\s|\s$/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)).join(',')}\r\n`;

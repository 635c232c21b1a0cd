import { csvWriter } from './csv.js';
import { jsonLinesWriter, jsonWriter } from './json.js';
import type { Columns, RowWriter, Sink } from './row-writer.js';
import { tableWriter } from './table.js';

/** The one table of output formats. */
export const FORMATS = {
  table: tableWriter,
  json: jsonWriter,
  jsonl: jsonLinesWriter,
  csv: csvWriter,
} as const satisfies Readonly<Record<string, (sink: Sink, columns: Columns) => RowWriter>>;

export type Format = keyof typeof FORMATS;
export const FORMAT_NAMES = Object.keys(FORMATS) as readonly Format[];

import { parse } from 'csv-parse/sync';
import { DELIMITERS, LINE_ENDINGS } from './csv-dialect.js';
import type { CsvDialect } from './csv-dialect.js';

/**
 * The records of a slice; how many values each has is for the caller to check.
 *
 * @throws Error of the parser for quotes where none may stand
 */
export function parseCsv(slice: Buffer, { columnDelimiter, lineEnding }: CsvDialect): readonly string[][] {
  return parse(slice, {
    bom: true,
    delimiter: DELIMITERS[columnDelimiter],
    record_delimiter: LINE_ENDINGS[lineEnding],
    relax_column_count: true,
    skip_empty_lines: true,
  });
}

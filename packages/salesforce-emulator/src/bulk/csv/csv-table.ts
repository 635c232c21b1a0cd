import { stringify } from 'csv-stringify/sync';
import { DELIMITERS, LINE_ENDINGS } from './csv-dialect.js';
import type { CsvDialect } from './csv-dialect.js';
import { RecordSlicer } from './record-slicer.js';

interface Piece {
  readonly bytes: Buffer;
  readonly records: number;
}

/**
 * A table under construction, kept as the bytes it is sent as, outside the heap. Every value is quoted, as Salesforce
 * does; values that a spreadsheet would take for formulas stay what they are, or they would come back changed.
 */
export class CsvTable {
  readonly header: Buffer;
  readonly #dialect: CsvDialect;
  readonly #pieces: Piece[] = [];
  #records = 0;

  constructor(columns: readonly string[], dialect: CsvDialect) {
    this.#dialect = dialect;
    this.header = this.#encode([columns]);
  }

  get size(): number {
    return this.#records;
  }

  append(records: readonly (readonly string[])[]): void {
    if (records.length === 0) return;
    this.#pieces.push({ bytes: this.#encode(records), records: records.length });
    this.#records += records.length;
  }

  /** The header and the records from `start` up to, not including, `end`. */
  *slice(start = 0, end = this.#records): Generator<Buffer, void, undefined> {
    yield this.header;
    let first = 0;
    for (const piece of this.#pieces) {
      if (first >= end) return;
      const from = Math.max(0, start - first);
      if (from < piece.records) yield this.#cut(piece, from, Math.min(piece.records, end - first));
      first += piece.records;
    }
  }

  #cut({ bytes, records }: Piece, from: number, to: number): Buffer {
    if (from === 0 && to === records) return bytes;
    const lengthOf = (count: number): number => {
      const slicer = new RecordSlicer([bytes], this.#dialect);
      let length = 0;
      for (let left = count; left > 0; left--) length += slicer.take(1)?.length ?? 0;
      return length;
    };
    return bytes.subarray(lengthOf(from), lengthOf(to));
  }

  #encode(records: readonly (readonly string[])[]): Buffer {
    const { columnDelimiter, lineEnding } = this.#dialect;
    const text = stringify(records as string[][], {
      delimiter: DELIMITERS[columnDelimiter],
      record_delimiter: LINE_ENDINGS[lineEnding],
      quoted: true,
      quoted_empty: true,
    });
    return Buffer.from(text);
  }
}

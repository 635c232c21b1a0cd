import { batchFaults } from '../../errors/bulk-errors.js';
import type { CsvDialect } from './csv-dialect.js';
import { parseCsv } from './parse-csv.js';
import { RecordSlicer, RecordTooLong } from './record-slicer.js';

/** A table as it was uploaded, read a little at a time and let go of as it is read. */
export class UploadedTable {
  readonly #dialect: CsvDialect;
  readonly #pieces: Buffer[] = [];
  readonly #slicer: RecordSlicer;
  #header: Buffer = Buffer.alloc(0);

  constructor(dialect: CsvDialect) {
    this.#dialect = dialect;
    this.#slicer = new RecordSlicer(this.#pieces, dialect);
  }

  add(pieces: readonly Buffer[]): void {
    for (const piece of pieces) this.#pieces.push(piece);
  }

  get isAtEnd(): boolean {
    return this.#pieces.length === 0;
  }

  /** The first record, to be read before the others. @throws BatchFault */
  readHeader(): readonly string[] {
    const { lineEnding } = this.#dialect;
    // By its first line feed, whatever the job says of its lines, to tell when that is wrong.
    const header = take(new RecordSlicer(this.#pieces, { lineEnding: 'LF' }), 1);
    if (!header) throw batchFaults.noHeader();
    this.#header = header;
    const isReturned = header.includes('\r\n');
    if (header.includes('\n') && isReturned !== (lineEnding === 'CRLF')) {
      throw batchFaults.lineEnding(lineEnding);
    }
    const [names] = this.#parse(header);
    if (!names) throw batchFaults.noHeader();
    return names;
  }

  /** The next records, at most so many, or null at the end. @throws BatchFault; what it is about stays unread */
  readRecords(max: number): readonly string[][] | null {
    const slice = take(this.#slicer, max);
    if (!slice) return null;
    try {
      return this.#parse(slice);
    } catch (error) {
      this.#pieces.unshift(slice);
      throw error;
    }
  }

  /** The header and what was not read. */
  rest(): readonly Buffer[] {
    return [this.#header, ...this.#pieces];
  }

  #parse(slice: Buffer): readonly string[][] {
    try {
      return parseCsv(slice, this.#dialect);
    } catch (error) {
      throw batchFaults.unreadable(error instanceof Error ? error.message : String(error));
    }
  }
}

function take(slicer: RecordSlicer, records: number): Buffer | null {
  try {
    return slicer.take(records);
  } catch (error) {
    throw error instanceof RecordTooLong ? batchFaults.recordTooLong() : error;
  }
}

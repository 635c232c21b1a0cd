import type { CsvDialect } from './csv-dialect.js';

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;

/** Bytes after which a slice ends with the record at hand, however few records it has. */
const SLICE_BYTES = 262_144;

/** A record has at most 400,000 characters, of at most four bytes each. */
const MAX_RECORD_BYTES = 1_600_000;

/** Told where a record outgrows its limit, as one does whose quote is never closed. */
export class RecordTooLong extends Error {
  override readonly name = 'RecordTooLong';
}

/**
 * Cuts a table into slices of whole records without parsing them, so that a large one is parsed a little at a time and
 * what was taken can be forgotten.
 */
export class RecordSlicer {
  readonly #pieces: Buffer[];
  readonly #needsReturn: boolean;

  /** @param pieces the table's bytes in order; what is taken is removed from the list */
  constructor(pieces: Buffer[], { lineEnding }: Pick<CsvDialect, 'lineEnding'>) {
    this.#pieces = pieces;
    this.#needsReturn = lineEnding === 'CRLF';
  }

  /**
   * The bytes of the next records, at most so many, or null at the end.
   *
   * @throws RecordTooLong
   */
  take(maxRecords: number): Buffer | null {
    const taken: Buffer[] = [];
    let bytes = 0;
    let recordBytes = 0;
    let records = 0;
    let isQuoted = false;
    let previous = 0;
    for (let piece = this.#pieces[0]; piece; piece = this.#pieces[0]) {
      for (let at = 0; at < piece.length; at++) {
        const byte = piece[at]!;
        if (++recordBytes > MAX_RECORD_BYTES) {
          this.#pieces.unshift(...taken);
          throw new RecordTooLong();
        }
        if (byte === QUOTE) isQuoted = !isQuoted;
        else if (byte === LF && !isQuoted && (!this.#needsReturn || previous === CR)) {
          recordBytes = 0;
          if (++records < maxRecords && bytes + at < SLICE_BYTES) continue;
          taken.push(piece.subarray(0, at + 1));
          if (at + 1 === piece.length) this.#pieces.shift();
          else this.#pieces[0] = piece.subarray(at + 1);
          return Buffer.concat(taken);
        }
        previous = byte;
      }
      taken.push(piece);
      bytes += piece.length;
      this.#pieces.shift();
    }
    return taken.length === 0 ? null : Buffer.concat(taken);
  }
}

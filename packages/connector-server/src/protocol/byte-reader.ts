import { ProtocolError } from './protocol-error.js';

/**
 * Reads big-endian values from a slice; every read is checked against the slice's end. Whoever reads a slice within the
 * slice narrows `end` for that time: objects nest by the thousand, and a reader for each would be garbage.
 */
export class ByteReader {
  readonly bytes: Buffer;
  at: number;
  end: number;

  constructor(bytes: Buffer, at = 0, end = bytes.length) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
  }

  u8(): number {
    this.#need(1);
    return this.bytes[this.at++]!;
  }

  i32(): number {
    this.#need(4);
    const value = this.bytes.readInt32BE(this.at);
    this.at += 4;
    return value;
  }

  i64(): bigint {
    this.#need(8);
    const value = this.bytes.readBigInt64BE(this.at);
    this.at += 8;
    return value;
  }

  f64(): number {
    this.#need(8);
    const value = this.bytes.readDoubleBE(this.at);
    this.at += 8;
    return value;
  }

  /** An int32 length that fits into what is left. */
  length(): number {
    const value = this.i32();
    if (value < 0) throw new ProtocolError(`A length of ${value} is negative.`);
    this.#need(value);
    return value;
  }

  text(): string {
    const length = this.length();
    const value = this.bytes.toString('utf8', this.at, this.at + length);
    this.at += length;
    return value;
  }

  /** A copy: the slice belongs to the connection's buffer. */
  byteString(): Uint8Array {
    const length = this.length();
    const value = Uint8Array.prototype.slice.call(this.bytes, this.at, this.at + length);
    this.at += length;
    return value;
  }

  #need(count: number): void {
    if (count > this.end - this.at) {
      throw new ProtocolError(
        `A value of ${count} bytes does not fit into the ${this.end - this.at} that are left.`,
      );
    }
  }
}

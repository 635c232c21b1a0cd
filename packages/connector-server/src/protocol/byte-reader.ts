import { ProtocolError } from './protocol-error.js';
import { constantAt, type Constant } from './codec/read-plan.js';
import type { TextCache } from './codec/text-cache.js';

/**
 * Reads big-endian values from a slice; every read is checked against the slice's end. Whoever reads a slice within the
 * slice narrows `end` for that time: objects nest by the thousand, and a reader for each would be garbage.
 */
export class ByteReader {
  readonly bytes: Buffer;
  at: number;
  end: number;

  readonly #texts: TextCache;

  constructor(bytes: Buffer, texts: TextCache) {
    this.bytes = bytes;
    this.#texts = texts;
    this.at = 0;
    this.end = bytes.length;
  }

  /** Whether the next byte is this one. */
  isAt(byte: number): boolean {
    return this.at < this.end && this.bytes[this.at] === byte;
  }

  /** The int32 that stands so many bytes further on. */
  peek(offset: number): number {
    this.at += offset;
    const value = this.i32();
    this.at -= offset + 4;
    return value;
  }

  /** Reads a length and narrows to the slice behind it; returns where that ends. `leave` goes on there. */
  narrow(): number {
    const length = this.i32();
    if (length < 0) throw new ProtocolError(`A length of ${length} is negative.`);
    this.#need(length);
    return (this.end = this.at + length);
  }

  /** Goes on at `at`, within the slice that ends at `end`. */
  leave(at: number, end: number): void {
    this.at = at;
    this.end = end;
  }

  /** Narrows to the slice whose content starts at `start`, behind its length, which was checked before. */
  enter(start: number): void {
    this.at = start;
    this.end = start + this.#int32(start - 4);
  }

  u8(): number {
    this.#need(1);
    return this.bytes[this.at++]!;
  }

  i32(): number {
    this.#need(4);
    this.at += 4;
    return this.#int32(this.at - 4);
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
    const value = this.#texts.read(this.bytes, this.at, length);
    this.at += length;
    return value;
  }

  constant(): Constant {
    const length = this.length();
    const constant = constantAt(this.bytes, this.at, length);
    this.at += length;
    return constant;
  }

  /** A copy: the slice belongs to the connection's buffer. */
  byteString(): Uint8Array {
    const length = this.length();
    const value = Uint8Array.prototype.slice.call(this.bytes, this.at, this.at + length);
    this.at += length;
    return value;
  }

  #int32(at: number): number {
    const { bytes } = this;
    return (bytes[at]! << 24) | (bytes[at + 1]! << 16) | (bytes[at + 2]! << 8) | bytes[at + 3]!;
  }

  #need(count: number): void {
    if (count > this.end - this.at) throw this.#short(count);
  }

  #short(count: number): ProtocolError {
    return new ProtocolError(
      `A value of ${count} bytes does not fit into the ${this.end - this.at} that are left.`,
    );
  }
}

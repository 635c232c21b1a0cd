/** Texts up to this length are tried byte by byte first: most are short and ASCII. */
const SHORT_TEXT = 64;
/** Buffers of this size are used again, by whatever writer needs one next. */
const SLAB_BYTES = 32 * 1024;
const MAX_SPARE_SLABS = 64;

const spareSlabs: Buffer[] = [];
const EMPTY = Buffer.alloc(0);

/**
 * A growing buffer of big-endian values; lengths are reserved by `fork` and filled in by `join`. An idle writer holds no
 * buffer: it borrows a slab with its first byte and hands it out with `take`.
 */
export class ByteWriter {
  #bytes: Buffer = EMPTY;
  #length = 0;

  get length(): number {
    return this.#length;
  }

  u8(value: number): void {
    if (this.#length + 1 > this.#bytes.length) this.#grow(1);
    this.#bytes[this.#length++] = value;
  }

  i32(value: number): void {
    if (this.#length + 4 > this.#bytes.length) this.#grow(4);
    this.#put(value, this.#length);
    this.#length += 4;
  }

  /** A byte and an int32 behind it. */
  tagged(tag: number, value: number): void {
    const at = this.#length;
    if (at + 5 > this.#bytes.length) this.#grow(5);
    this.#bytes[at] = tag;
    this.#put(value, at + 1);
    this.#length = at + 5;
  }

  i64(value: bigint): void {
    if (this.#length + 8 > this.#bytes.length) this.#grow(8);
    this.#length = this.#bytes.writeBigInt64BE(value, this.#length);
  }

  f64(value: number): void {
    if (this.#length + 8 > this.#bytes.length) this.#grow(8);
    this.#length = this.#bytes.writeDoubleBE(value, this.#length);
  }

  /** int32 length, then UTF-8. */
  text(value: string): void {
    this.#text(value, 4);
  }

  /** As `text`, behind the length of the whole. */
  framedText(value: string): void {
    const start = this.#length;
    this.#text(value, 8);
    this.#put(this.#length - start - 4, start);
  }

  /** int32 length, then the bytes. */
  bytes(value: Uint8Array): void {
    this.i32(value.length);
    this.raw(value);
  }

  raw(value: Uint8Array): void {
    if (this.#length + value.length > this.#bytes.length) this.#grow(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }

  /** Leaves room for an int32 length; hand the result to `join` after writing what it is the length of. */
  fork(): number {
    const at = this.#length;
    if (at + 4 > this.#bytes.length) this.#grow(4);
    this.#length = at + 4;
    return at;
  }

  join(at: number): void {
    this.#put(this.#length - at - 4, at);
  }

  /** The bytes so far; valid until the next write. */
  view(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Forgets everything beyond `length`. */
  truncate(length: number): void {
    this.#length = length;
  }

  /** Moves what was written from `tail` on to `to`, over the first `replaced` bytes there. */
  moveTail(tail: number, to: number, replaced: number): void {
    const moved = Buffer.from(this.#bytes.subarray(tail, this.#length));
    const length = this.#length - replaced;
    this.#bytes.copyWithin(to + moved.length, to + replaced, tail);
    this.#bytes.set(moved, to);
    this.#length = length;
  }

  /** Hands the bytes over; the writer goes on with a buffer of its own. */
  take(): Buffer {
    const taken = this.view();
    this.#bytes = EMPTY;
    this.#length = 0;
    return taken;
  }

  /** Takes back what `take` gave, once nobody reads it any longer. */
  static release(taken: Buffer): void {
    if (taken.buffer.byteLength !== SLAB_BYTES || spareSlabs.length >= MAX_SPARE_SLABS) return;
    spareSlabs.push(Buffer.from(taken.buffer));
  }

  /** A text behind `header` bytes, the last four of which are its length. */
  #text(value: string, header: number): void {
    const { length } = value;
    const start = this.#length + header;
    if (start + length * 3 > this.#bytes.length) this.#grow(header + length * 3);
    const bytes = this.#bytes;
    let written = 0;
    if (length <= SHORT_TEXT) {
      for (; written < length; written++) {
        const code = value.charCodeAt(written);
        if (code > 127) break;
        bytes[start + written] = code;
      }
    }
    if (written < length) written = bytes.write(value, start, 'utf8');
    this.#put(written, start - 4);
    this.#length = start + written;
  }

  #put(value: number, at: number): void {
    const bytes = this.#bytes;
    bytes[at] = value >>> 24;
    bytes[at + 1] = value >>> 16;
    bytes[at + 2] = value >>> 8;
    bytes[at + 3] = value;
  }

  #grow(more: number): void {
    const wanted = this.#length + more;
    const grown =
      wanted <= SLAB_BYTES && this.#bytes.length < SLAB_BYTES
        ? (spareSlabs.pop() ?? Buffer.allocUnsafeSlow(SLAB_BYTES))
        : Buffer.allocUnsafeSlow(Math.max(wanted, this.#bytes.length * 2));
    this.#bytes.copy(grown, 0, 0, this.#length);
    ByteWriter.release(this.#bytes);
    this.#bytes = grown;
  }
}

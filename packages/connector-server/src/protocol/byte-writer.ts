/** Texts up to this length are tried byte by byte first: most are short and ASCII. */
const SHORT_TEXT = 48;

/** A growing buffer of big-endian values; lengths are reserved by `fork` and filled in by `join`. */
export class ByteWriter {
  #bytes: Buffer;
  #length = 0;

  constructor(initialBytes = 4096) {
    this.#bytes = Buffer.allocUnsafe(initialBytes);
  }

  get length(): number {
    return this.#length;
  }

  u8(value: number): void {
    this.#reserve(1);
    this.#bytes[this.#length++] = value;
  }

  i32(value: number): void {
    this.#reserve(4);
    this.#length = this.#bytes.writeInt32BE(value, this.#length);
  }

  i64(value: bigint): void {
    this.#reserve(8);
    this.#length = this.#bytes.writeBigInt64BE(value, this.#length);
  }

  f64(value: number): void {
    this.#reserve(8);
    this.#length = this.#bytes.writeDoubleBE(value, this.#length);
  }

  /** int32 length, then UTF-8. */
  text(value: string): void {
    this.#reserve(4 + value.length * 3);
    const start = this.#length + 4;
    const written = shortAscii(this.#bytes, value, start) ?? this.#bytes.write(value, start, 'utf8');
    this.#bytes.writeInt32BE(written, this.#length);
    this.#length = start + written;
  }

  /** int32 length, then the bytes. */
  bytes(value: Uint8Array): void {
    this.i32(value.length);
    this.raw(value);
  }

  raw(value: Uint8Array): void {
    this.#reserve(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }

  /** Leaves room for an int32 length; hand the result to `join` after writing what it is the length of. */
  fork(): number {
    this.#reserve(4);
    const at = this.#length;
    this.#length += 4;
    return at;
  }

  join(at: number): void {
    this.#bytes.writeInt32BE(this.#length - at - 4, at);
  }

  /** The bytes so far; valid until the next write. */
  view(): Buffer {
    return this.#bytes.subarray(0, this.#length);
  }

  /** Forgets everything beyond `length`. */
  truncate(length: number): void {
    this.#length = length;
  }

  /** Hands the bytes over; the writer goes on with a buffer of its own. */
  take(): Buffer {
    const taken = this.view();
    this.#bytes = Buffer.allocUnsafe(Math.min(Math.max(4096, this.#length), 64 * 1024));
    this.#length = 0;
    return taken;
  }

  #reserve(more: number): void {
    const wanted = this.#length + more;
    if (wanted <= this.#bytes.length) return;
    const grown = Buffer.allocUnsafe(Math.max(wanted, this.#bytes.length * 2));
    this.#bytes.copy(grown, 0, 0, this.#length);
    this.#bytes = grown;
  }
}

/** Writes a short ASCII text without leaving JavaScript; undefined when it is long or not ASCII. */
function shortAscii(bytes: Buffer, value: string, start: number): number | undefined {
  if (value.length > SHORT_TEXT) return undefined;
  for (let at = 0; at < value.length; at++) {
    const code = value.charCodeAt(at);
    if (code > 127) return undefined;
    bytes[start + at] = code;
  }
  return value.length;
}

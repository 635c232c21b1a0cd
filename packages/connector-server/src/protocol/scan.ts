import type { ProtocolLimits } from './limits.js';
import { ProtocolError } from './protocol-error.js';
import { MAGIC, MAX_ARRAY_LEVELS, PREAMBLE_BYTES, TAG, VERSION } from './tags.js';

/** A buffer that a long message has stretched beyond this is let go once it is empty. */
const KEEP_BYTES = 64 * 1024;
const EMPTY = Buffer.alloc(0);
type Phase = 'preamble' | 'count' | 'constant' | 'class' | 'field';

/**
 * Cuts a stream of bytes into whole top-level objects without knowing any type: constants by their lengths, the
 * class-ref, fields by their lengths until END. Sizes are refused when they are announced, before the bytes arrive. The
 * scanner remembers where it stopped, so that a message arriving in many chunks is looked at once.
 */
export class Scanner {
  readonly #limits: ProtocolLimits;
  #bytes: Buffer = EMPTY;
  /** Whether the buffer is this scanner's to write into, and not a chunk as it came. */
  #isOwn = true;
  #start = 0;
  #end = 0;
  #phase: Phase = 'preamble';
  /** Where the current phase goes on. */
  #at = 0;
  #constantsLeft = 0;
  #constantsSeen = 0;
  /** Bound of the next message; narrower than the limits' before the peer has shown the key. */
  maxMessageBytes: number;

  constructor(limits: ProtocolLimits) {
    this.#limits = limits;
    this.maxMessageBytes = limits.maxMessageBytes;
  }

  /** Bytes received that are not part of a message taken. */
  get pending(): number {
    return this.#end - this.#start;
  }

  /** The chunk must stay as it is: where it comes alone, messages are cut from it without a copy. */
  push(chunk: Buffer): void {
    if (this.#start === this.#end) return this.#adopt(chunk);
    if (this.#end + chunk.length > this.#bytes.length) this.#grow(chunk.length);
    this.#bytes.set(chunk, this.#end);
    this.#end += chunk.length;
  }

  /**
   * The next whole message, without the preamble: a view that is valid until the next `push`; undefined while bytes are
   * missing.
   * @throws ProtocolError for bytes that cannot begin a message within the limits. The stream is lost then.
   */
  next(): Buffer | undefined {
    this.rest();
    if (this.#phase === 'preamble') {
      if (this.pending < PREAMBLE_BYTES) return this.#checkStart();
      this.#preamble();
    }
    while (this.#step()) {
      if (this.#phase !== 'count') continue;
      const message = this.#bytes.subarray(this.#start, this.#at);
      this.#start = this.#at;
      return message;
    }
    return undefined;
  }

  /** Between two messages: keeps neither a chunk nor the memory that a long one took. */
  rest(): void {
    if (this.#start === this.#end && (!this.#isOwn || this.#bytes.length > KEEP_BYTES)) this.#release();
  }

  #preamble(): void {
    const magic = this.#bytes.readInt32BE(this.#start);
    const version = this.#bytes.readInt32BE(this.#start + 4);
    if (magic !== MAGIC)
      throw new ProtocolError('These are not the first bytes of the ICF protocol. Is one side using TLS?');
    if (version !== VERSION)
      throw new ProtocolError(`Version ${version} of the encoding is not known; only ${VERSION} is.`);
    this.#start += PREAMBLE_BYTES;
    this.#at = this.#start;
    this.#phase = 'count';
  }

  /** A wrong first byte need not wait for seven more; the version is looked at as a whole. */
  #checkStart(): undefined {
    const end = Math.min(this.#end, this.#start + 4);
    for (let at = this.#start; at < end; at++) {
      const expected = [0x00, 0x00, 0xfa, 0xfb][at - this.#start];
      if (this.#bytes[at] !== expected) {
        throw new ProtocolError('These are not the first bytes of the ICF protocol. Is one side using TLS?');
      }
    }
    return undefined;
  }

  /** Moves one step on; false while bytes are missing. A message is whole when the phase comes back to `count`. */
  #step(): boolean {
    switch (this.#phase) {
      case 'count':
        return this.#count();
      case 'constant':
        return this.#constant();
      case 'class':
        return this.#classRef();
      default:
        return this.#field();
    }
  }

  #count(): boolean {
    if (!this.#has(4)) return false;
    this.#constantsLeft = this.#bytes.readInt32BE(this.#at);
    this.#constantsSeen += this.#constantsLeft;
    if (this.#constantsLeft < 0) {
      throw new ProtocolError(`A count of ${this.#constantsLeft} constants is negative.`);
    }
    if (this.#constantsSeen > this.#limits.maxConstants) {
      throw new ProtocolError(
        `More than ${this.#limits.maxConstants} constants were announced on one connection.`,
      );
    }
    this.#advance(4);
    this.#phase = this.#constantsLeft > 0 ? 'constant' : 'class';
    return true;
  }

  #constant(): boolean {
    if (!this.#has(4)) return false;
    const length = this.#bytes.readInt32BE(this.#at);
    if (length < 0 || length > this.#limits.maxConstantBytes) {
      throw new ProtocolError(
        `A constant of ${length} bytes was announced; ${this.#limits.maxConstantBytes} are allowed.`,
      );
    }
    this.#refuseBeyond(4 + length + 4);
    if (!this.#has(4 + length + 4)) return false;
    this.#advance(4 + length + 4);
    if (--this.#constantsLeft === 0) this.#phase = 'class';
    return true;
  }

  #classRef(): boolean {
    for (let level = 0; ; level++) {
      if (!this.#has(level + 1)) return false;
      const tag = this.#bytes[this.#at + level];
      if (tag === TAG.ARRAY && level < MAX_ARRAY_LEVELS) continue;
      if (tag !== TAG.NULL && tag !== TAG.CLASS)
        throw new ProtocolError(`Byte ${tag} cannot begin an object.`);
      const length = level + (tag === TAG.CLASS ? 5 : 1);
      if (!this.#has(length)) return false;
      this.#advance(length);
      this.#phase = 'field';
      return true;
    }
  }

  #field(): boolean {
    if (!this.#has(1)) return false;
    const tag = this.#bytes[this.#at];
    if (tag === TAG.END) {
      this.#advance(1);
      this.#phase = 'count';
      return true;
    }
    if (tag !== TAG.ANONYMOUS && tag !== TAG.NAMED)
      throw new ProtocolError(`Byte ${tag} is not the tag of a field.`);
    const header = tag === TAG.NAMED ? 9 : 5;
    if (!this.#has(header)) return false;
    const length = this.#bytes.readInt32BE(this.#at + header - 4);
    if (length < 0) throw new ProtocolError(`A length of ${length} is negative.`);
    this.#refuseBeyond(header + length);
    if (!this.#has(header + length)) return false;
    this.#advance(header + length);
    return true;
  }

  #has(count: number): boolean {
    return this.#end - this.#at >= count;
  }

  #advance(count: number): void {
    this.#refuseBeyond(count);
    this.#at += count;
  }

  #refuseBeyond(count: number): void {
    const size = this.#at - this.#start + count;
    if (size > this.maxMessageBytes) {
      throw new ProtocolError(
        `A message of at least ${size} bytes was announced; ${this.maxMessageBytes} are allowed. ` +
          'Raise maxMessageBytes if such objects are expected.',
      );
    }
  }

  #grow(more: number): void {
    const pending = this.pending;
    if (this.#isOwn && this.#start > 0 && pending + more <= this.#bytes.length) return this.#rebase(pending);
    // Doubled, so that a long message in small chunks is copied twice and not once per chunk; never beyond its limit.
    const doubled = Math.min(this.#bytes.length * 2, this.maxMessageBytes + more);
    const grown = Buffer.allocUnsafe(Math.max(pending + more, doubled, 4096));
    this.#bytes.copy(grown, 0, this.#start, this.#end);
    this.#replace(grown, pending);
    this.#isOwn = true;
  }

  #adopt(chunk: Buffer): void {
    this.#replace(chunk, chunk.length);
    this.#isOwn = false;
  }

  #replace(bytes: Buffer, pending: number): void {
    this.#at -= this.#start;
    this.#bytes = bytes;
    this.#start = 0;
    this.#end = pending;
  }

  /** Views handed out keep the old buffer for as long as somebody holds them. */
  #release(): void {
    this.#replace(EMPTY, 0);
    this.#isOwn = true;
  }

  #rebase(pending: number): void {
    this.#bytes.copyWithin(0, this.#start, this.#end);
    this.#at -= this.#start;
    this.#start = 0;
    this.#end = pending;
  }
}

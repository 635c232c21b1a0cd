import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { TLSSocket } from 'node:tls';
import { OperationTimeoutException } from '@icf-ts/framework';
import { ByteWriter } from '../protocol/byte-writer.js';
import { Decoder } from '../protocol/decoder.js';
import { Encoder } from '../protocol/encoder.js';
import type { ProtocolLimits } from '../protocol/limits.js';
import type { Dialect } from '../protocol/rows/row.js';
import { Scanner } from '../protocol/scan.js';
import { shownDialect } from '../protocol/shown-dialect.js';
import type { Traffic } from './traffic.js';

/**
 * More than this waiting to be sent is sent, in the middle of a stream too: little enough that the peer can begin with the
 * first results while the next are made.
 */
const FLUSH_BYTES = 16 * 1024;

/** A message that has arrived whole: its type, and its value once somebody wants it decoded. */
export interface Arrival {
  /** Serial type name; null for the null object, undefined for an array. */
  readonly type: string | null | undefined;
  /** Decodes the body; only within the function that the arrival was handed to. */
  value(): unknown;
}

/**
 * Whole messages over a stream of bytes, in both directions. Reading pulls: nothing is taken from the socket before
 * somebody reads. Writing collects, and sends once per flush.
 */
export class Connection {
  readonly #stream: Duplex;
  readonly #scanner: Scanner;
  readonly #decoder: Decoder;
  readonly #encoder: Encoder;
  readonly #output = new ByteWriter();
  readonly #waiters = new Set<() => void>();
  #error: Error | undefined;
  #bytesRead = 0;
  #bytesWritten = 0;
  #messagesRead = 0;
  #messagesWritten = 0;

  constructor(stream: Duplex, limits: ProtocolLimits, dialect: Dialect = 'connid') {
    this.#stream = stream;
    this.#scanner = new Scanner(limits);
    this.#decoder = new Decoder(limits);
    this.#encoder = new Encoder(dialect);
    // A reset may come at any time; whoever reads or writes next hears of it.
    stream.on('error', (error: Error) => (this.#error ??= error));
    for (const event of ['readable', 'drain', 'end', 'error', 'close']) stream.on(event, () => this.#wake());
  }

  /** The longest silence of the peer while somebody waits for its message; 0: no limit. */
  readTimeoutMs = 0;
  /** The longest time that the peer may leave unread what is sent; 0: no limit. */
  writeTimeoutMs = 0;

  /** Bounds the messages that follow. */
  set maxMessageBytes(bytes: number) {
    this.#scanner.maxMessageBytes = bytes;
  }

  /** What the peer understands; applies to the messages written from now on. */
  get dialect(): Dialect {
    return this.#encoder.dialect;
  }
  set dialect(dialect: Dialect) {
    this.#encoder.dialect = dialect;
  }
  /** What the peer speaks, as far as what it has sent shows. */
  get shownDialect(): Dialect | undefined {
    return shownDialect(this.#decoder.names());
  }

  /** So far. */
  get traffic(): Traffic {
    return {
      bytesRead: this.#bytesRead,
      bytesWritten: this.#bytesWritten,
      messagesRead: this.#messagesRead,
      messagesWritten: this.#messagesWritten,
    };
  }

  /** Whether the stream can still carry a request and its answer. */
  get isUsable(): boolean {
    return !this.#error && this.#stream.readable && this.#stream.writable && !this.#stream.readableEnded;
  }

  /**
   * Waits for the next message and hands it to `take`; undefined when the peer has ended the stream between messages.
   * @throws ProtocolError for bytes that are no message, or the socket's error.
   */
  async read<T>(take: (arrival: Arrival) => T): Promise<T | undefined> {
    for (;;) {
      const message = this.#scanner.next();
      if (message) return this.#handOver(message, take);
      if (!(await this.#fill())) return undefined;
    }
  }

  /** Waits until some of the next message is there; false when the peer has ended the stream. */
  async arrival(): Promise<boolean> {
    if (this.#scanner.pending > 0) return true;
    this.#scanner.rest();
    return this.#fill();
  }

  /** As `read`, for a message that has arrived whole already; undefined when there is none. */
  readNow<T>(take: (arrival: Arrival) => T): T | undefined {
    const message = this.#scanner.next();
    return message && this.#handOver(message, take);
  }

  #handOver<T>(message: Buffer, take: (arrival: Arrival) => T): T {
    this.#messagesRead++;
    const { type, body } = this.#decoder.open(message);
    return take({ type, value: () => this.#decoder.read(body) });
  }

  /** Whether the stream ended in the middle of a message. */
  get isTorn(): boolean {
    return this.#scanner.pending > 0;
  }

  /** Encodes a message; it is sent by the next flush. @throws ProtocolError for a value that cannot be sent. */
  write(value: unknown): void {
    this.#encoder.encode(value, this.#output);
    this.#messagesWritten++;
  }

  /** Whether enough has been written that it should be sent now. */
  get isFull(): boolean {
    return this.#output.length >= FLUSH_BYTES;
  }

  /** Sends what was written, in one piece, and waits while the peer reads slower than we write. */
  async flush(): Promise<void> {
    if (this.#output.length === 0) return;
    if (this.#error) throw this.#error;
    if (this.#stream.destroyed) throw new Error('The connection is closed.');
    this.#bytesWritten += this.#output.length;
    const piece = this.#output.take();
    // A socket is done with the bytes when it says so; any other stream may still hand them on.
    if (this.#stream instanceof Socket) {
      this.#stream.write(piece, (error) => {
        if (!error) ByteWriter.release(piece);
      });
    } else {
      this.#stream.write(piece);
    }
    while (this.#stream.writableNeedDrain && !this.#stream.destroyed) await this.#change(this.writeTimeoutMs);
  }

  /** Ends our side; what was written is still delivered. */
  async end(): Promise<void> {
    if (this.#stream.destroyed) return;
    await new Promise<void>((resolve) => {
      this.#stream.once('close', resolve);
      this.#stream.end(() => this.#stream.destroy());
    });
  }

  /**
   * Ends both sides at once. With `reset` the peer of a plain TCP connection learns of it even while it works and reads
   * nothing; where a reset is not possible (TLS, a side already ended, bytes still waiting) it is a plain close.
   */
  destroy(reset = false): void {
    const stream = this.#stream;
    const canReset =
      stream instanceof Socket &&
      !(stream instanceof TLSSocket) &&
      !stream.connecting &&
      !stream.writableEnded &&
      stream.writableLength === 0;
    if (reset && canReset) stream.resetAndDestroy();
    else stream.destroy();
  }

  /** Calls back once when the connection is gone; the function returned takes that back. */
  onClose(listener: () => void): () => void {
    this.#stream.once('close', listener);
    return () => this.#stream.off('close', listener);
  }

  /** Takes in what has arrived, or waits for more; false at the end of the stream. */
  async #fill(): Promise<boolean> {
    for (;;) {
      if (this.#error) throw this.#error;
      const chunk = this.#stream.read() as Buffer | null;
      if (chunk) {
        this.#bytesRead += chunk.length;
        this.#scanner.push(chunk);
        return true;
      }
      if (this.#stream.readableEnded || this.#stream.destroyed) return false;
      await this.#change(this.readTimeoutMs);
    }
  }

  /** Waits until anything happens on the stream. @throws OperationTimeoutException when nothing does within the limit. */
  #change(limitMs = 0): Promise<void> {
    return new Promise((resolve, reject) => {
      if (limitMs <= 0) return void this.#waiters.add(resolve);
      const wake = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiters.delete(wake);
        reject(new OperationTimeoutException(`was silent for ${limitMs} ms`));
      }, limitMs);
      this.#waiters.add(wake);
    });
  }

  #wake(): void {
    // With nobody reading and nothing to read this lets the stream notice that the peer has ended it.
    if (this.#waiters.size === 0 && this.#stream.readableLength === 0) this.#stream.read();
    for (const resolve of this.#waiters) resolve();
    this.#waiters.clear();
  }
}

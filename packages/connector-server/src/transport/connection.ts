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
 * first results while the next are made. A peer that waits for the beginning of a stream, or for its going on after a
 * pause, is sent little at first and then twice as much each time, so that it neither waits long nor runs dry.
 */
const FLUSH_BYTES = 16 * 1024;
const FIRST_FLUSH_BYTES = 2 * 1024;
/** With as much waiting for a reader nothing more is taken from the stream. */
const READ_AHEAD_BYTES = 64 * 1024;

/** A message that has arrived whole: its type, and its value once somebody wants it decoded. */
export interface Arrival {
  /** Serial type name; null for the null object, undefined for an array. */
  readonly type: string | null | undefined;
  /** Decodes the body; only within the function that the arrival was handed to. */
  value(): unknown;
  /** The content of a scalar of bytes as it came, e.g. the cipher text of a GuardedString; a copy. */
  bytes(): Uint8Array;
}

/**
 * Whole messages over a stream of bytes, in both directions. Reading pulls: while nobody reads, little is taken from the
 * stream. Writing collects, and sends once per flush.
 */
export class Connection {
  readonly #stream: Duplex;
  readonly #scanner: Scanner;
  readonly #decoder: Decoder;
  readonly #encoder: Encoder;
  readonly #output = new ByteWriter();
  #waiters: (() => void)[] = [];
  #closeListeners: (() => void)[] = [];
  #hearsDrain = false;
  #flushBytes = FLUSH_BYTES;
  #hasSent = false;
  #isHurrying = false;
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
    const wake = (): void => this.#wake();
    stream.on('data', (chunk: Buffer) => this.#take(chunk));
    stream.on('end', wake);
    // A reset may come at any time; whoever reads or writes next hears of it.
    stream.on('error', (error: Error) => {
      this.#error ??= error;
      this.#wake();
    });
    stream.on('close', () => this.#close());
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
      if (!(await this.#more())) return undefined;
    }
  }

  /** Waits until some of the next message is there; false when the peer has ended the stream. */
  async arrival(): Promise<boolean> {
    if (this.#scanner.pending > 0) return true;
    this.#scanner.rest();
    return this.#more();
  }

  /** As `read`, for a message that has arrived whole already; undefined when there is none. */
  readNow<T>(take: (arrival: Arrival) => T): T | undefined {
    const message = this.#scanner.next();
    return message && this.#handOver(message, take);
  }

  #handOver<T>(message: Buffer, take: (arrival: Arrival) => T): T {
    this.#messagesRead++;
    const { type, body } = this.#decoder.open(message);
    return take({ type, value: () => this.#decoder.read(body), bytes: () => this.#decoder.readBytes(body) });
  }

  /** Whether the stream ended in the middle of a message. */
  get isTorn(): boolean {
    return this.#scanner.pending > 0;
  }

  /** The peer waits for what is written next. */
  expectReader(): void {
    this.#flushBytes = FIRST_FLUSH_BYTES;
  }

  /** Encodes a message; it is sent by the next flush. @throws ProtocolError for a value that cannot be sent. */
  write(value: unknown): void {
    this.#encoder.encode(value, this.#output);
    this.#messagesWritten++;
  }

  /** Whether enough has been written that it should be sent now. */
  get isFull(): boolean {
    return this.#output.length >= this.#flushBytes;
  }

  /**
   * Sends what was written, in one piece. A promise while the peer reads slower than we write: it waits until the peer has
   * caught up.
   */
  flush(): void | Promise<void> {
    if (this.#output.length === 0) return;
    if (this.#error) throw this.#error;
    const stream = this.#stream;
    if (stream.destroyed) throw new Error('The connection is closed.');
    this.#bytesWritten += this.#output.length;
    if (this.#flushBytes < FLUSH_BYTES) this.#flushBytes *= 2;
    this.#hurry();
    const piece = this.#output.take();
    stream.write(piece);
    if (stream.writableNeedDrain) return this.#drained(piece);
    this.#reuse(piece);
  }

  /** A first piece waits for nothing: only of one behind it would the system make the peer wait for more. */
  #hurry(): void {
    if (this.#hasSent) {
      if (!this.#isHurrying && this.#stream instanceof Socket) this.#stream.setNoDelay(true);
      this.#isHurrying = true;
    }
    this.#hasSent = true;
  }

  async #drained(piece: Buffer): Promise<void> {
    const stream = this.#stream;
    while (stream.writableNeedDrain && !stream.destroyed) {
      if (!this.#hearsDrain) stream.on('drain', () => this.#wake());
      this.#hearsDrain = true;
      await this.#change(this.writeTimeoutMs);
    }
    this.#reuse(piece);
  }

  /** A socket that has nothing left to write is done with the bytes; any other stream may still hand them on. */
  #reuse(piece: Buffer): void {
    if (this.#stream instanceof Socket && this.#stream.writableLength === 0) ByteWriter.release(piece);
  }

  /** Ends our side; what was written is still delivered. */
  async end(): Promise<void> {
    const stream = this.#stream;
    if (stream.destroyed) return;
    await new Promise<void>((resolve) => {
      this.#closeListeners.push(resolve);
      // To a peer that has ended its side and has everything, a plain close says the same in one call of the system.
      if (isPlainSocket(stream) && stream.readableEnded && stream.writableLength === 0) stream.destroy();
      else stream.end(() => stream.destroy());
    });
  }

  /**
   * Ends both sides at once. With `reset` the peer of a plain TCP connection learns of it even while it works and reads
   * nothing; where a reset is not possible (TLS, a side already ended, bytes still waiting) it is a plain close.
   */
  destroy(reset = false): void {
    const stream = this.#stream;
    const canReset =
      isPlainSocket(stream) && !stream.connecting && !stream.writableEnded && stream.writableLength === 0;
    if (reset && canReset) stream.resetAndDestroy();
    else stream.destroy();
  }

  /** Calls back once when the connection is gone. */
  onClose(listener: () => void): void {
    this.#closeListeners.push(listener);
  }

  #take(chunk: Buffer): void {
    this.#bytesRead += chunk.length;
    this.#scanner.push(chunk);
    if (this.#waiters.length > 0) this.#wake();
    else if (this.#scanner.pending >= READ_AHEAD_BYTES) this.#stream.pause();
  }

  #close(): void {
    for (const listener of this.#closeListeners) listener();
    this.#closeListeners = [];
    this.#wake();
  }

  /** Waits for more bytes; false at the end of the stream. */
  async #more(): Promise<boolean> {
    const before = this.#bytesRead;
    while (this.#bytesRead === before) {
      if (this.#error) throw this.#error;
      if (this.#stream.readableEnded || this.#stream.destroyed) return false;
      if (this.#stream.isPaused()) this.#stream.resume();
      await this.#change(this.readTimeoutMs);
    }
    return true;
  }

  /** Waits until anything happens on the stream. @throws OperationTimeoutException when nothing does within the limit. */
  #change(limitMs = 0): Promise<void> {
    return new Promise((resolve, reject) => {
      if (limitMs <= 0) return void this.#waiters.push(resolve);
      const wake = (): void => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiters = this.#waiters.filter((waiter) => waiter !== wake);
        reject(new OperationTimeoutException(`was silent for ${limitMs} ms`));
      }, limitMs);
      this.#waiters.push(wake);
    });
  }

  #wake(): void {
    const waiters = this.#waiters;
    if (waiters.length === 0) return;
    this.#waiters = [];
    for (const resolve of waiters) resolve();
  }
}

const isPlainSocket = (stream: Duplex): stream is Socket =>
  stream instanceof Socket && !(stream instanceof TLSSocket);

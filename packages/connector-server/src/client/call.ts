import {
  ConnectionBrokenException,
  OperationTimeoutException,
  isConnectorException,
  type GuardedString,
  type Locale,
} from '@icf-ts/framework';
import { ErrorResponse } from '../protocol/messages.js';
import type { Dialect } from '../protocol/rows/row.js';
import type { Arrival } from '../transport/connection.js';
import { CLIENT_DEFAULTS, nameOf } from './client-options.js';
import type { Lease } from './connection-pool.js';
import { reasonOf } from './failure-reasons.js';
import type { Server } from './server-list.js';

/** The connection ended under the call, as opposed to an exception of that class which the server sent. */
export class LostConnectionException extends ConnectionBrokenException {}

/** One exchange on one connection, which it gives back at its end. */
export class RemoteCall {
  readonly #server: Server;
  readonly #lease: Lease;
  readonly #onFinish: () => void;
  #signal: AbortSignal | undefined;
  #hasLeft = false;
  #ended = false;

  /** `onFinish` is called when the answer has been read to its end. */
  constructor(server: Server, lease: Lease, signal: AbortSignal | undefined, onFinish: () => void) {
    this.#server = server;
    this.#lease = lease;
    this.#onFinish = onFinish;
    const { readTimeoutMs = CLIENT_DEFAULTS.readTimeoutMs } = server.settings;
    lease.connection.readTimeoutMs = readTimeoutMs;
    lease.connection.writeTimeoutMs = readTimeoutMs;
    this.#signal = signal;
    if (signal?.aborted) this.#onAbort();
    else signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  /** Whether any of the request was handed to the system: the server may have it. */
  get hasLeft(): boolean {
    return this.#hasLeft;
  }

  get isOnReusedConnection(): boolean {
    return this.#lease.isReused;
  }

  /** Sends the request. @throws LostConnectionException, or what the encoder says of a value that cannot be sent. */
  async send(locale: Locale, key: GuardedString, request: unknown): Promise<void> {
    const { connection } = this.#lease;
    await this.#guard(async () => {
      connection.write(locale);
      connection.write(key);
      connection.write(request);
      if (!connection.isUsable) throw this.#lost('the server had closed it before');
      this.#hasLeft = true;
      await connection.flush();
    });
  }

  /** The server's next message. @throws what an ErrorResponse carries, or what became of the connection. */
  async next(): Promise<unknown> {
    const arrived = await this.#guard(() => this.#lease.connection.read(received));
    if (!arrived) throw this.#lost('the server closed it');
    return this.#checked(arrived);
  }

  /** The next message if it has arrived already, without a turn of the loop: most of a stream has. */
  nextNow(): { readonly message: unknown } | undefined {
    this.#throwIfAborted();
    const arrived = this.#lease.connection.readNow(received);
    if (arrived) this.#checked(arrived);
    return arrived;
  }

  /** What the server speaks, as far as its answers show. */
  get shownDialect(): Dialect | undefined {
    return this.#lease.connection.shownDialect;
  }

  /** Answers a pause. */
  async reply(message: unknown): Promise<void> {
    await this.#guard(async () => {
      this.#lease.connection.write(message);
      await this.#lease.connection.flush();
    });
  }

  /** The answer has been read to its end: the connection can carry the next call. */
  finish(): void {
    if (!this.#end()) return;
    this.#server.pool.release(this.#lease);
    this.#onFinish();
  }

  /** Gives up in the middle: only closing tells the server. */
  abandon(): void {
    if (this.#end()) this.#server.pool.discard(this.#lease);
  }

  #end(): boolean {
    if (this.#ended) return false;
    this.#signal?.removeEventListener('abort', this.#onAbort);
    return (this.#ended = true);
  }

  readonly #onAbort = (): void => this.#lease.connection.destroy(true);

  #throwIfAborted(): void {
    if (this.#signal?.aborted) throw this.#signal.reason;
  }

  #checked({ message }: { readonly message: unknown }): unknown {
    if (!(message instanceof ErrorResponse)) return message;
    throw (
      message.exception ??
      new ConnectionBrokenException(
        `The connector server at ${this.#where} reported an error without saying which.`,
      )
    );
  }

  /** Turns what became of the socket into what it means to the caller. */
  async #guard<T>(work: () => Promise<T>): Promise<T> {
    this.#throwIfAborted();
    let result: T;
    try {
      result = await work();
    } catch (error) {
      this.#throwIfAborted();
      if (error instanceof OperationTimeoutException) {
        throw new OperationTimeoutException(`The connector server at ${this.#where} ${error.message}.`);
      }
      if (isConnectorException(error)) throw error;
      throw this.#lost(reasonOf(error), error);
    }
    this.#throwIfAborted();
    return result;
  }

  get #where(): string {
    return nameOf(this.#server.address);
  }

  #lost(why: string, cause?: unknown): LostConnectionException {
    return new LostConnectionException(
      `The connection to the connector server at ${this.#where} broke: ${why}.`,
      cause === undefined ? {} : { cause },
    );
  }
}

const received = (arrival: Arrival): { readonly message: unknown } => ({ message: arrival.value() });

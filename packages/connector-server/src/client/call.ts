import {
  ConnectionBrokenException,
  Locale,
  OperationTimeoutException,
  isConnectorException,
  type GuardedString,
} from '@icf-ts/framework';
import { ErrorResponse } from '../protocol/messages.js';
import type { Dialect } from '../protocol/rows/row.js';
import type { Arrival } from '../transport/connection.js';
import { CLIENT_DEFAULTS, type RemoteFrameworkConnectionInfo } from './client-options.js';
import type { ConnectionPool, Lease } from './connection-pool.js';

/** How long one call may stay silent, and what else ends it. */
export interface CallLimits {
  readonly signal?: AbortSignal | undefined;
  readonly locale?: Locale | undefined;
  /** Whether the request may be sent again when a reused connection turns out to be dead. */
  readonly repeatable: boolean;
}

/** One exchange on one connection: the request is sent when the call is opened. */
export class RemoteCall {
  readonly #pool: ConnectionPool;
  readonly #lease: Lease;
  readonly #where: string;
  #unwatch: () => void = () => undefined;
  #failure: unknown;

  private constructor(
    pool: ConnectionPool,
    lease: Lease,
    info: RemoteFrameworkConnectionInfo,
    limits: CallLimits,
  ) {
    this.#pool = pool;
    this.#lease = lease;
    this.#where = `${info.host}:${info.port}`;
    lease.connection.readTimeoutMs = info.readTimeoutMs ?? CLIENT_DEFAULTS.readTimeoutMs;
    this.#watch(limits.signal);
  }

  /**
   * Sends locale, key and request. A request that may be repeated is sent once more, on a new connection, when a reused
   * one was closed by the server meanwhile.
   */
  static async open(
    pool: ConnectionPool,
    info: RemoteFrameworkConnectionInfo,
    request: unknown,
    limits: CallLimits,
  ): Promise<{ call: RemoteCall; first: unknown }> {
    for (let fresh = false; ; fresh = true) {
      const lease = await pool.lease(fresh, limits.signal);
      const call = new RemoteCall(pool, lease, info, limits);
      const before = lease.connection.bytesRead;
      try {
        await call.#send(limits.locale ?? info.locale ?? Locale.ROOT, info.key, request);
        return { call, first: await call.next() };
      } catch (error) {
        call.abandon();
        const dead =
          lease.isReused &&
          lease.connection.bytesRead === before &&
          error instanceof ConnectionBrokenException;
        if (!dead || !limits.repeatable || limits.signal?.aborted) throw error;
      }
    }
  }

  /** The server's next message. @throws what an ErrorResponse carries, or what became of the connection. */
  async next(): Promise<unknown> {
    const arrived = await this.#guard(() => this.#lease.connection.read(received));
    if (!arrived) throw this.#broken('the server closed it');
    return this.#checked(arrived);
  }

  /** The next message if it has arrived already, without a turn of the loop: most of a stream has. */
  nextNow(): { readonly message: unknown } | undefined {
    if (this.#failure !== undefined) throw this.#failure;
    const arrived = this.#lease.connection.readNow(received);
    if (arrived) this.#checked(arrived);
    return arrived;
  }

  #checked({ message }: { readonly message: unknown }): unknown {
    if (!(message instanceof ErrorResponse)) return message;
    throw message.exception ?? this.#broken('the server reported an error without saying which');
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
    this.#unwatch();
    this.#pool.release(this.#lease);
  }

  /** Gives up in the middle: only closing tells the server. */
  abandon(): void {
    this.#unwatch();
    this.#lease.connection.destroy(true);
  }

  async #send(locale: Locale, key: GuardedString, request: unknown): Promise<void> {
    const { connection } = this.#lease;
    await this.#guard(async () => {
      connection.write(locale);
      connection.write(key);
      connection.write(request);
      await connection.flush();
    });
  }

  #watch(signal: AbortSignal | undefined): void {
    if (!signal) return;
    const onAbort = (): void => {
      this.#failure ??= signal.reason;
      this.#lease.connection.destroy(true);
    };
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    this.#unwatch = () => signal.removeEventListener('abort', onAbort);
  }

  /** Turns what became of the socket into what it means to the caller. */
  async #guard<T>(work: () => Promise<T>): Promise<T> {
    let result: T;
    try {
      result = await work();
    } catch (error) {
      if (this.#failure !== undefined) throw this.#failure;
      if (error instanceof OperationTimeoutException) {
        throw new OperationTimeoutException(`The connector server at ${this.#where} ${error.message}.`);
      }
      if (isConnectorException(error)) throw error;
      throw this.#broken(error instanceof Error ? error.message : String(error), error);
    }
    if (this.#failure !== undefined) throw this.#failure;
    return result;
  }

  #broken(why: string, cause?: unknown): ConnectionBrokenException {
    return new ConnectionBrokenException(
      `The connection to the connector server at ${this.#where} broke: ${why}.`,
      cause === undefined ? {} : { cause },
    );
  }
}

const received = (arrival: Arrival): { readonly message: unknown } => ({ message: arrival.value() });

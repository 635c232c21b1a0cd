import type { Interruption } from '@icf-ts/framework';
import type { Dialect } from '../protocol/rows/row.js';
import type { Arrival, Connection } from '../transport/connection.js';
import type { Exchange } from '../transport/exchange.js';

/**
 * What handlers see of a session's connection. A class, because an accessor in an object literal makes a hidden class for
 * each object, which holds on to all that the accessor knows until the next full collection: a connection and its socket.
 */
export class SessionExchange implements Exchange {
  readonly #connection: Connection;
  readonly #stallTimeoutMs: number;
  /** Of the client whose request is in hand, by a setting. */
  #knownDialect: Dialect | undefined;
  #shownDialect: Dialect | undefined;
  readonly abort: Interruption;

  constructor(connection: Connection, stallTimeoutMs: number, abort: Interruption) {
    this.#connection = connection;
    this.#stallTimeoutMs = stallTimeoutMs;
    this.abort = abort;
  }

  send(message: unknown): void {
    this.#connection.write(message);
  }

  get isFull(): boolean {
    return this.#connection.isFull;
  }

  flush(): void | Promise<void> {
    try {
      const waiting = this.#connection.flush();
      return waiting?.catch((error: unknown) => this.#gone(error));
    } catch (error) {
      this.#gone(error);
    }
  }

  async ask<T>(take: (arrival: Arrival) => T): Promise<T | undefined> {
    const connection = this.#connection;
    try {
      await connection.flush();
      connection.readTimeoutMs = this.#stallTimeoutMs;
      const answer = await connection.read(take);
      connection.readTimeoutMs = 0;
      connection.expectReader();
      return answer;
    } catch (error) {
      this.#gone(error);
    }
  }

  /** A setting for the client whose request comes next; without one it is answered as it shows to speak. */
  know(dialect: Dialect | undefined): void {
    this.#knownDialect = dialect;
    this.#connection.expectReader();
    this.#connection.dialect = dialect ?? this.#shownDialect ?? 'connid';
  }

  hear(dialect: Dialect): void {
    this.#shownDialect = dialect;
    this.#connection.dialect = this.#knownDialect ?? dialect;
  }

  /** A client that cannot be talked to in the middle of an answer is as good as gone: the stream has lost its place. */
  #gone(error: unknown): never {
    this.abort.interrupt(() => error);
    this.#connection.destroy();
    throw error;
  }
}

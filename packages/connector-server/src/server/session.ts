import { GuardedString, Locale } from '@icf-ts/framework';
import { REFUSED_MESSAGE_BYTES, UNAUTHENTICATED_MESSAGE_BYTES } from '../protocol/limits.js';
import { ProtocolError } from '../protocol/protocol-error.js';
import type { Dialect } from '../protocol/rows/row.js';
import type { Arrival, Connection } from '../transport/connection.js';
import type { Exchange } from '../transport/exchange.js';
import type { RequestHandler } from './request-handler.js';

/**
 * One connection's dialogue: locale, key, request, answer, until the peer leaves. Every request shows the key anew; the
 * body of a request with a wrong key is never decoded.
 */
export class Session {
  readonly #connection: Connection;
  readonly #handler: RequestHandler;
  readonly #maxMessageBytes: number;
  readonly #ended = new AbortController();
  readonly #exchange: Exchange;
  #busy = false;
  #closing = false;

  constructor(
    connection: Connection,
    handler: RequestHandler,
    maxMessageBytes: number,
    stallTimeoutMs: number,
    dialect: Dialect | 'auto' = 'auto',
  ) {
    this.#connection = connection;
    connection.dialect = dialect === 'auto' ? 'connid' : dialect;
    this.#handler = handler;
    this.#maxMessageBytes = maxMessageBytes;
    connection.writeTimeoutMs = stallTimeoutMs;
    connection.onClose(() => this.#ended.abort(new Error('The client closed the connection.')));
    this.#exchange = {
      send: (message) => connection.write(message),
      flush: () => this.#orGone(() => connection.flush()),
      get isFull() {
        return connection.isFull;
      },
      ask: (take) =>
        this.#orGone(async () => {
          await connection.flush();
          connection.readTimeoutMs = stallTimeoutMs;
          const answer = await connection.read(take);
          connection.readTimeoutMs = 0;
          return answer;
        }),
      hear: (shown) => {
        if (dialect === 'auto') connection.dialect = shown;
      },
      signal: this.#ended.signal,
    };
  }

  /** Between two requests. */
  get isIdle(): boolean {
    return !this.#busy;
  }

  /** Serves until the peer leaves, breaks the protocol or `close` is called. Does not reject. */
  async run(): Promise<void> {
    try {
      while (!this.#closing && (await this.#request()));
      await this.#connection.end();
    } catch {
      // A connection that broke, or a peer that does not speak the protocol: nobody is left to tell.
      this.#connection.destroy();
    }
  }

  /** Ends after the request in hand; at once when there is none. */
  close(): void {
    this.#closing = true;
    if (!this.#busy) this.#connection.destroy();
  }

  abort(): void {
    this.#connection.destroy();
  }

  /** A client that cannot be talked to in the middle of an answer is as good as gone: the stream has lost its place. */
  async #orGone<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      this.#ended.abort(error);
      this.#connection.destroy();
      throw error;
    }
  }

  /** One request; false when the connection is to be closed. */
  async #request(): Promise<boolean> {
    const connection = this.#connection;
    connection.maxMessageBytes = UNAUTHENTICATED_MESSAGE_BYTES;
    const locale = await connection.read((arrival) =>
      arrival.type === 'Locale' ? arrival.value() : undefined,
    );
    if (!(locale instanceof Locale)) return false;
    const key = await connection.read((arrival) =>
      arrival.type === 'GuardedString' ? arrival.value() : undefined,
    );
    if (!(key instanceof GuardedString)) return false;
    const known = this.#handler.authenticate(key);
    key.dispose();
    connection.maxMessageBytes = known ? this.#maxMessageBytes : REFUSED_MESSAGE_BYTES;
    return known ? this.#answer(locale) : this.#refuse();
  }

  async #answer(locale: Locale): Promise<boolean> {
    let request: { readonly message: unknown } | undefined;
    try {
      request = await this.#connection.read((arrival) => ({ message: arrival.value() }));
      if (!request) throw new ProtocolError('The stream ended where a request should be.');
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      // The OpenICF family has no word for it: there the end of the connection says it.
      if (this.#connection.dialect === 'openicf') return false;
      this.#connection.write(this.#handler.unreadable(error));
      await this.#connection.flush();
      return false;
    }
    // Only a whole request makes the connection busy: what trickles in is idle, and has an end.
    this.#busy = true;
    try {
      const isRequest = await this.#handler.handle(request.message, locale, this.#exchange);
      await this.#connection.flush();
      return isRequest;
    } finally {
      this.#busy = false;
    }
  }

  async #refuse(): Promise<boolean> {
    const refusal = await this.#connection.read(({ type }: Arrival) => ({
      message: this.#handler.refusal(type),
    }));
    if (refusal?.message === undefined) return false;
    this.#connection.write(refusal.message);
    await this.#connection.flush();
    return true;
  }
}

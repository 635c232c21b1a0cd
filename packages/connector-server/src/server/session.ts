import { Interruption, Locale } from '@icf-ts/framework';
import { REFUSED_MESSAGE_BYTES, UNAUTHENTICATED_MESSAGE_BYTES } from '../protocol/limits.js';
import { ProtocolError } from '../protocol/protocol-error.js';
import type { Dialect } from '../protocol/rows/row.js';
import { ShownKey } from '../protocol/shown-key.js';
import type { Arrival, Connection } from '../transport/connection.js';
import type { Traffic } from '../transport/traffic.js';
import type { Caller } from './call-record.js';
import type { Peer } from './peer.js';
import { RequestClock } from './request-clock.js';
import type { RequestHandler } from './request-handler.js';
import type { ConnectionReport } from './server-events.js';
import { SessionExchange } from './session-exchange.js';

export interface SessionLimits {
  /** Of a request, once the key has been shown. */
  readonly maxMessageBytes: number;
  /** From the first byte of a request to its last; 0: no limit. */
  readonly requestTimeoutMs: number;
  /** How long the peer may leave a pause unanswered or results unread. */
  readonly stallTimeoutMs: number;
  /** What clients are taken to speak of whom it is neither known nor shown. */
  readonly dialect?: Dialect | 'auto';
}

/**
 * One connection's dialogue: locale, key, request, answer, until the peer leaves. Every request shows the key anew; the
 * body of a request with a wrong key is never decoded.
 */
export class Session {
  readonly #connection: Connection;
  readonly #peer: Peer;
  readonly #handler: RequestHandler;
  readonly #maxMessageBytes: number;
  readonly #setDialect: Dialect | undefined;
  readonly #startedMs = performance.now();
  readonly #ended = new Interruption();
  readonly #exchange: SessionExchange;
  readonly #clock: RequestClock;
  #requests = 0;
  #busy = false;
  /** When the idle limit was last looked at with something going on, and what had been moved by then. */
  #quietSinceMs = this.#startedMs;
  #movedBytes = 0;
  #closing = false;

  constructor(
    connection: Connection,
    peer: Peer,
    handler: RequestHandler,
    { maxMessageBytes, stallTimeoutMs, requestTimeoutMs, dialect = 'auto' }: SessionLimits,
  ) {
    this.#connection = connection;
    this.#peer = peer;
    this.#handler = handler;
    this.#maxMessageBytes = maxMessageBytes;
    this.#setDialect = dialect === 'auto' ? undefined : dialect;
    this.#clock = new RequestClock(requestTimeoutMs, () => connection.destroy());
    connection.writeTimeoutMs = stallTimeoutMs;
    connection.onClose(() => this.#ended.interrupt(clientLeft));
    this.#exchange = new SessionExchange(connection, stallTimeoutMs, this.#ended);
  }

  get traffic(): Traffic {
    return this.#connection.traffic;
  }

  /**
   * Ends the connection when nothing has come or gone for so long, as far as whoever asks now and then can tell. It may
   * rest between requests, but a request in hand may take as long as its operation.
   */
  endIfIdle(nowMs: number, limitMs: number): void {
    const { bytesRead, bytesWritten } = this.#connection.traffic;
    const moved = bytesRead + bytesWritten;
    if (this.#busy || moved !== this.#movedBytes) {
      this.#movedBytes = moved;
      this.#quietSinceMs = nowMs;
    } else if (nowMs - this.#quietSinceMs >= limitMs) this.#connection.destroy();
  }

  /** Serves until the peer leaves, breaks the protocol or `close` is called. Does not reject. */
  async run(): Promise<ConnectionReport> {
    try {
      while (!this.#closing && (await this.#connection.arrival())) {
        const goesOn = this.#request();
        if (!(goesOn instanceof Promise ? await goesOn : goesOn)) break;
      }
      await this.#connection.end();
      return this.#report(this.#clock.expired);
    } catch (error) {
      // A connection that broke, or a peer that does not speak the protocol: nobody is left to tell.
      this.#connection.destroy();
      return this.#report(this.#clock.expired ?? (error instanceof Error ? error : new Error(String(error))));
    } finally {
      this.#clock.stop();
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

  /** One request; false when the connection is to be closed. What has arrived whole is read without a turn of the loop. */
  #request(): boolean | Promise<boolean> {
    const connection = this.#connection;
    connection.maxMessageBytes = UNAUTHENTICATED_MESSAGE_BYTES;
    this.#clock.reset();
    const locale = connection.readNow(localeOf);
    if (locale === undefined) return this.#read(localeOf).then((late) => this.#located(late));
    return this.#located(locale);
  }

  #located(locale: unknown): boolean | Promise<boolean> {
    if (!(locale instanceof Locale)) return false;
    const key = this.#connection.readNow(keyOf);
    if (key === undefined) return this.#read(keyOf).then((late) => this.#shown(locale, late));
    return this.#shown(locale, key);
  }

  #shown(locale: Locale, key: ShownKey | false | undefined): boolean | Promise<boolean> {
    if (!key) return false;
    const found = this.#handler.authenticate(key, this.#peer, this.#ended);
    if (!(found instanceof Promise)) return this.#authenticated(locale, key, found);
    return found.then((client) => this.#authenticated(locale, key, client));
  }

  #authenticated(
    locale: Locale,
    key: ShownKey,
    client: Caller['client'] | undefined,
  ): boolean | Promise<boolean> {
    key.dispose();
    this.#connection.maxMessageBytes = client ? this.#maxMessageBytes : REFUSED_MESSAGE_BYTES;
    if (!client) return this.#refuse();
    this.#exchange.know(client.dialect ?? this.#setDialect);
    const requestId = `${this.#peer.connectionId}-${++this.#requests}`;
    return this.#answer({ client, peer: this.#peer, locale, requestId });
  }

  /** The next part of a request, within the time that a request may take to arrive. */
  async #read<T>(take: (arrival: Arrival) => T): Promise<T | undefined> {
    this.#clock.start();
    try {
      return await this.#connection.read(take);
    } finally {
      this.#clock.stop();
    }
  }

  #answer(caller: Caller): boolean | Promise<boolean> {
    let request: { readonly message: unknown } | undefined;
    try {
      request = this.#connection.readNow(messageOf);
    } catch (error) {
      return this.#unreadable(error, caller);
    }
    return request ? this.#handle(request.message, caller) : this.#answerLater(caller);
  }

  async #answerLater(caller: Caller): Promise<boolean> {
    let request: { readonly message: unknown } | undefined;
    try {
      request = await this.#read(messageOf);
      if (!request && this.#clock.expired) return false;
      if (!request) throw new ProtocolError('The stream ended where a request should be.');
    } catch (error) {
      return this.#unreadable(error, caller);
    }
    return this.#handle(request.message, caller);
  }

  async #unreadable(error: unknown, caller: Caller): Promise<false> {
    if (!(error instanceof ProtocolError)) throw error;
    const answer = this.#handler.unreadable(error, caller);
    // The OpenICF family has no word for it: there the end of the connection says it.
    if (this.#connection.dialect === 'openicf') return false;
    this.#connection.write(answer);
    await this.#connection.flush();
    return false;
  }

  async #handle(request: unknown, caller: Caller): Promise<boolean> {
    // Only a whole request makes the connection busy: what trickles in is idle, and has an end.
    this.#busy = true;
    try {
      const handling = this.#handler.handle(request, caller, this.#exchange);
      const isRequest = handling instanceof Promise ? await handling : handling;
      const waiting = this.#connection.flush();
      if (waiting) await waiting;
      return isRequest;
    } finally {
      this.#busy = false;
    }
  }

  async #refuse(): Promise<boolean> {
    const refusal = await this.#read(({ type }) => ({ message: this.#handler.refusal(type) }));
    if (refusal?.message === undefined) return false;
    this.#connection.write(refusal.message);
    await this.#connection.flush();
    return true;
  }

  #report(error?: Error): ConnectionReport {
    return {
      durationMs: performance.now() - this.#startedMs,
      ...this.traffic,
      requests: this.#requests,
      ...(error ? { error } : {}),
    };
  }
}

/* False, and not nothing, for a message of another type: nothing is a message that has not arrived. */
const localeOf = (arrival: Arrival): unknown => (arrival.type === 'Locale' ? arrival.value() : false);
const keyOf = (arrival: Arrival): ShownKey | false =>
  arrival.type === 'GuardedString' && new ShownKey(arrival.bytes());
const messageOf = (arrival: Arrival): { readonly message: unknown } => ({ message: arrival.value() });
const clientLeft = (): Error => new Error('The client closed the connection.');

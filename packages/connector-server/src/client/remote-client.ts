import { EventEmitter } from 'eventemitter3';
import {
  ConnectionFailedException,
  ConnectorException,
  Locale,
  OperationTimeoutException,
  isConnectorException,
} from '@icf-ts/framework';
import { HelloRequest, HelloResponse, INFO_LEVEL } from '../protocol/messages.js';
import type { Dialect } from '../protocol/rows/row.js';
import { LostConnectionException, RemoteCall } from './call.js';
import { allFailed, unknownOutcome, type Failure } from './call-failures.js';
import {
  CLIENT_DEFAULTS,
  SYSTEM,
  type RemoteFrameworkConnectionInfo,
  type Surroundings,
} from './client-options.js';
import { NoFreeConnectionException, type Lease } from './connection-pool.js';
import { isRefusedHandshake, reasonOf } from './failure-reasons.js';
import { RestartWatch, type RemoteManagerEvents } from './restart-watch.js';
import { ServerList, type Server } from './server-list.js';

/** What one call is like. */
export interface CallTerms {
  readonly signal?: AbortSignal | undefined;
  readonly locale?: Locale | undefined;
  /** Whether the request may be sent again although a server may have it. */
  readonly isRepeatable: boolean;
}

/** A call whose first message has arrived. The call must be finished or abandoned. */
export interface Answer {
  readonly call: RemoteCall;
  readonly first: unknown;
  readonly server: Server;
}

/**
 * Calls to the servers of one connection info: which server, which connection, and when a request is sent again. A
 * request that no server can have goes on to the next server. One that a server may have is sent again only if it is
 * repeatable, and only until the first message of the answer has arrived.
 */
export class RemoteClient {
  readonly info: RemoteFrameworkConnectionInfo;
  readonly #servers: ServerList;
  readonly #restarts: RestartWatch;
  readonly #closing = new AbortController();
  #dialect: Dialect;

  constructor(
    info: RemoteFrameworkConnectionInfo,
    events = new EventEmitter<RemoteManagerEvents>(),
    surroundings: Surroundings = SYSTEM,
  ) {
    this.info = info;
    this.#servers = new ServerList(info, surroundings);
    this.#restarts = new RestartWatch(events);
    const { dialect = CLIENT_DEFAULTS.dialect } = info;
    this.#dialect = dialect === 'auto' ? 'connid' : dialect;
  }

  /**
   * Sends a request and waits for the first message of its answer.
   * @throws ConnectionFailedException when no server could be reached, ConnectionBrokenException when the connection was
   * lost, OperationTimeoutException, each with `outcomeUnknown` for a write that a server may have carried out;
   * NoFreeConnectionException; what an ErrorResponse carries; the signal's reason.
   */
  async open(request: unknown, terms: CallTerms): Promise<Answer> {
    for (const server of this.#servers.toProbe()) void this.#probe(server);
    const failures: Failure[] = [];
    const servers = this.#servers.inOrder();
    for (const server of servers) {
      const answer = await this.#try(server, request, terms, failures);
      if (answer) return answer;
    }
    // With nobody else to ask, a connection lost under a read gets a second chance.
    if (servers.length === 1 && failures[0]!.error instanceof LostConnectionException) {
      const answer = await this.#try(servers[0]!, request, terms, failures);
      if (answer) return answer;
    }
    throw allFailed(failures);
  }

  /** Says hello to the first server that answers. @throws what `open` does, or what the server says is wrong. */
  async hello(infoLevel: number): Promise<HelloResponse> {
    return this.#heard(await this.open(new HelloRequest(infoLevel), { isRepeatable: true }));
  }

  /** What requests are written in: what the options say, else what a hello has shown. */
  get dialect(): Dialect {
    return this.#dialect;
  }

  /** Closes the connections that are not in use. */
  close(): void {
    this.#closing.abort(new Error('The client was closed.'));
    this.#servers.close();
  }

  /** Connections that are open, of all servers. */
  get openConnections(): number {
    return this.#servers.all.reduce((sum, { pool }) => sum + pool.open, 0);
  }

  /** Undefined, with what happened added to `failures`, when the next server may be tried. */
  async #try(
    server: Server,
    request: unknown,
    terms: CallTerms,
    failures: Failure[],
    isFresh = false,
  ): Promise<Answer | undefined> {
    const { reuseForWriteMs = CLIENT_DEFAULTS.reuseForWriteMs } = this.info;
    let maxIdleMs = isFresh ? 0 : terms.isRepeatable ? Infinity : reuseForWriteMs;
    for (;;) {
      const lease = await this.#lease(server, maxIdleMs, terms.signal, failures);
      if (!lease) return undefined;
      lease.connection.dialect = this.#dialect;
      const call = new RemoteCall(server, lease, terms.signal, () => this.#afterCall(server));
      try {
        await call.send(terms.locale ?? this.info.locale ?? Locale.ROOT, this.info.key, request);
        const first = await call.next();
        this.#servers.succeeded(server);
        return { call, first, server };
      } catch (thrown) {
        call.abandon();
        const error = this.#judge(call, terms, thrown);
        if (lease.isReused) {
          // The server closed it while it was idle: that says nothing about a new one.
          maxIdleMs = 0;
          continue;
        }
        failures.push({ server, error });
        this.#servers.failed(server);
        return undefined;
      }
    }
  }

  async #lease(
    server: Server,
    maxIdleMs: number,
    signal: AbortSignal | undefined,
    failures: Failure[],
  ): Promise<Lease | undefined> {
    try {
      return await server.pool.lease({ maxIdleMs, signal });
    } catch (error) {
      if (signal?.aborted || !isConnectorException(error)) throw error;
      failures.push({ server, error });
      if (!(error instanceof NoFreeConnectionException)) this.#servers.failed(server);
      return undefined;
    }
  }

  /** What was thrown, if the request may be sent once more; else throws what the caller is to hear. */
  #judge(call: RemoteCall, { isRepeatable }: CallTerms, thrown: unknown): ConnectorException {
    if (thrown instanceof LostConnectionException) {
      if (isRefusedHandshake(thrown.cause)) {
        return new ConnectionFailedException(`${reasonOf(thrown.cause)}.`, { cause: thrown });
      }
      if (isRepeatable || !call.hasLeft) return thrown;
      throw unknownOutcome(thrown);
    }
    const isLate = thrown instanceof OperationTimeoutException;
    throw isLate && call.hasLeft && !isRepeatable ? unknownOutcome(thrown) : thrown;
  }

  #afterCall(server: Server): void {
    if (this.#closing.signal.aborted || !this.#restarts.isDue(server)) return;
    this.#restarts.asking(server);
    // Nobody waits for it: a server that does not answer now will be asked after the next call that it answers.
    this.#ask(server, false).catch(() => undefined);
  }

  async #probe(server: Server): Promise<void> {
    try {
      await this.#ask(server, true);
    } catch {
      this.#servers.failed(server);
    }
  }

  /** The cheapest of all calls, to this server and no other. */
  async #ask(server: Server, isFresh: boolean): Promise<void> {
    const request = new HelloRequest(INFO_LEVEL.SERVER_INFO);
    const terms = { isRepeatable: true, signal: this.#closing.signal };
    const answer = await this.#try(server, request, terms, [], isFresh);
    if (answer) this.#heard(answer);
  }

  #heard({ call, first, server }: Answer): HelloResponse {
    if (first instanceof HelloResponse && !first.exception) this.#restarts.heard(server, first);
    const { dialect = CLIENT_DEFAULTS.dialect } = this.info;
    // A hello without connectors shows nothing, and changes nothing.
    if (dialect === 'auto') this.#dialect = call.shownDialect ?? this.#dialect;
    call.finish();
    if (!(first instanceof HelloResponse)) {
      throw new ConnectorException('The connector server answered a hello with something else.');
    }
    if (first.exception) throw first.exception;
    return first;
  }
}

import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { EventEmitter } from 'eventemitter3';
import { DEFAULT_LIMITS, type ProtocolLimits } from '../protocol/limits.js';
import { Connection } from '../transport/connection.js';
import { RequestHandler } from './request-handler.js';
import { SERVER_DEFAULTS, type ConnectorServerOptions } from './server-options.js';
import { Session } from './session.js';

interface ServerEvents {
  /** A connection was accepted. */
  session: [remoteAddress: string | undefined];
  /** A connection was refused because of the limit. */
  refused: [remoteAddress: string | undefined];
}

/**
 * Serves connectors over the ICF wire protocol, so that ConnId, midPoint, Syncope, OpenIDM and Oracle's clients connect
 * as they do to a Java connector server.
 */
export class ConnectorServer extends EventEmitter<ServerEvents> {
  readonly #options: ConnectorServerOptions & typeof SERVER_DEFAULTS;
  readonly #limits: ProtocolLimits;
  readonly #handler: RequestHandler;
  readonly #sessions = new Map<Session, Promise<void>>();
  readonly #server: Server;
  #closed: Promise<void> | undefined;

  constructor(options: ConnectorServerOptions) {
    super();
    this.#options = { ...SERVER_DEFAULTS, ...options } as ConnectorServerOptions & typeof SERVER_DEFAULTS;
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#handler = new RequestHandler(
      options.connectors,
      options.keyHash,
      this.#limits,
      this.#options.maxFacades,
      this.#options.listAliases,
    );
    const accept = (socket: Socket): void => this.#accept(socket);
    // The peer may end its side and still read the answer.
    this.#server = options.tls
      ? createTlsServer({ minVersion: 'TLSv1.2', ...options.tls, allowHalfOpen: true }, accept)
      : createServer({ allowHalfOpen: true, noDelay: true }, accept);
  }

  /** Starts one and waits until it listens. @throws the system's error, e.g. EADDRINUSE for a port that is taken. */
  static async start(options: ConnectorServerOptions): Promise<ConnectorServer> {
    const server = new ConnectorServer(options);
    await server.listen();
    return server;
  }

  async listen(): Promise<void> {
    const { port, host } = this.#options;
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(port, host, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }
  get host(): string {
    return this.#options.host;
  }
  get sessions(): number {
    return this.#sessions.size;
  }

  /** Accepts nothing more, lets running requests end within the limit, then releases everything. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    const stopped = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const session of this.#sessions.keys()) session.close();
    const timer = setTimeout(() => {
      for (const session of this.#sessions.keys()) session.abort();
    }, this.#options.drainTimeoutMs);
    await Promise.all(this.#sessions.values());
    clearTimeout(timer);
    await stopped;
    await this.#handler.dispose();
  }

  #accept(socket: Socket): void {
    socket.setNoDelay(true);
    if (this.#sessions.size >= this.#options.maxConnections || this.#closed) {
      this.emit('refused', socket.remoteAddress);
      socket.destroy();
      return;
    }
    const session = new Session(
      new Connection(socket, this.#limits),
      this.#handler,
      this.#limits.maxMessageBytes,
      this.#options.stallTimeoutMs,
      this.#options.dialect,
    );
    // A connection may rest between requests, but a request in hand may take as long as its operation.
    socket.setTimeout(this.#options.idleTimeoutMs, () => {
      if (session.isIdle) socket.destroy();
    });
    this.emit('session', socket.remoteAddress);
    this.#sessions.set(
      session,
      session.run().finally(() => this.#sessions.delete(session)),
    );
  }
}

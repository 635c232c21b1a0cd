import { IllegalArgumentException } from '@icf-ts/framework';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, Server as TlsServer, type SecureContextOptions } from 'node:tls';
import { DEFAULT_LIMITS, type ProtocolLimits } from '../protocol/limits.js';
import { Connection } from '../transport/connection.js';
import { oneClient, type Clients } from './clients.js';
import { peerOf, type Peer } from './peer.js';
import { RequestHandler } from './request-handler.js';
import { ServerEmitter, type ConnectionRefusal } from './server-events.js';
import { SERVER_DEFAULTS, type ConnectorServerOptions } from './server-options.js';
import { Session } from './session.js';

type Settings = ConnectorServerOptions & typeof SERVER_DEFAULTS;

/**
 * Serves connectors over the ICF wire protocol, so that ConnId, midPoint, Syncope, OpenIDM and Oracle's clients connect
 * as they do to a Java connector server.
 */
export class ConnectorServer {
  /** What happens on this server; see `ServerEvents`. */
  readonly events = new ServerEmitter();
  readonly #options: Settings;
  readonly #limits: ProtocolLimits;
  readonly #handler: RequestHandler;
  readonly #sessions = new Map<Session, { readonly peer: Peer; readonly over: Promise<void> }>();
  readonly #server: Server;
  #accepted = 0;
  #closed: Promise<void> | undefined;

  /** @throws IllegalArgumentException when it is not said who may call */
  constructor(options: ConnectorServerOptions) {
    this.#options = { ...SERVER_DEFAULTS, ...options } as Settings;
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.#handler = new RequestHandler(
      options.connectors,
      clientsOf(options),
      this.events,
      this.#limits,
      this.#options.maxFacades,
    );
    const accept = (socket: Socket): void => this.#accept(socket);
    // The peer may end its side and still read the answer.
    this.#server = options.tls
      ? createTlsServer({ minVersion: 'TLSv1.2', ...options.tls, allowHalfOpen: true }, accept)
      : createServer({ allowHalfOpen: true, noDelay: true }, accept);
    this.#server.on('tlsClientError', (error: Error, socket: Socket) =>
      this.events.tell('handshakeFailed', socket.remoteAddress ?? 'unknown', error),
    );
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
  /** Connections at the moment. */
  get sessions(): number {
    return this.#sessions.size;
  }
  /** The configured connectors that requests share. */
  get facades(): RequestHandler['facades'] {
    return this.#handler.facades;
  }

  /** Takes a renewed certificate for the connections that come; those that there are keep theirs. */
  setSecureContext(context: SecureContextOptions): void {
    if (!(this.#server instanceof TlsServer)) throw new IllegalArgumentException('This server has no TLS.');
    this.#server.setSecureContext(context);
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
    await Promise.all([...this.#sessions.values()].map(({ over }) => over));
    clearTimeout(timer);
    await stopped;
    await this.#handler.dispose();
  }

  #accept(socket: Socket): void {
    socket.setNoDelay(true);
    const peer = peerOf(socket, ++this.#accepted);
    const refusal = this.#refusal(peer);
    if (refusal) {
      this.events.tell('connectionRefused', peer, refusal);
      socket.destroy();
      return;
    }
    const session = new Session(new Connection(socket, this.#limits), peer, this.#handler, {
      maxMessageBytes: this.#limits.maxMessageBytes,
      stallTimeoutMs: this.#options.stallTimeoutMs,
    });
    // A connection may rest between requests, but a request in hand may take as long as its operation.
    socket.setTimeout(this.#options.idleTimeoutMs, () => {
      if (session.isIdle) socket.destroy();
    });
    this.events.tell('connectionOpened', peer);
    this.#sessions.set(session, { peer, over: this.#serve(session, peer) });
  }

  async #serve(session: Session, peer: Peer): Promise<void> {
    const report = await session.run();
    this.#sessions.delete(session);
    this.events.tell('connectionClosed', peer, report);
  }

  #refusal({ address }: Peer): ConnectionRefusal | undefined {
    const { maxConnections, maxConnectionsPerAddress } = this.#options;
    if (this.#closed) return 'draining';
    if (this.#sessions.size >= maxConnections) return 'too many connections';
    if (maxConnectionsPerAddress === 0) return undefined;
    const sameAddress = [...this.#sessions.values()].filter(({ peer }) => peer.address === address);
    return sameAddress.length >= maxConnectionsPerAddress
      ? 'too many connections of this address'
      : undefined;
  }
}

function clientsOf({ clients, keyHash }: ConnectorServerOptions): Clients {
  if (clients && keyHash === undefined) return clients;
  if (keyHash !== undefined && !clients) return oneClient(keyHash);
  throw new IllegalArgumentException('Say who may call this server: by either keyHash or clients.');
}

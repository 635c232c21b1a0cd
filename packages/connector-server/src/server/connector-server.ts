import { IllegalArgumentException } from '@icf-ts/framework';
import type { Socket } from 'node:net';
import type { SecureContextOptions } from 'node:tls';
import { DEFAULT_LIMITS, type ProtocolLimits } from '../protocol/limits.js';
import { Connection } from '../transport/connection.js';
import { NO_TRAFFIC, sumOf, type Traffic } from '../transport/traffic.js';
import {
  readCertificates,
  watchFiles,
  type CertificateFiles,
  type CertificateReport,
} from './access/certificates.js';
import { exposureWarnings, isLoopback, type Exposure } from './access/exposure.js';
import { FailedKeys } from './access/failed-keys.js';
import { Gate } from './access/gate.js';
import { oneClient, type Clients } from './clients.js';
import { Listener } from './listener.js';
import type { Peer } from './peer.js';
import { RequestHandler } from './request-handler.js';
import { ServerEmitter } from './server-events.js';
import { SERVER_DEFAULTS, type ConnectorServerOptions } from './server-options.js';
import type { ServerState, ServerStatistics } from './server-statistics.js';
import { Session } from './session.js';

/** How often connections are looked at within the idle limit: one timer for all, instead of one for each. */
const IDLE_CHECKS = 8;

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
  /** With the end of each. */
  readonly #sessions = new Map<Session, Promise<void>>();
  readonly #clients: Clients;
  readonly #exposure: Exposure;
  readonly #listener: Listener;
  readonly #watches = new Set<() => void>();
  #idleWatch: NodeJS.Timeout | undefined;
  #warnings: readonly string[] = [];
  #state: ServerState = 'new';
  /** Of the connections that are over. */
  #past: Traffic = NO_TRAFFIC;
  #closed: Promise<void> | undefined;

  /**
   * @throws IllegalArgumentException when it is not said who may call
   * @throws ConfigurationException for TLS options that are not safe
   */
  constructor(options: ConnectorServerOptions) {
    this.#options = { ...SERVER_DEFAULTS, ...options } as Settings;
    this.#limits = { ...DEFAULT_LIMITS, ...options.limits };
    const { host, tls } = this.#options;
    this.#clients = clientsOf(options);
    this.#exposure = {
      isLoopback: isLoopback(host),
      hasTls: tls !== undefined,
      asksForCertificates: tls?.requestCert === true,
    };
    this.#handler = new RequestHandler(
      options.connectors,
      new Gate(this.#clients, new FailedKeys(options.failedKeys), this.events, !this.#exposure.isLoopback),
      this.events,
      this.#limits,
      this.#options.maxFacades,
      this.#options.listAliases,
    );
    this.#listener = new Listener(this.#options, this.events, (socket, peer) => this.#accept(socket, peer));
  }

  /**
   * Starts one and waits until it listens.
   * @throws the system's error, e.g. EADDRINUSE for a port that is taken, or what `listen` throws
   */
  static async start(options: ConnectorServerOptions): Promise<ConnectorServer> {
    const server = new ConnectorServer(options);
    await server.listen();
    return server;
  }

  /** @throws ConfigurationException for clients that must not be served so, e.g. with a shipped key outside loopback */
  async listen(): Promise<void> {
    const { port, host, idleTimeoutMs } = this.#options;
    const ofClients = await this.#clients.check?.(this.#exposure);
    this.#warnings = [...exposureWarnings(this.#exposure), ...(ofClients ?? [])];
    await this.#listener.listen(port, host);
    this.#idleWatch = setInterval(() => this.#endIdle(), idleTimeoutMs / IDLE_CHECKS).unref();
    this.#state = 'listening';
    this.events.tell('listening', host, this.port);
  }

  get port(): number {
    return this.#listener.port;
  }
  get host(): string {
    return this.#options.host;
  }
  /** What whoever runs this server should know of its safety; complete once it listens. */
  get warnings(): readonly string[] {
    return this.#warnings;
  }
  /** Connections at the moment. */
  get sessions(): number {
    return this.#sessions.size;
  }
  /** The configured connectors that requests share. */
  get facades(): RequestHandler['facades'] {
    return this.#handler.facades;
  }

  /** Cheap enough for every scrape: it costs a few additions per open connection. */
  statistics(): ServerStatistics {
    const traffic = [...this.#sessions.keys()].reduce(
      (total, session) => sumOf(total, session.traffic),
      this.#past,
    );
    return { ...traffic, state: this.#state, connections: this.#sessions.size };
  }

  /**
   * Takes a renewed certificate for the connections that come; those that there are keep theirs. What the context does
   * not mention, e.g. the authority of client certificates, stays.
   */
  setSecureContext(context: SecureContextOptions): void {
    this.#listener.setSecureContext(context);
  }

  /**
   * Reads certificate files again and takes what is in them, after proving that it can be used. Told as an event.
   * @throws ConfigurationException when it cannot: the former certificate stays
   */
  async reloadCertificates(files: CertificateFiles): Promise<CertificateReport> {
    try {
      const { context, report } = await readCertificates(files);
      this.setSecureContext(context);
      this.events.tell('certificateRenewed', report);
      return report;
    } catch (error) {
      this.events.tell('certificateRefused', error as Error);
      throw error;
    }
  }

  /** Reloads the files whenever they change, until the server closes or the function returned is called. */
  watchCertificates(files: CertificateFiles, { intervalMs = 30_000 } = {}): () => void {
    const end = watchFiles(files, () => void this.reloadCertificates(files).catch(() => undefined), {
      intervalMs,
    });
    this.#watches.add(end);
    return () => {
      this.#watches.delete(end);
      end();
    };
  }

  /** Accepts nothing more, lets running requests end within the limit, then releases everything. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#state = 'draining';
    this.events.tell('draining');
    for (const end of this.#watches) end();
    const stopped = this.#listener.close();
    for (const session of this.#sessions.keys()) session.close();
    const timer = setTimeout(() => {
      for (const session of this.#sessions.keys()) session.abort();
    }, this.#options.drainTimeoutMs);
    await Promise.all(this.#sessions.values());
    clearTimeout(timer);
    clearInterval(this.#idleWatch);
    await stopped;
    await this.#handler.dispose();
    this.#state = 'closed';
    this.events.tell('closed');
  }

  #accept(socket: Socket, peer: Peer): void {
    const session = new Session(new Connection(socket, this.#limits), peer, this.#handler, {
      maxMessageBytes: this.#limits.maxMessageBytes,
      requestTimeoutMs: this.#options.requestTimeoutMs,
      stallTimeoutMs: this.#options.stallTimeoutMs,
      dialect: this.#options.dialect,
    });
    this.events.tell('connectionOpened', peer);
    this.#sessions.set(session, this.#serve(session, peer));
  }

  #endIdle(): void {
    const nowMs = performance.now();
    for (const session of this.#sessions.keys()) session.endIfIdle(nowMs, this.#options.idleTimeoutMs);
  }

  async #serve(session: Session, peer: Peer): Promise<void> {
    const report = await session.run();
    this.#sessions.delete(session);
    this.#past = sumOf(this.#past, report);
    this.events.tell('connectionClosed', peer, report);
  }
}

function clientsOf({ clients, keyHash }: ConnectorServerOptions): Clients {
  if (clients && keyHash === undefined) return clients;
  if (keyHash !== undefined && !clients) return oneClient(keyHash);
  throw new IllegalArgumentException('Say who may call this server: by either keyHash or clients.');
}

import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import {
  createServer as createTlsServer,
  type SecureContextOptions,
  type Server as TlsServer,
  type TlsOptions,
} from 'node:tls';
import { IllegalArgumentException } from '@icf-ts/framework';
import { ConnectionLimits } from './access/connection-limits.js';
import { checkedTls } from './access/tls-settings.js';
import { addressOf, peerOf, type Peer } from './peer.js';
import type { ServerEmitter } from './server-events.js';

export interface ListenerOptions {
  readonly tls?: TlsOptions;
  readonly maxConnections: number;
  readonly maxConnectionsPerAddress: number;
  readonly handshakeTimeoutMs: number;
}

/** Accepts connections within the limits, which count before the handshake, and hands them over after it. */
export class Listener {
  readonly #server: Server;
  readonly #tls: TlsServer | undefined;
  readonly #tlsOptions: TlsOptions;
  readonly #limits: ConnectionLimits;
  readonly #events: ServerEmitter;
  readonly #serve: (socket: Socket, peer: Peer) => void;
  /** By address and port: a handshake's end tells of its socket only that. */
  readonly #handshaking = new Map<string, Socket>();
  #accepted = 0;
  #closed = false;

  /** @throws ConfigurationException for TLS options that are not safe */
  constructor(
    { tls, maxConnections, maxConnectionsPerAddress, handshakeTimeoutMs }: ListenerOptions,
    events: ServerEmitter,
    serve: (socket: Socket, peer: Peer) => void,
  ) {
    this.#limits = new ConnectionLimits(maxConnections, maxConnectionsPerAddress);
    this.#events = events;
    this.#serve = serve;
    this.#tlsOptions = tls ? checkedTls(tls) : {};
    // The peer may end its side and still read the answer. With TLS nobody does: its end is the end, and the only way in
    // which the connector hears of a client that gave up.
    this.#server = createServer({ allowHalfOpen: true }, (socket) => this.#accept(socket));
    if (!tls) return;
    this.#tls = createTlsServer({ handshakeTimeout: handshakeTimeoutMs, ...this.#tlsOptions }, (socket) => {
      this.#handshaking.delete(placeOf(socket));
      socket.setNoDelay(true);
      this.#handOver(socket);
    });
    this.#tls.on('tlsClientError', (error: Error, socket: Socket) => {
      this.#events.tell('handshakeFailed', socket.remoteAddress ? addressOf(socket) : 'unknown', error);
      socket.destroy();
    });
  }

  /** @throws the system's error, e.g. EADDRINUSE for a port that is taken */
  async listen(port: number, host: string): Promise<void> {
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

  /** What the context does not mention stays as it was, above all the authority of client certificates. */
  setSecureContext(context: SecureContextOptions): void {
    if (!this.#tls) throw new IllegalArgumentException('This server has no TLS.');
    this.#tls.setSecureContext({ ...withoutIdentity(this.#tlsOptions, context), ...context });
  }

  /** Accepts nothing more, and ends handshakes. Resolves when the last connection is gone. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const socket of this.#handshaking.values()) socket.destroy();
    if (this.#server.listening) await new Promise<void>((resolve) => this.#server.close(() => resolve()));
  }

  #accept(socket: Socket): void {
    const address = addressOf(socket);
    const refusal = this.#closed ? 'draining' : this.#limits.enter(address);
    if (refusal) {
      this.#events.tell('connectionRefused', peerOf(socket, ++this.#accepted), refusal);
      socket.destroy();
      return;
    }
    socket.on('close', () => this.#limits.leave(address));
    if (!this.#tls) return this.#handOver(socket, address);
    const place = placeOf(socket);
    socket.on('close', () => this.#handshaking.delete(place));
    this.#handshaking.set(place, socket);
    // Whoever ends in the middle of a handshake is gone.
    socket.allowHalfOpen = false;
    this.#tls.emit('connection', socket);
  }

  #handOver(socket: Socket, address = addressOf(socket)): void {
    if (this.#closed) return void socket.destroy();
    this.#serve(socket, peerOf(socket, ++this.#accepted, address));
  }
}

const placeOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`;

/** A certificate comes with its own key and passphrase, or in a file with both: halves of two do not fit. */
function withoutIdentity(options: TlsOptions, context: SecureContextOptions): TlsOptions {
  if (!context.cert && !context.key && !context.pfx) return options;
  const { cert: _cert, key: _key, pfx: _pfx, passphrase: _passphrase, ...rest } = options;
  return rest;
}

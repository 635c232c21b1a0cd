import type { ConnectorInfoManager } from '@icf-ts/framework';
import type { TlsOptions } from 'node:tls';
import type { ProtocolLimits } from '../protocol/limits.js';
import type { Dialect } from '../protocol/rows/row.js';
import type { FailedKeysOptions } from './access/failed-keys.js';
import type { Clients } from './clients.js';

export interface ConnectorServerOptions {
  /** The connectors to serve. */
  readonly connectors: ConnectorInfoManager;
  /**
   * The one key of this server, as Base64 of SHA-1 over it in UTF-16BE: ICF's form. Whoever has it may do everything.
   * Either this or `clients`.
   */
  readonly keyHash?: string;
  /** Who may call, and what. Either this or `keyHash`. */
  readonly clients?: Clients;
  /** 0 picks a free port. ICF's customary port is 8759. */
  readonly port?: number;
  /** The address to listen on; loopback unless said otherwise. */
  readonly host?: string;
  /**
   * TLS from the first byte, 1.2 or above; without it keys and secrets cross the network readable. `requestCert` with
   * `ca` asks clients for certificates, and with `rejectUnauthorized: false` those may be left out.
   */
  readonly tls?: TlsOptions;
  readonly limits?: Partial<ProtocolLimits>;
  /**
   * What the clients speak. `auto`: ConnId's, until a client's request shows that it is of the OpenICF family. A hello
   * comes before anything is shown, and OpenICF cannot read one that names what only ConnId has (`UpdateDeltaApiOp`):
   * for OpenIDM and Wren:IDM say `openicf`.
   */
  readonly dialect?: Dialect | 'auto';
  /** Whether the hello lists the exact keys among the aliases too: Java clients find only what it lists. */
  readonly listAliases?: boolean;
  /** Connections beyond this are closed at once, before any handshake. */
  readonly maxConnections?: number;
  /** Connections of one address beyond this are closed at once; 0: no limit of its own. */
  readonly maxConnectionsPerAddress?: number;
  /** A TLS handshake that takes longer is broken off. */
  readonly handshakeTimeoutMs?: number;
  /** From the first byte of a request to its last; whoever takes longer is disconnected. */
  readonly requestTimeoutMs?: number;
  /** What becomes of those who show wrong keys. */
  readonly failedKeys?: FailedKeysOptions;
  /** A connection that has not sent a request for so long is closed, an eighth of the time later at the latest. */
  readonly idleTimeoutMs?: number;
  /**
   * How long a client may leave a pause unanswered or results unread; then its connector is released. Generous, because
   * a platform may work minutes on 200 objects.
   */
  readonly stallTimeoutMs?: number;
  /** Configured connectors kept for the next request; the longest unused is released. */
  readonly maxFacades?: number;
  /** How long `close` waits for running requests. */
  readonly drainTimeoutMs?: number;
}

export const SERVER_DEFAULTS = {
  port: 8759,
  host: '127.0.0.1',
  dialect: 'auto',
  listAliases: true,
  maxConnections: 1000,
  maxConnectionsPerAddress: 0,
  handshakeTimeoutMs: 10_000,
  requestTimeoutMs: 60_000,
  idleTimeoutMs: 10 * 60_000,
  stallTimeoutMs: 30 * 60_000,
  maxFacades: 100,
  drainTimeoutMs: 10_000,
} as const;

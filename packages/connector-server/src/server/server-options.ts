import type { ConnectorInfoManager } from '@icf-ts/framework';
import type { TlsOptions } from 'node:tls';
import type { ProtocolLimits } from '../protocol/limits.js';
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
  /** TLS from the first byte; without it keys and secrets cross the network readable. */
  readonly tls?: TlsOptions;
  readonly limits?: Partial<ProtocolLimits>;
  /** Connections beyond this are closed at once. */
  readonly maxConnections?: number;
  /** Connections of one address beyond this are closed at once; 0: no limit of its own. */
  readonly maxConnectionsPerAddress?: number;
  /** A connection that has not sent a request for so long is closed. */
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
  maxConnections: 1000,
  maxConnectionsPerAddress: 0,
  idleTimeoutMs: 10 * 60_000,
  stallTimeoutMs: 30 * 60_000,
  maxFacades: 100,
  drainTimeoutMs: 10_000,
} as const;

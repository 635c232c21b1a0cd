import type { GuardedString, Locale } from '@icf-ts/framework';
import type { ConnectionOptions } from 'node:tls';
import type { ProtocolLimits } from '../protocol/limits.js';
import type { Dialect } from '../protocol/rows/row.js';

/** Where a connector server is and how to talk to it. */
export interface RemoteFrameworkConnectionInfo {
  readonly host: string;
  /** ICF's customary port is 8759. */
  readonly port: number;
  /** The server's key. */
  readonly key: GuardedString;
  /** TLS from the first byte; the certificate must be trusted and name the host. */
  readonly tls?: ConnectionOptions | true;
  /** The caller's locale, which the connector sees. */
  readonly locale?: Locale;
  readonly connectTimeoutMs?: number;
  /** The longest silence of the server within a call. 0: no limit. */
  readonly readTimeoutMs?: number;
  /**
   * Idle connections to one server kept for the next call, by all managers of this process together. A stock Java server
   * has ten threads and gives each connection one, so they are few.
   */
  readonly maxIdleConnections?: number;
  /** An idle connection is closed after so long. */
  readonly idleTimeoutMs?: number;
  readonly limits?: Partial<ProtocolLimits>;
  /** What the server speaks; `openicf` leaves out what only ConnId has. `auto`: what its hello shows. */
  readonly dialect?: Dialect | 'auto';
}

export const CLIENT_DEFAULTS = {
  connectTimeoutMs: 60_000,
  readTimeoutMs: 60_000,
  maxIdleConnections: 4,
  idleTimeoutMs: 5_000,
  dialect: 'auto',
} as const;

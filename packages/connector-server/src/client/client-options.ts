import type { GuardedString, Locale } from '@icf-ts/framework';
import type { ConnectionOptions } from 'node:tls';
import type { ProtocolLimits } from '../protocol/limits.js';
import type { Dialect } from '../protocol/rows/row.js';

/** Where one connector server listens. */
export interface ServerAddress {
  readonly host: string;
  /** ICF's customary port is 8759. */
  readonly port: number;
}

/** How to talk to a connector server; the same for all where there are several. */
export interface RemoteConnectionSettings {
  /** The server's key. */
  readonly key: GuardedString;
  /**
   * TLS from the first byte, 1.2 at least; the certificate must be trusted and name the host. `ca`, `servername` and a
   * client's `cert` and `key` go in here.
   */
  readonly tls?: ConnectionOptions | true;
  /** The caller's locale, which the connector sees. */
  readonly locale?: Locale;
  /** From the look-up of the name to the end of the TLS handshake, for each server tried. 0: no limit. */
  readonly connectTimeoutMs?: number;
  /** The longest silence of the server within a call, reading or being written to. 0: no limit. */
  readonly readTimeoutMs?: number;
  /** Connections to one server at the same time, idle ones included. A stock Java server gives each a thread and has ten. */
  readonly maxConnections?: number;
  /** How long a call waits for one of them to become free. */
  readonly connectionWaitMs?: number;
  /**
   * Idle connections to one server kept for the next call, by all managers of this process together. A stock Java server
   * has ten threads and gives each connection one, so they are few.
   */
  readonly maxIdleConnections?: number;
  /** An idle connection is closed after so long. */
  readonly idleTimeoutMs?: number;
  /** A write takes an idle connection only if it has been idle for less; else a new one. 0: always a new one. */
  readonly reuseForWriteMs?: number;
  /** How long a server that failed stays behind the others; doubled by every failure that follows. */
  readonly backOffMs?: number;
  readonly maxBackOffMs?: number;
  readonly limits?: Partial<ProtocolLimits>;
  /** What the server speaks; `openicf` leaves out what only ConnId has. `auto`: what its hello shows. */
  readonly dialect?: Dialect | 'auto';
}

interface OneServer extends RemoteConnectionSettings, ServerAddress {
  readonly servers?: never;
}

interface SeveralServers extends RemoteConnectionSettings {
  /** With the same bundles and the same key, in the order of preference. */
  readonly servers: readonly ServerAddress[];
  readonly host?: never;
  readonly port?: never;
}

/** Where a connector server is, or several that stand in for each other, and how to talk to it. */
export type RemoteFrameworkConnectionInfo = OneServer | SeveralServers;

export const CLIENT_DEFAULTS = {
  connectTimeoutMs: 60_000,
  readTimeoutMs: 60_000,
  maxConnections: 8,
  connectionWaitMs: 30_000,
  maxIdleConnections: 4,
  idleTimeoutMs: 5_000,
  reuseForWriteMs: 1_000,
  backOffMs: 1_000,
  maxBackOffMs: 60_000,
  dialect: 'auto',
} as const;

/** What the client takes from outside beside the network; a test brings its own. */
export interface Surroundings {
  /** Milliseconds since some moment; never runs backwards. */
  readonly nowMs: () => number;
  /** From 0 to below 1. */
  readonly random: () => number;
}

export const SYSTEM: Surroundings = { nowMs: () => performance.now(), random: Math.random };

/** `host:port`, as messages name a server. */
export const nameOf = ({ host, port }: ServerAddress): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;

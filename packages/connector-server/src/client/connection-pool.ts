import type { Socket } from 'node:net';
import { ConnectionFailedException } from '@icf-ts/framework';
import { DEFAULT_LIMITS } from '../protocol/limits.js';
import { Connection } from '../transport/connection.js';
import {
  CLIENT_DEFAULTS,
  SYSTEM,
  nameOf,
  type RemoteConnectionSettings,
  type ServerAddress,
} from './client-options.js';
import { connect } from './connect.js';
import { leaveToKeep } from './idle-quota.js';
import { Places } from './places.js';

/** A connection lent for one call; it goes back by `release` or `discard`, once. */
export interface Lease {
  readonly connection: Connection;
  /** It has carried a call before; the server may have closed it unnoticed. */
  readonly isReused: boolean;
}

/** What a call needs of its connection. */
export interface LeaseTerms {
  /** Take none that has been idle for as long or longer; 0: a new one only. */
  readonly maxIdleMs?: number;
  readonly signal?: AbortSignal | undefined;
}

interface Idle {
  readonly connection: Connection;
  readonly socket: Socket;
  readonly sinceMs: number;
  readonly timer: NodeJS.Timeout;
  /** Gives back the leave to be idle. */
  readonly leave: () => void;
}

/** All connections of the pool to its server are in use, and stayed so. Says nothing about the server. */
export class NoFreeConnectionException extends ConnectionFailedException {}

/**
 * Connections to one server, bounded. Few idle ones are kept, shortly: a stock Java server has few threads to spare for
 * them.
 */
export class ConnectionPool {
  readonly #server: ServerAddress;
  readonly #settings: RemoteConnectionSettings & typeof CLIENT_DEFAULTS;
  readonly #nowMs: () => number;
  readonly #places: Places;
  readonly #sockets = new Map<Connection, Socket>();
  /** In the order of their return. */
  readonly #idle = new Map<Connection, Idle>();
  #interruptions = 0;
  #closed = false;

  constructor(server: ServerAddress, settings: RemoteConnectionSettings, nowMs = SYSTEM.nowMs) {
    this.#server = server;
    this.#settings = { ...CLIENT_DEFAULTS, ...settings } as RemoteConnectionSettings & typeof CLIENT_DEFAULTS;
    this.#nowMs = nowMs;
    this.#places = new Places(this.#settings.maxConnections);
  }

  /** Connections that are open, idle or in use. */
  get open(): number {
    return this.#sockets.size;
  }

  /**
   * Grows whenever no connection bridges the time before and after: while it stays the same, it has been the same
   * process on the other side.
   */
  get interruptions(): number {
    return this.#interruptions;
  }

  /**
   * @throws ConnectionFailedException when there is no connection to be had, NoFreeConnectionException when all are in
   * use for too long, the signal's reason.
   */
  async lease({ maxIdleMs = Infinity, signal }: LeaseTerms = {}): Promise<Lease> {
    signal?.throwIfAborted();
    const { connectionWaitMs } = this.#settings;
    await this.#places.take(connectionWaitMs, () => this.#busy(connectionWaitMs), signal);
    try {
      if (maxIdleMs !== Infinity && this.#idle.size > 0) await everythingArrived();
      signal?.throwIfAborted();
      const connection = this.#takeIdle(maxIdleMs);
      if (connection) return { connection, isReused: true };
      return { connection: await this.#connect(signal), isReused: false };
    } catch (error) {
      this.#places.giveBack();
      throw error;
    }
  }

  /** Takes a connection back whose call has ended cleanly. */
  release({ connection }: Lease): void {
    const leave =
      this.#closed || !connection.isUsable
        ? undefined
        : leaveToKeep(nameOf(this.#server), this.#settings.maxIdleConnections);
    if (leave) this.#keep(connection, leave);
    else connection.destroy();
    this.#places.giveBack();
  }

  /** Takes a connection back that is of no more use, and tells the server so while it works. */
  discard({ connection }: Lease): void {
    if (!connection.isUsable) this.#interruptions++;
    connection.destroy(true);
    this.#places.giveBack();
  }

  /** Closes the connections that are not in use, and those in use after their calls. */
  close(): void {
    this.#closed = true;
    for (const connection of [...this.#idle.keys()]) this.#drop(connection);
  }

  #takeIdle(maxIdleMs: number): Connection | undefined {
    const now = this.#nowMs();
    for (const { connection, socket, sinceMs } of [...this.#idle.values()].reverse()) {
      if (now - sinceMs >= maxIdleMs) continue;
      if (!connection.isUsable) {
        this.#drop(connection);
        continue;
      }
      this.#forget(connection);
      socket.ref();
      return connection;
    }
    return undefined;
  }

  async #connect(signal: AbortSignal | undefined): Promise<Connection> {
    // There is a place for this one, but idle ones may fill the rest.
    for (const connection of [...this.#idle.keys()]) {
      if (this.#places.taken + this.#idle.size <= this.#settings.maxConnections) break;
      this.#drop(connection);
    }
    const socket = await connect(this.#server, this.#settings, signal);
    const connection = new Connection(socket, { ...DEFAULT_LIMITS, ...this.#settings.limits });
    if (this.open === 0) this.#interruptions++;
    this.#sockets.set(connection, socket);
    connection.onClose(() => {
      this.#sockets.delete(connection);
      // An idle one is closed by this side after it has left the shelf: this one the server closed.
      if (this.#forget(connection)) this.#interruptions++;
    });
    return connection;
  }

  #keep(connection: Connection, leave: () => void): void {
    const socket = this.#sockets.get(connection)!;
    // Neither the timer nor the socket keeps the process alive.
    socket.unref();
    const timer = setTimeout(() => this.#drop(connection), this.#settings.idleTimeoutMs).unref();
    this.#idle.set(connection, { connection, socket, sinceMs: this.#nowMs(), timer, leave });
  }

  #drop(connection: Connection): void {
    this.#forget(connection);
    // No longer counted from here on: the socket is closed within this turn of the loop.
    this.#sockets.delete(connection);
    connection.destroy();
  }

  #forget(connection: Connection): boolean {
    const idle = this.#idle.get(connection);
    clearTimeout(idle?.timer);
    idle?.leave();
    return this.#idle.delete(connection);
  }

  #busy(waitedMs: number): Error {
    const { maxConnections } = this.#settings;
    return new NoFreeConnectionException(
      `No free connection to the connector server at ${nameOf(this.#server)} within ${waitedMs} ms: all ` +
        `${maxConnections} are in use, and ${this.#places.waiting} more calls wait. Results that nobody reads to the ` +
        'end hold one; so does every call made while reading results. More are allowed by maxConnections.',
    );
  }
}

/**
 * Lets the loop ask the system once what has arrived: an end of the stream that the server has sent is known then. The
 * first turn may be one that had asked before.
 */
async function everythingArrived(): Promise<void> {
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise((resolve) => setImmediate(resolve));
}

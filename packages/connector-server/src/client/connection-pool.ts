import type { Socket } from 'node:net';
import { DEFAULT_LIMITS } from '../protocol/limits.js';
import type { Dialect } from '../protocol/rows/row.js';
import { Connection } from '../transport/connection.js';
import { CLIENT_DEFAULTS, type RemoteFrameworkConnectionInfo } from './client-options.js';
import { connect } from './connect.js';
import { leaveToKeep } from './idle-quota.js';

/** A connection lent for one call. */
export interface Lease {
  readonly connection: Connection;
  readonly socket: Socket;
  /** It has carried a call before; the server may have closed it unnoticed. */
  readonly isReused: boolean;
}

/** Connections to one server. Few idle ones are kept, shortly: a stock Java server has few threads to spare for them. */
export class ConnectionPool {
  readonly #info: RemoteFrameworkConnectionInfo;
  readonly #idle: Lease[] = [];
  readonly #timers = new Map<Lease, NodeJS.Timeout>();
  readonly #leaves = new Map<Lease, () => void>();
  #closed = false;
  /** What the server speaks; may become known after the first answer. */
  dialect: Dialect;

  constructor(info: RemoteFrameworkConnectionInfo) {
    this.#info = info;
    const { dialect = CLIENT_DEFAULTS.dialect } = info;
    this.dialect = dialect === 'auto' ? 'connid' : dialect;
  }

  async lease(fresh: boolean, signal?: AbortSignal): Promise<Lease> {
    while (!fresh && this.#idle.length > 0) {
      const lease = this.#idle.pop()!;
      this.#forget(lease);
      lease.connection.dialect = this.dialect;
      if (lease.connection.isUsable) return { ...lease, isReused: true };
      lease.connection.destroy();
    }
    const socket = await connect(this.#info, signal);
    const limits = { ...DEFAULT_LIMITS, ...this.#info.limits };
    const connection = new Connection(socket, limits, this.dialect);
    return { connection, socket, isReused: false };
  }

  /** Takes a connection back whose call has ended cleanly. */
  release(lease: Lease): void {
    const {
      maxIdleConnections = CLIENT_DEFAULTS.maxIdleConnections,
      idleTimeoutMs = CLIENT_DEFAULTS.idleTimeoutMs,
      host,
      port,
    } = this.#info;
    const leave =
      this.#closed || !lease.connection.isUsable
        ? undefined
        : leaveToKeep(`${host}:${port}`, maxIdleConnections);
    if (!leave) {
      lease.connection.destroy();
      return;
    }
    this.#leaves.set(lease, leave);
    this.#idle.push(lease);
    // Neither the timer nor the socket keeps the process alive.
    lease.socket.unref();
    this.#timers.set(lease, setTimeout(() => this.#drop(lease), idleTimeoutMs).unref());
  }

  close(): void {
    this.#closed = true;
    for (const lease of [...this.#idle]) this.#drop(lease);
  }

  #drop(lease: Lease): void {
    const at = this.#idle.indexOf(lease);
    if (at >= 0) this.#idle.splice(at, 1);
    this.#forget(lease);
    lease.connection.destroy();
  }

  #forget(lease: Lease): void {
    this.#leaves.get(lease)?.();
    this.#leaves.delete(lease);
    clearTimeout(this.#timers.get(lease));
    this.#timers.delete(lease);
    lease.socket.ref();
  }
}

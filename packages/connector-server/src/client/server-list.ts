import { IllegalArgumentException } from '@icf-ts/framework';
import {
  CLIENT_DEFAULTS,
  type RemoteConnectionSettings,
  type RemoteFrameworkConnectionInfo,
  type ServerAddress,
  type Surroundings,
} from './client-options.js';
import { ConnectionPool } from './connection-pool.js';

/** One connector server, as this client knows it. */
export interface Server {
  readonly address: ServerAddress;
  readonly settings: RemoteConnectionSettings;
  readonly pool: ConnectionPool;
}

interface Health {
  /** In a row. */
  failures: number;
  /** Before that, others are asked first. */
  restsUntilMs: number;
  isProbed: boolean;
}

/**
 * The servers in the order in which a call tries them. The one that answered last comes first. One that failed rests for
 * a while, longer each time, and is tried when nothing else is left; a preferred one that has rested is probed beside
 * the calls, and used again when it answers.
 */
export class ServerList {
  readonly all: readonly Server[];
  readonly #health = new Map<Server, Health>();
  readonly #settings: RemoteConnectionSettings;
  readonly #surroundings: Surroundings;
  #current: Server;

  /** @throws IllegalArgumentException without a server. */
  constructor(info: RemoteFrameworkConnectionInfo, surroundings: Surroundings) {
    const addresses = info.servers ?? [{ host: info.host, port: info.port }];
    this.all = addresses.map((address) => ({
      address,
      settings: info,
      pool: new ConnectionPool(address, info, surroundings.nowMs),
    }));
    const [first] = this.all;
    if (!first)
      throw new IllegalArgumentException('The list of connector servers is empty: name one at least.');
    this.#current = first;
    this.#settings = info;
    this.#surroundings = surroundings;
    for (const server of this.all) {
      this.#health.set(server, { failures: 0, restsUntilMs: -Infinity, isProbed: false });
    }
  }

  /** Every server once. */
  inOrder(): readonly Server[] {
    const now = this.#surroundings.nowMs();
    const resting = (server: Server): number => Math.max(now, this.#health.get(server)!.restsUntilMs);
    // The sort is stable: those that do not rest stand as they were listed.
    const order = [...this.all].sort((a, b) => resting(a) - resting(b));
    if (this.#health.get(this.#current)!.failures > 0) return order;
    return [this.#current, ...order.filter((server) => server !== this.#current)];
  }

  /** Servers to be asked whether they are back: better than the one in use, and rested. Each is named once per rest. */
  toProbe(): readonly Server[] {
    const now = this.#surroundings.nowMs();
    const better = this.all.slice(0, this.all.indexOf(this.#current));
    return better.filter((server) => {
      const health = this.#health.get(server)!;
      if (health.isProbed || health.restsUntilMs > now) return false;
      health.isProbed = true;
      return true;
    });
  }

  succeeded(server: Server): void {
    const wasFailing = this.#health.get(this.#current)!.failures > 0;
    Object.assign(this.#health.get(server)!, { failures: 0, restsUntilMs: -Infinity, isProbed: false });
    if (wasFailing || this.all.indexOf(server) < this.all.indexOf(this.#current)) this.#current = server;
  }

  /** The rest doubles with every failure in a row; half of it is left to chance, so that clients do not come back as one. */
  failed(server: Server): void {
    const { backOffMs = CLIENT_DEFAULTS.backOffMs, maxBackOffMs = CLIENT_DEFAULTS.maxBackOffMs } =
      this.#settings;
    const health = this.#health.get(server)!;
    const now = this.#surroundings.nowMs();
    // Calls that fail together are one failure.
    if (health.restsUntilMs > now) return;
    const longestMs = Math.min(maxBackOffMs, backOffMs * 2 ** health.failures);
    health.failures++;
    health.isProbed = false;
    health.restsUntilMs = now + longestMs * (0.5 + this.#surroundings.random() / 2);
  }

  close(): void {
    for (const { pool } of this.all) pool.close();
  }
}

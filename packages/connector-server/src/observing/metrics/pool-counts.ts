import type { ConnectorFacade, PoolStatistics } from '@icf-ts/framework';
import type { ConnectorServer } from '../../server/connector-server.js';
import type { Sample } from './sample.js';

/** What a pool counts, and how the metric calls it. */
export const POOL_EVENTS = {
  created: 'created',
  disposed: 'disposed',
  failedInits: 'init_failed',
  failedChecks: 'check_failed',
  failedDisposals: 'disposal_failed',
  broken: 'broken',
  evicted: 'evicted',
  timeouts: 'wait_timeout',
} as const satisfies Partial<Record<keyof PoolStatistics, string>>;

type PoolEvent = keyof typeof POOL_EVENTS;
type Counts = Record<PoolEvent, number>;

const EVENTS = Object.keys(POOL_EVENTS) as PoolEvent[];
const zero = (): Counts => Object.fromEntries(EVENTS.map((event) => [event, 0])) as Counts;

/** Pools of a server by connector, over all its configurations; what a facade counted outlives it. */
export class PoolCounts {
  readonly #server: ConnectorServer;
  readonly #counted = new WeakMap<ConnectorFacade, PoolStatistics>();
  readonly #totals = new Map<string, Counts>();

  constructor(server: ConnectorServer) {
    this.#server = server;
  }

  /** Configured connectors that are kept, by connector. */
  *facades(): Generator<Sample> {
    yield* sums(this.#server.facades.entries.map(({ info }) => [1, info.key.connectorName]));
  }

  /** The present state of all pools of a connector together. */
  *state(name: 'active' | 'idle' | 'waiting'): Generator<Sample> {
    yield* sums(this.#pools().map(([connector, , pool]) => [pool[name], connector]));
  }

  /** What has happened in the pools of a connector, as far as they lived at a reading. */
  *events(): Generator<Sample> {
    for (const [connector, facade, pool] of this.#pools()) {
      const total = this.#totals.get(connector) ?? zero();
      const before = this.#counted.get(facade);
      for (const event of EVENTS) total[event] += pool[event] - (before?.[event] ?? 0);
      this.#totals.set(connector, total);
      this.#counted.set(facade, pool);
    }
    for (const [connector, total] of this.#totals) {
      for (const event of EVENTS) yield [total[event], connector, POOL_EVENTS[event]];
    }
  }

  #pools(): [connector: string, ConnectorFacade, PoolStatistics][] {
    return this.#server.facades.entries.flatMap(({ info, facade }) => {
      const pool = isPooled(facade) ? facade.poolStatistics() : undefined;
      return pool ? [[info.key.connectorName, facade, { ...pool }]] : [];
    });
  }
}

const isPooled = (
  facade: ConnectorFacade,
): facade is ConnectorFacade & { poolStatistics(): PoolStatistics | undefined } => 'poolStatistics' in facade;

function sums(samples: readonly (readonly [number, string])[]): Iterable<Sample> {
  const total = new Map<string, number>();
  for (const [value, label] of samples) total.set(label, (total.get(label) ?? 0) + value);
  return [...total].map(([label, value]) => [value, label]);
}

/** A pool at one moment, and what has happened in it since it was made. */
export interface PoolStatistics {
  /** Connectors that are not idle: lent, or on their way in or out. Together with `idle` never above `maxObjects`. */
  readonly active: number;
  readonly idle: number;
  /** Calls that wait for a connector. */
  readonly waiting: number;
  /** Connectors made, those included whose `init` failed. */
  readonly created: number;
  readonly disposed: number;
  readonly failedInits: number;
  /** Connectors thrown away because their `checkAlive` failed. */
  readonly failedChecks: number;
  /** Connectors whose `dispose` failed or did not end; they count as disposed. */
  readonly failedDisposals: number;
  /** Connectors thrown away because a call left them in doubt. */
  readonly broken: number;
  /** Connectors thrown away because they were idle for too long. */
  readonly evicted: number;
  /** Calls that waited for `maxWaitMs` in vain. */
  readonly timeouts: number;
}

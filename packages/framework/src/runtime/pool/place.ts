import type { PoolableConnector } from '../../spi/connector.js';

/** One of the `maxObjects` places of a pool: taken, with a connector or while one comes or goes. */
export interface Place {
  connector?: PoolableConnector;
  /** When its connector was made. */
  bornMs: number;
  /** When its connector was last given back. */
  idleSinceMs: number;
}

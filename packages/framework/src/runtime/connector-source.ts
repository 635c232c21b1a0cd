import type { AbortSource } from '../common/interruption.js';
import type { Connector } from '../spi/connector.js';
import type { PoolStatistics } from './pool/pool-statistics.js';

/** Where the pipeline gets its connectors from and gives them back to. */
export interface ConnectorSource {
  /**
   * An initialised connector, for this call alone; at once where there is nothing to wait for. After an abort nobody waits for it any longer: what then arrives
   * all the same has to be released.
   */
  acquire(signal?: AbortSource): Connector | Promise<Connector>;
  /** `inDoubt`: after what happened the connector may be in any state, so no other call may get it. */
  release(connector: Connector, inDoubt: boolean): void | Promise<void>;
  /** Resolves when every connector has been disposed, lent ones included. */
  close(): Promise<void>;
  statistics?(): PoolStatistics;
}

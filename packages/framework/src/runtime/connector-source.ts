import type { Connector } from '../spi/connector.js';

/** Where the pipeline gets its connectors from and gives them back to. */
export interface ConnectorSource {
  /** An initialised connector, for this call alone. */
  acquire(): Promise<Connector>;
  /** `failed`: the call ended in an error or was given up, so the connector may be in any state. */
  release(connector: Connector, failed: boolean): Promise<void>;
  close(): Promise<void>;
}

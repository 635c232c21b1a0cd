import type { APIConfiguration, ConnectorFacade, ConnectorInfo, ConnectorKey } from '@icf-ts/framework';

/** The connectors of one bundle, or of one connector server. */
export interface Connectors {
  readonly infos: readonly ConnectorInfo[];
  /** `in process`, or host and port of the server. */
  readonly place: string;
  /** The connector that an alias of the bundle stands for. */
  alias?(connectorName: string): ConnectorInfo | undefined;
  createFacade(key: ConnectorKey, configuration: APIConfiguration): ConnectorFacade;
  close(): Promise<void>;
}

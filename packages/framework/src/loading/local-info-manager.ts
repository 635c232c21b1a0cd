import type { APIConfiguration } from '../api/api-configuration.js';
import type { ConnectorFacade } from '../api/connector-facade.js';
import type { ConnectorInfo, ConnectorInfoManager } from '../api/connector-info.js';
import type { ConnectorKey } from '../api/connector-key.js';
import { ConnectorIndex } from './connector-index.js';
import type { LocalConnector } from './local-connector.js';

/** A fixed list of connectors of this process, found by key. BundleRegistry is the one that changes while running. */
export class LocalConnectorInfoManager implements ConnectorInfoManager {
  readonly #connectors = new ConnectorIndex();

  /** @throws ConfigurationException when a connector of that key is there already. */
  constructor(connectors: Iterable<LocalConnector> = []) {
    for (const connector of connectors) this.add(connector);
  }

  add(connector: LocalConnector): void {
    this.#connectors.add(connector);
  }

  get connectorInfos(): readonly ConnectorInfo[] {
    return [...this.#connectors].map(({ info }) => info);
  }

  find(key: ConnectorKey): ConnectorInfo | undefined {
    return this.#connectors.find(key)?.info;
  }

  createFacade(key: ConnectorKey, configuration: APIConfiguration): ConnectorFacade {
    const connector = this.#connectors.find(key);
    if (!connector) throw this.#connectors.noSuchConnector(key);
    return connector.createFacade(configuration);
  }
}

import type { APIConfiguration } from '../api/api-configuration.js';
import type { ConnectorFacade } from '../api/connector-facade.js';
import type { ConnectorInfo, ConnectorInfoManager } from '../api/connector-info.js';
import type { ConnectorKey } from '../api/connector-key.js';
import { ConfigurationException, ConnectorException } from '../common/errors/exceptions.js';
import type { LocalConnector } from './local-connector.js';

/** The connectors of this process, found by key. */
export class LocalConnectorInfoManager implements ConnectorInfoManager {
  readonly #byKey = new Map<string, LocalConnector>();

  /** @throws ConfigurationException when a connector of that key is there already. */
  constructor(connectors: Iterable<LocalConnector> = []) {
    for (const connector of connectors) this.add(connector);
  }

  add(connector: LocalConnector): void {
    const key = connector.info.key.toString();
    if (this.#byKey.has(key)) throw new ConfigurationException(`${key} is loaded already.`);
    this.#byKey.set(key, connector);
  }

  get connectorInfos(): readonly ConnectorInfo[] {
    return [...this.#byKey.values()].map(({ info }) => info);
  }

  find(key: ConnectorKey): ConnectorInfo | undefined {
    return this.#byKey.get(key.toString())?.info;
  }

  createFacade(key: ConnectorKey, configuration: APIConfiguration): ConnectorFacade {
    const connector = this.#byKey.get(key.toString());
    if (connector) return connector.createFacade(configuration);
    const known = [...this.#byKey.keys()].join(', ') || 'none';
    throw new ConnectorException(`No such connector: ${key.toString()}. Loaded: ${known}.`);
  }
}

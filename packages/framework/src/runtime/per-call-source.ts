import type { Connector, InstanceNameAware } from '../spi/connector.js';
import type { Configuration } from '../spi/configuration.js';
import type { ConnectorSource } from './connector-source.js';

/** A new connector for every call: ICF's way for connectors that are not poolable. */
export class PerCallSource implements ConnectorSource {
  readonly #make: () => Connector;
  readonly #configuration: () => Configuration;
  readonly #instanceName: string | null;

  constructor(make: () => Connector, configuration: () => Configuration, instanceName: string | null) {
    this.#make = make;
    this.#configuration = configuration;
    this.#instanceName = instanceName;
  }

  async acquire(): Promise<Connector> {
    const configuration = this.#configuration();
    const connector = this.#make();
    if (this.#instanceName !== null && isInstanceNameAware(connector))
      connector.setInstanceName(this.#instanceName);
    const waiting = connector.init(configuration);
    if (waiting) await waiting;
    return connector;
  }

  async release(connector: Connector): Promise<void> {
    await connector.dispose();
  }

  async close(): Promise<void> {}
}

const isInstanceNameAware = (connector: object): connector is InstanceNameAware =>
  'setInstanceName' in connector;

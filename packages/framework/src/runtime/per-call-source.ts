import type { Connector } from '../spi/connector.js';
import type { ConnectorLife } from './connector-life.js';
import type { ConnectorSource } from './connector-source.js';

/** A new connector for every call: ICF's way for connectors that are not poolable. */
export class PerCallSource implements ConnectorSource {
  readonly #life: ConnectorLife;

  constructor(life: ConnectorLife) {
    this.#life = life;
  }

  acquire(): Connector | Promise<Connector> {
    return this.#life.begin();
  }

  release(connector: Connector): void | Promise<void> {
    return this.#life.end(connector);
  }

  /** A call does not wait beyond its deadline for its connector's disposal; the facade does. */
  close(): Promise<void> {
    return this.#life.ended();
  }
}

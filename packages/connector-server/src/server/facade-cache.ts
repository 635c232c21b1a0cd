import {
  ConfigurationException,
  ConnectorException,
  type ConnectorFacade,
  type ConnectorInfoManager,
  type ConnectorKey,
} from '@icf-ts/framework';
import { decodeFacadeKey } from '../protocol/facade-key.js';
import type { ProtocolLimits } from '../protocol/limits.js';

/**
 * Configured connectors by connector and facade key: both, so that a key first used with one connector is not answered
 * by it for another. Bounded; the longest unused is released after its calls have ended.
 */
export class FacadeCache {
  readonly #connectors: ConnectorInfoManager;
  readonly #limits: ProtocolLimits;
  readonly #max: number;
  /** In order of use, the longest unused first. */
  readonly #facades = new Map<string, ConnectorFacade>();

  constructor(connectors: ConnectorInfoManager, limits: ProtocolLimits, max: number) {
    this.#connectors = connectors;
    this.#limits = limits;
    this.#max = max;
  }

  /** @throws ConnectorException for an unknown connector, ConfigurationException for a key that is none. */
  get(key: ConnectorKey | null, facadeKey: string | null): ConnectorFacade {
    if (!key) throw new ConnectorException('The request names no connector.');
    if (facadeKey === null) throw new ConfigurationException('The request carries no facade key.');
    const id = `${key.toString()}\n${facadeKey}`;
    const facade = this.#facades.get(id) ?? this.#make(key, facadeKey);
    this.#facades.delete(id);
    this.#facades.set(id, facade);
    this.#evict();
    return facade;
  }

  async dispose(): Promise<void> {
    const facades = [...this.#facades.values()];
    this.#facades.clear();
    await Promise.allSettled(facades.map((facade) => facade.dispose()));
  }

  #make(key: ConnectorKey, facadeKey: string): ConnectorFacade {
    if (!this.#connectors.find(key)) {
      const known = this.#connectors.connectorInfos.map((info) => info.key.toString()).join(', ') || 'none';
      throw new ConnectorException(`No such connector: ${key.toString()}. This server has: ${known}.`);
    }
    return this.#connectors.createFacade(key, decodeFacadeKey(facadeKey, this.#limits));
  }

  #evict(): void {
    for (const [id, facade] of this.#facades) {
      if (this.#facades.size <= this.#max) return;
      this.#facades.delete(id);
      void facade.dispose();
    }
  }
}

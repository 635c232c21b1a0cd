import { hash } from 'node:crypto';
import {
  ConfigurationException,
  ConnectorException,
  type ConnectorFacade,
  type ConnectorInfo,
  type ConnectorInfoManager,
  type ConnectorKey,
} from '@icf-ts/framework';
import { decodeFacadeKey } from '../protocol/facade-key.js';
import type { ProtocolLimits } from '../protocol/limits.js';

interface Entry {
  readonly info: ConnectorInfo;
  readonly facade: ConnectorFacade;
}

/**
 * Configured connectors by connector and facade key: both, so that a key first used with one connector is not answered
 * by it for another. Bounded; the longest unused is released after its calls have ended.
 */
export class FacadeCache {
  readonly #connectors: ConnectorInfoManager;
  readonly #limits: ProtocolLimits;
  readonly #max: number;
  /** In order of use, the longest unused first. */
  readonly #facades = new Map<string, Entry>();

  constructor(connectors: ConnectorInfoManager, limits: ProtocolLimits, max: number) {
    this.#connectors = connectors;
    this.#limits = limits;
    this.#max = max;
  }

  /** @throws ConnectorException for an unknown connector, ConfigurationException for a key that is none. */
  get(key: ConnectorKey | null, facadeKey: string | null): ConnectorFacade {
    if (!key) throw new ConnectorException('The request names no connector.');
    if (facadeKey === null) throw new ConfigurationException('The request carries no facade key.');
    const id = digest(`${key.toString()}\n${facadeKey}`);
    const info = this.#find(key);
    let entry = this.#facades.get(id);
    // A bundle may have been removed and added again meanwhile: a facade of its former life answers no more.
    if (entry && entry.info !== info) {
      void entry.facade.dispose();
      entry = undefined;
    }
    entry ??= { info, facade: this.#connectors.createFacade(key, decodeFacadeKey(facadeKey, this.#limits)) };
    this.#facades.delete(id);
    this.#facades.set(id, entry);
    this.#evict();
    return entry.facade;
  }

  async dispose(): Promise<void> {
    const entries = [...this.#facades.values()];
    this.#facades.clear();
    await Promise.allSettled(entries.map(({ facade }) => facade.dispose()));
  }

  #find(key: ConnectorKey): ConnectorInfo {
    const info = this.#connectors.find(key);
    if (info) return info;
    const known = this.#connectors.connectorInfos.map((found) => found.key.toString()).join(', ') || 'none';
    throw new ConnectorException(`No such connector: ${key.toString()}. This server has: ${known}.`);
  }

  #evict(): void {
    for (const [id, { facade }] of this.#facades) {
      if (this.#facades.size <= this.#max) return;
      this.#facades.delete(id);
      void facade.dispose();
    }
  }
}

/** A facade key holds secrets and may be long: what is kept of it is neither. */
const digest = (text: string): string => hash('sha256', text, 'base64');

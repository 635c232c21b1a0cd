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
import type { Dialect } from '../protocol/rows/row.js';
import { RecentFacades } from './recent-facades.js';

/** A configured connector, and what the client that configured it speaks. */
export interface CachedFacade {
  readonly info: ConnectorInfo;
  readonly facade: ConnectorFacade;
  readonly dialect: Dialect | undefined;
}

interface Entry extends CachedFacade {
  usedAt: number;
}

/**
 * Configured connectors by connector and facade key: both, so that a key first used with one connector is not answered
 * by it for another. Bounded; the longest unused is released after its calls have ended.
 */
export class FacadeCache {
  readonly #connectors: ConnectorInfoManager;
  readonly #limits: ProtocolLimits;
  readonly #max: number;
  readonly #facades = new Map<string, Entry>();
  readonly #recent = new RecentFacades<Entry>();
  #uses = 0;

  constructor(connectors: ConnectorInfoManager, limits: ProtocolLimits, max: number) {
    this.#connectors = connectors;
    this.#limits = limits;
    this.#max = max;
  }

  /** The connector's own key where `key` is an alias of it; undefined when there is no such connector. */
  realKey(key: ConnectorKey): ConnectorKey | undefined {
    return this.#connectors.find(key)?.key;
  }

  /**
   * `isVisible` says of which connectors the caller may hear.
   * @throws ConnectorException for an unknown connector, ConfigurationException for a key that is none.
   */
  get(
    key: ConnectorKey | null,
    facadeKey: string | null,
    isVisible: (key: ConnectorKey) => boolean = () => true,
  ): CachedFacade {
    if (!key) throw new ConnectorException('The request names no connector.');
    if (facadeKey === null) throw new ConfigurationException('The request carries no facade key.');
    const info = this.#find(key, isVisible);
    const recent = this.#recent.find(key, facadeKey);
    if (recent?.info === info) {
      recent.usedAt = ++this.#uses;
      return recent;
    }
    const id = `${digest(facadeKey)}\n${key.toString()}`;
    let entry = this.#facades.get(id);
    // A bundle may have been removed and added again meanwhile: a facade of its former life answers no more.
    if (entry && entry.info !== info) {
      this.#recent.forget(entry);
      void entry.facade.dispose();
      entry = undefined;
    }
    if (!entry) {
      const { configuration, dialect } = decodeFacadeKey(facadeKey, this.#limits);
      entry = { info, facade: this.#connectors.createFacade(key, configuration), dialect, usedAt: 0 };
      this.#facades.set(id, entry);
      if (this.#facades.size > this.#max) this.#evict(entry);
    }
    entry.usedAt = ++this.#uses;
    this.#recent.remember(key, facadeKey, entry);
    return entry;
  }

  /** Those that requests share at the moment. */
  get entries(): readonly CachedFacade[] {
    return [...this.#facades.values()];
  }

  async dispose(): Promise<void> {
    const entries = [...this.#facades.values()];
    this.#facades.clear();
    for (const entry of entries) this.#recent.forget(entry);
    await Promise.allSettled(entries.map(({ facade }) => facade.dispose()));
  }

  #find(key: ConnectorKey, isVisible: (key: ConnectorKey) => boolean): ConnectorInfo {
    const info = this.#connectors.find(key);
    if (info) return info;
    const visible = this.#connectors.connectorInfos.map((found) => found.key).filter(isVisible);
    const known = visible.join(', ') || 'none';
    throw new ConnectorException(`No such connector: ${key.toString()}. This server has: ${known}.`);
  }

  /** Releases the longest unused. */
  #evict(latest: Entry): void {
    let oldest: { readonly id: string; readonly entry: Entry } | undefined;
    for (const [id, entry] of this.#facades) {
      if (entry !== latest && (!oldest || entry.usedAt < oldest.entry.usedAt)) oldest = { id, entry };
    }
    if (!oldest) return;
    this.#facades.delete(oldest.id);
    this.#recent.forget(oldest.entry);
    void oldest.entry.facade.dispose();
  }
}

/** A facade key holds secrets and may be long: what is kept of it for long is neither. */
const digest = (text: string): string => hash('sha256', text, 'base64');

import type { APIConfiguration } from '../../api/api-configuration.js';
import type { ConnectorFacade } from '../../api/connector-facade.js';
import type { ConnectorInfo, ConnectorInfoManager } from '../../api/connector-info.js';
import type { ConnectorKey } from '../../api/connector-key.js';
import { ConnectorException, IllegalArgumentException } from '../../common/errors/exceptions.js';
import { facadeId } from './facade-id.js';

export interface FacadeCacheOptions {
  /** How many facades are kept. Default 100. */
  readonly maxFacades?: number;
}

/** A share in a facade. The facade is not disposed while somebody holds a lease of it. */
export interface FacadeLease {
  readonly facade: ConnectorFacade;
  /** Gives the share back; a second time does nothing. Do not dispose the facade: others may use it. */
  release(): void;
}

export interface FacadeCacheStatistics {
  readonly facades: number;
  /** Facades that somebody holds a lease of. */
  readonly leased: number;
  readonly hits: number;
  readonly misses: number;
  readonly evictions: number;
  /** Facades whose disposal failed. */
  readonly failedDisposals: number;
}

interface Entry {
  readonly id: string;
  readonly info: ConnectorInfo;
  readonly facade: ConnectorFacade;
  leases: number;
}

/**
 * Configured connectors shared by all who ask for the same connector with the same configuration, and with them their
 * pool and their session with the target. Beyond `maxFacades` the longest unused are disposed, after their calls have
 * ended. A leased facade stays, so the cache is larger than that while more are held at once.
 */
export class FacadeCache {
  readonly #connectors: ConnectorInfoManager;
  readonly #max: number;
  /** In order of use, the longest unused first. */
  readonly #entries = new Map<string, Entry>();
  readonly #disposals = new Set<Promise<void>>();
  readonly #counts = { hits: 0, misses: 0, evictions: 0, failedDisposals: 0 };
  #disposed = false;

  constructor(connectors: ConnectorInfoManager, { maxFacades = 100 }: FacadeCacheOptions = {}) {
    if (!Number.isInteger(maxFacades) || maxFacades < 0)
      throw new IllegalArgumentException(`maxFacades must be a whole number from 0, not ${maxFacades}.`);
    this.#connectors = connectors;
    this.#max = maxFacades;
  }

  /** @throws ConnectorException when there is no such connector */
  lease(key: ConnectorKey, configuration: APIConfiguration): FacadeLease {
    if (this.#disposed) throw new IllegalArgumentException('The cache of facades was used after dispose().');
    const info = this.#connectors.find(key);
    if (!info) throw new ConnectorException(`No such connector: ${key.toString()}.`);
    const id = facadeId(info.key, configuration);
    let entry = this.#entries.get(id);
    // A bundle that was taken out and put in again has another info: the facade in hand is of its former life.
    if (entry && entry.info !== info) entry = this.#drop(entry);
    this.#counts[entry ? 'hits' : 'misses']++;
    entry ??= { id, info, facade: this.#connectors.createFacade(info.key, configuration), leases: 0 };
    entry.leases++;
    this.#touch(entry);
    return this.#leaseOf(entry);
  }

  /** Lends the facade to `work` and takes it back when that is done. */
  async use<R>(
    key: ConnectorKey,
    configuration: APIConfiguration,
    work: (facade: ConnectorFacade) => Promise<R>,
  ): Promise<R> {
    const { facade, release } = this.lease(key, configuration);
    try {
      return await work(facade);
    } finally {
      release();
    }
  }

  /** Keeps the facades of that connector no longer. */
  forget(info: ConnectorInfo): void {
    for (const entry of [...this.#entries.values()]) if (entry.info === info) this.#drop(entry);
  }

  get statistics(): FacadeCacheStatistics {
    const leased = [...this.#entries.values()].filter(({ leases }) => leases > 0).length;
    return { facades: this.#entries.size, leased, ...this.#counts };
  }

  /** Disposes all, the leased ones too, and waits for the calls in flight. */
  async dispose(): Promise<void> {
    this.#disposed = true;
    const entries = [...this.#entries.values()];
    this.#entries.clear();
    for (const entry of entries) this.#end(entry);
    await Promise.all(this.#disposals);
  }

  #leaseOf(entry: Entry): FacadeLease {
    let held = true;
    const release = (): void => {
      if (!held) return;
      held = false;
      entry.leases--;
      if (this.#entries.get(entry.id) === entry) this.#touch(entry);
      else if (entry.leases === 0) this.#end(entry);
    };
    return { facade: entry.facade, release };
  }

  #touch(entry: Entry): void {
    this.#entries.delete(entry.id);
    this.#entries.set(entry.id, entry);
    for (const candidate of [...this.#entries.values()]) {
      if (this.#entries.size <= this.#max) return;
      if (candidate.leases > 0) continue;
      this.#counts.evictions++;
      this.#drop(candidate);
    }
  }

  /** Out of the cache; disposed now or, where somebody holds a lease, with the last one's release. */
  #drop(entry: Entry): undefined {
    this.#entries.delete(entry.id);
    if (entry.leases === 0) this.#end(entry);
  }

  #end({ facade }: Entry): void {
    const disposal = facade.dispose().catch(() => void this.#counts.failedDisposals++);
    const tracked: Promise<void> = disposal.then(() => void this.#disposals.delete(tracked));
    this.#disposals.add(tracked);
  }
}

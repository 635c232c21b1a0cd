import { EventEmitter } from 'eventemitter3';
import type { APIConfiguration } from '../../api/api-configuration.js';
import type { ConnectorFacade } from '../../api/connector-facade.js';
import type { ConnectorInfo, ConnectorInfoManager } from '../../api/connector-info.js';
import { ConnectorKey } from '../../api/connector-key.js';
import { ConfigurationException, ConnectorException } from '../../common/errors/exceptions.js';
import { installedFolder, openBundle, type Bundle } from '../bundle-loader.js';
import { ConnectorAliases, type Aliases } from './connector-aliases.js';
import { ConnectorIndex } from '../connector-index.js';
import { FacadeCache } from './facade-cache.js';
import { loadDirectory, type DirectoryReport } from './load-directory.js';
import type { LocalConnector } from '../local-connector.js';

/** What happens to the bundles of a registry. Listeners hear of it when lookups already see it. */
export interface BundleEvents {
  bundleAdded: (bundle: Bundle) => void;
  connectorAdded: (info: ConnectorInfo) => void;
  connectorRemoved: (info: ConnectorInfo) => void;
  /** Nobody finds it any more; calls in flight may still run. */
  bundleRemoved: (bundle: Bundle) => void;
  /** Its last call has ended and its facades are disposed. */
  bundleDrained: (bundle: Bundle) => void;
}

export interface BundleRegistryOptions {
  /** Other products' names for connectors of ours, beside those that bundles declare. */
  readonly aliases?: Aliases;
  /** How many facades `facades` keeps. Default 100. */
  readonly maxFacades?: number;
  /** What a key finds whose version is not loaded. Default `exact`. */
  readonly versions?: VersionPolicy;
}

/**
 * `exact`: a key that names one version finds that version only. `compatible`: where that version is not loaded, the
 * newest one of the same first number, because platforms store the exact version that they saw.
 */
export type VersionPolicy = 'exact' | 'compatible';

export interface RemovalOptions {
  /** How long to wait for calls in flight. Default 60,000. They are never broken off, and may end later. */
  readonly drainMs?: number;
}

export interface RemovalReport {
  readonly bundles: readonly Bundle[];
  /** False when calls were still running after `drainMs`; `bundleDrained` tells when they are done. */
  readonly drained: boolean;
  /** What went wrong in releasing what the facades had opened. */
  readonly problems: readonly unknown[];
}

/** The bundles of a running process: added, found by key, range or alias, and removed while others go on working. */
export class BundleRegistry implements ConnectorInfoManager {
  readonly events = new EventEmitter<BundleEvents>();
  /** Facades shared by all who ask for the same connector with the same configuration. */
  readonly facades: FacadeCache;
  readonly #bundles = new Set<Bundle>();
  readonly #connectors = new ConnectorIndex();
  readonly #aliases: ConnectorAliases;
  readonly #versions: VersionPolicy;

  constructor({ aliases = {}, maxFacades, versions = 'exact' }: BundleRegistryOptions = {}) {
    this.#versions = versions;
    this.#aliases = new ConnectorAliases(aliases);
    this.facades = new FacadeCache(this, maxFacades === undefined ? {} : { maxFacades });
  }

  get bundles(): readonly Bundle[] {
    return [...this.#bundles];
  }

  /** Loads the bundle in `folder`. @throws ConfigurationException saying why it cannot be taken in; nothing is, then. */
  async addBundle(folder: string): Promise<Bundle> {
    return this.add(await openBundle(folder));
  }

  /** Loads an installed package as the module at `from` (an import.meta.url) sees it. */
  async addInstalled(packageName: string, from: string): Promise<Bundle> {
    return this.addBundle(await installedFolder(packageName, from));
  }

  /** Loads every bundle among the sub-folders, `node_modules` and `@scope` included; reports each that fails. */
  addDirectory(folder: string): Promise<DirectoryReport> {
    return loadDirectory(folder, (candidate) => this.addBundle(candidate));
  }

  /** Takes in a bundle that is loaded already: all its connectors and aliases, or, where one clashes, none. */
  add(bundle: Bundle): Bundle {
    const keys = bundle.connectors.map(({ info }) => info.key);
    for (const [at, key] of keys.entries()) {
      this.#connectors.refuseKnown(key);
      if (keys.findIndex((other) => other.equals(key)) < at)
        throw new ConfigurationException(
          `Bundle ${bundle.name} has two connectors of the key ${key.toString()}.`,
        );
    }
    this.#aliases.add(
      bundle,
      declaredAliases(bundle),
      keys,
      [...this.#connectors].map(({ info }) => info.key),
    );
    for (const connector of bundle.connectors) this.#connectors.add(connector);
    this.#bundles.add(bundle);
    for (const { info } of bundle.connectors) this.#tell(() => this.events.emit('connectorAdded', info));
    this.#tell(() => this.events.emit('bundleAdded', bundle));
    return bundle;
  }

  /**
   * Takes a bundle out, all its versions where none is named: nobody finds it, its facades refuse new calls, and when
   * the running ones have ended they are disposed. Its code stays in memory: see docs/concepts/loading.md.
   * @throws ConnectorException when there is no such bundle
   */
  async removeBundle(
    bundleName: string,
    bundleVersion?: string,
    { drainMs = 60_000 }: RemovalOptions = {},
  ): Promise<RemovalReport> {
    const bundles = this.bundles.filter(
      ({ name, version }) => name === bundleName && (bundleVersion ?? version) === version,
    );
    if (bundles.length === 0) {
      const known = this.bundles.map(({ name, version }) => `${name} ${version}`).join(', ') || 'none';
      throw new ConnectorException(
        `No such bundle: ${bundleName}${bundleVersion ? ` ${bundleVersion}` : ''}. Loaded: ${known}.`,
      );
    }
    return this.#remove(bundles, drainMs);
  }

  /** Removes every bundle. */
  async dispose({ drainMs = 60_000 }: RemovalOptions = {}): Promise<RemovalReport> {
    const report = await this.#remove(this.bundles, drainMs);
    const closed = this.facades.dispose();
    if (report.drained) await closed;
    return report;
  }

  /** Real connectors only: an alias is found, and where it is a whole key listed in `aliasKeys`. */
  get connectorInfos(): readonly ConnectorInfo[] {
    return [...this.#connectors].map(({ info }) => info);
  }

  /** The aliases that are whole keys, not patterns, of connectors that are loaded. */
  get aliasKeys(): readonly ConnectorKey[] {
    return this.#aliases.keys().filter((key) => this.#find(key) !== undefined);
  }

  /** By exact key, else the newest in the key's range of versions, else by alias, else as `versions` allows. */
  find(key: ConnectorKey): ConnectorInfo | undefined {
    return this.#find(key)?.info;
  }

  /** A facade of the caller's own, to be disposed by the caller. `facades` shares them. */
  createFacade(key: ConnectorKey, configuration: APIConfiguration): ConnectorFacade {
    const connector = this.#find(key);
    if (connector) return connector.createFacade(configuration);
    const [target] = this.#aliases.targets(key);
    throw this.#connectors.noSuchConnector(
      key,
      target ? ` It is an alias of ${target.toString()}, which is not loaded.` : '',
    );
  }

  #find(key: ConnectorKey): LocalConnector | undefined {
    const own = this.#connectors.find(key);
    if (own) return own;
    const targets = this.#aliases.targets(key);
    for (const target of targets) {
      const connector = this.#connectors.find(target);
      if (connector) return connector;
    }
    if (this.#versions === 'exact') return undefined;
    for (const wanted of [key, ...targets]) {
      const connector = this.#connectors.findCompatible(wanted);
      if (connector) return connector;
    }
    return undefined;
  }

  async #remove(bundles: readonly Bundle[], drainMs: number): Promise<RemovalReport> {
    // All at once and without waiting, so that no call slips in between.
    const drains = bundles.map((bundle) => this.#detach(bundle));
    for (const bundle of bundles) {
      for (const { info } of bundle.connectors) this.#tell(() => this.events.emit('connectorRemoved', info));
      this.#tell(() => this.events.emit('bundleRemoved', bundle));
    }
    const problems = await withinTime(Promise.all(drains), drainMs);
    return { bundles, drained: problems !== undefined, problems: problems?.flat() ?? [] };
  }

  async #detach(bundle: Bundle): Promise<readonly unknown[]> {
    this.#bundles.delete(bundle);
    this.#aliases.remove(bundle);
    const ends = bundle.connectors.map((connector) => {
      this.#connectors.delete(connector.info.key);
      this.facades.forget(connector.info);
      return connector.retire(
        () =>
          new ConnectorException(
            `Bundle ${bundle.name} ${bundle.version} was removed; its connector ${connector.info.key.connectorName} no longer answers.`,
          ),
      );
    });
    const problems = (await Promise.all(ends)).flat();
    this.#tell(() => this.events.emit('bundleDrained', bundle));
    return problems;
  }

  /** A listener's fault must not undo or break off what it was told of. */
  #tell(emit: () => void): void {
    try {
      emit();
    } catch (error) {
      process.emitWarning(`A listener of the bundle registry failed: ${String(error)}`);
    }
  }
}

const declaredAliases = (bundle: Bundle): readonly (readonly [string, ConnectorKey])[] =>
  [...bundle.aliases].flatMap(([connectorName, aliases]) =>
    aliases.map((alias) => [alias, new ConnectorKey(bundle.name, bundle.version, connectorName)] as const),
  );

/** What `work` resolves to, or undefined when it takes longer. */
async function withinTime<T>(work: Promise<T>, limitMs: number): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), limitMs)));
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

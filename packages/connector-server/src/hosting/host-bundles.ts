import type { BundleRegistry } from '@icf-ts/framework';
import type { Logger } from '../observing/log/logger.js';
import { addPackage } from './bundles/add-package.js';
import { BundleDirectory, type Look } from './bundles/bundle-directory.js';
import { shareFramework } from './bundles/share-framework.js';
import type { BundleSettings } from './configuration/host-settings.js';
import { Watched, type WatchOptions } from './watched.js';

export interface HostBundlesOptions extends WatchOptions {
  /** See `RemovalOptions`. */
  readonly drainMs: number;
  /** From where installed packages are looked for: folders or URLs of modules, the first that has it wins. */
  readonly installedBeside: readonly string[];
}

/** How often a start waits for bundles that are being copied into the directory, before it goes on without them. */
const START_PATIENCE = 5;

/** Fills a registry from what the configuration names, and keeps it up with the directory. */
export class HostBundles {
  readonly #registry: BundleRegistry;
  readonly #settings: BundleSettings;
  readonly #options: HostBundlesOptions;
  readonly #log: Logger;
  readonly #directory: BundleDirectory | undefined;
  #watched: Watched | undefined;
  #looking: Promise<unknown> = Promise.resolve();
  #missing = false;

  constructor(registry: BundleRegistry, settings: BundleSettings, options: HostBundlesOptions, log: Logger) {
    this.#registry = registry;
    this.#settings = settings;
    this.#options = options;
    this.#log = log;
    this.#directory =
      settings.directory === undefined
        ? undefined
        : new BundleDirectory(settings.directory, registry, {
            ...options,
            onProblem: (folder, { message }) =>
              log.error({ folder }, `The bundle in ${folder} cannot be loaded: ${message}`),
          });
  }

  /** @throws ConfigurationException when the directory cannot be read; a bundle that cannot be loaded is only logged */
  async start(): Promise<void> {
    for (const name of this.#settings.packages ?? []) {
      await addPackage(this.#registry, name, this.#options.installedBeside).catch(({ message }: Error) =>
        this.#log.error({ package: name }, `The bundle ${name} cannot be loaded: ${message}`),
      );
    }
    const directory = this.#directory;
    if (!directory) return;
    shareFramework();
    for (let look = 1; look <= START_PATIENCE; look++) {
      const { unsettled } = await directory.look();
      if (unsettled.length === 0) break;
      this.#log.info({ folders: unsettled }, 'Waiting for bundles that have just been written');
      await new Promise((resolve) => setTimeout(resolve, this.#options.settleMs));
    }
    if (this.#settings.watch === false) return;
    this.#watched = new Watched([this.#settings.directory!], () => this.look(), this.#options);
  }

  /** Looks into the directory now. Answers whether everything in it is settled. Does not reject. */
  look(): Promise<boolean> {
    const look = this.#looking.then(() => this.#look());
    this.#looking = look;
    return look;
  }

  async close(): Promise<void> {
    await this.#watched?.close();
    await this.#looking;
  }

  async #look(): Promise<boolean> {
    if (!this.#directory) return true;
    try {
      const { unsettled, drained } = await this.#directory.look();
      this.#missing = false;
      this.#report(drained).catch((error: unknown) => this.#log.error(String(error)));
      return unsettled.length === 0;
    } catch (error) {
      // Told once; the bundles that are loaded go on.
      if (!this.#missing) this.#log.error((error as Error).message);
      this.#missing = true;
      return true;
    }
  }

  async #report(drained: Look['drained']): Promise<void> {
    for (const { bundles, drained: isDrained, problems } of await drained) {
      const names = bundles.map(({ name, version }) => `${name} ${version}`).join(', ');
      if (!isDrained)
        this.#log.warn(`Calls of ${names}, which was taken out, still run; they are left to end.`);
      for (const problem of problems) this.#log.warn(`Releasing ${names} failed: ${String(problem)}`);
    }
  }
}

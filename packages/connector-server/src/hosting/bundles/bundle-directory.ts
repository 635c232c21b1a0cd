import {
  claimsToBeBundle,
  foldersIn,
  openBundle,
  type Bundle,
  type BundleRegistry,
  type RemovalReport,
} from '@icf-ts/framework';
import { folderState, manifestState } from './folder-state.js';

/** What came of looking into the directory. */
export interface Look {
  /** Folders that are still being written. */
  readonly unsettled: readonly string[];
  /** Ends when the bundles that went have come to their end. */
  readonly drained: Promise<readonly RemovalReport[]>;
}

export interface BundleDirectoryOptions {
  /** How long a folder must rest before what is in it counts as whole. */
  readonly settleMs: number;
  /** How long to wait for calls of a bundle that goes, before its report says that they still run. */
  readonly drainMs: number;
  /** Told of each bundle that cannot be loaded, once. */
  readonly onProblem: (folder: string, error: Error) => void;
}

interface Known {
  readonly manifest: string;
  /** The bundle of this folder that is in the registry; absent when it could not be loaded. */
  readonly bundle?: Bundle;
  /** The files of a folder that could not be loaded: worth another try when they change. */
  readonly failed?: string;
}

interface Opened {
  readonly folder: string;
  readonly manifest: string;
  readonly fingerprint: string;
  readonly bundle: Bundle;
}

/**
 * The bundles in the sub-folders of one folder. Each `look` takes into the registry what has come and rests, and takes
 * out what has gone: the new first, in one step, so that no call falls between the two.
 */
export class BundleDirectory {
  readonly #folder: string;
  readonly #registry: BundleRegistry;
  readonly #options: BundleDirectoryOptions;
  readonly #known = new Map<string, Known>();
  /** Folders with something new, as last seen. */
  readonly #pending = new Map<string, { readonly fingerprint: string; readonly sinceMs: number }>();

  constructor(folder: string, registry: BundleRegistry, options: BundleDirectoryOptions) {
    this.#folder = folder;
    this.#registry = registry;
    this.#options = options;
  }

  /**
   * Not to be called again before it ends.
   * @throws ConfigurationException when the folder cannot be read; then everything stays as it is
   */
  async look(nowMs = Date.now()): Promise<Look> {
    const folders = await foldersIn(this.#folder);
    const present = new Set<string>();
    const unsettled: string[] = [];
    const opened: Opened[] = [];
    for (const folder of folders) {
      try {
        if (!(await claimsToBeBundle(folder))) continue;
        present.add(folder);
        const manifest = await manifestState(folder);
        const fingerprint = await this.#news(folder, manifest);
        if (fingerprint === undefined) continue;
        if (!this.#rests(folder, fingerprint.fingerprint, fingerprint.changedMs, nowMs))
          unsettled.push(folder);
        else opened.push(await this.#open(folder, manifest, fingerprint.fingerprint));
      } catch (error) {
        present.add(folder);
        await this.#failed(folder, error, nowMs, unsettled);
      }
    }
    return { unsettled, drained: this.#swap(opened, present) };
  }

  /** The folder's state where it holds something that was not tried yet. */
  async #news(
    folder: string,
    manifest: string,
  ): Promise<{ fingerprint: string; changedMs: number } | undefined> {
    const known = this.#known.get(folder);
    if (known?.bundle && known.manifest === manifest) return undefined;
    const state = await folderState(folder);
    return known?.failed === state.fingerprint ? undefined : state;
  }

  /** Whether nothing in it changed for long enough: by the system's clock at first sight, by our own from then on. */
  #rests(folder: string, fingerprint: string, changedMs: number, nowMs: number): boolean {
    const { settleMs } = this.#options;
    const before = this.#pending.get(folder);
    const rested =
      before?.fingerprint === fingerprint
        ? nowMs - before.sinceMs >= settleMs
        : before === undefined && nowMs - changedMs >= settleMs;
    if (rested) this.#pending.delete(folder);
    else if (before?.fingerprint !== fingerprint) this.#pending.set(folder, { fingerprint, sinceMs: nowMs });
    return rested;
  }

  async #open(folder: string, manifest: string, fingerprint: string): Promise<Opened> {
    try {
      return { folder, manifest, fingerprint, bundle: await openBundle(folder) };
    } catch (error) {
      this.#keep(folder, { manifest, failed: fingerprint });
      throw new Told(folder, error as Error);
    }
  }

  async #failed(folder: string, error: unknown, nowMs: number, unsettled: string[]): Promise<void> {
    if (error instanceof Told) {
      this.#options.onProblem(folder, error.reason);
      return;
    }
    // A package.json that cannot be read (yet).
    const state = await folderState(folder).catch(() => undefined);
    const fingerprint = state?.fingerprint ?? 'unreadable';
    if (this.#known.get(folder)?.failed === fingerprint) return;
    if (!this.#rests(folder, fingerprint, state?.changedMs ?? nowMs, nowMs)) {
      unsettled.push(folder);
      return;
    }
    this.#keep(folder, { manifest: '', failed: fingerprint });
    this.#options.onProblem(folder, error as Error);
  }

  /** A bundle that runs goes on running when what came into its place cannot be loaded. */
  #keep(folder: string, news: Known): void {
    const running = this.#known.get(folder)?.bundle;
    this.#known.set(folder, running ? { ...news, bundle: running } : news);
  }

  #swap(opened: readonly Opened[], present: ReadonlySet<string>): Promise<readonly RemovalReport[]> {
    const leaving = new Map<string, Bundle>();
    for (const [folder, { bundle }] of this.#known) {
      if (present.has(folder)) continue;
      this.#known.delete(folder);
      this.#pending.delete(folder);
      if (bundle) leaving.set(idOf(bundle), bundle);
    }
    const reports: Promise<RemovalReport>[] = [];
    const leave = (bundle: Bundle): void => {
      leaving.delete(idOf(bundle));
      reports.push(
        this.#registry.removeBundle(bundle.name, bundle.version, { drainMs: this.#options.drainMs }),
      );
    };
    for (const { folder, manifest, fingerprint, bundle } of opened) {
      // A bundle that only moved cannot be there twice, not even for a moment.
      const former = leaving.get(idOf(bundle));
      if (former) leave(former);
      try {
        const running = this.#known.get(folder)?.bundle;
        this.#registry.add(bundle);
        this.#known.set(folder, { manifest, bundle });
        if (running) leaving.set(idOf(running), running);
      } catch (error) {
        this.#keep(folder, { manifest, failed: fingerprint });
        this.#options.onProblem(folder, error as Error);
      }
    }
    for (const bundle of leaving.values()) leave(bundle);
    return Promise.all(reports);
  }
}

const idOf = ({ name, version }: Bundle): string => `${name} ${version}`;

/** The reason why a bundle could not be loaded, which is on record already. */
class Told extends Error {
  readonly reason: Error;
  constructor(folder: string, reason: Error) {
    super(folder);
    this.reason = reason;
  }
}

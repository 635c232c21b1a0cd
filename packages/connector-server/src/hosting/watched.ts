import { watch, type FSWatcher } from 'node:fs';

export interface WatchOptions {
  /** How long to wait after a change before looking: changes come in swarms. */
  readonly settleMs: number;
  /** How often to look without being told of a change: not every file system tells. */
  readonly pollMs: number;
}

/**
 * Looks when something in the folders changes, and now and then anyway. One look at a time; what changes meanwhile is
 * looked at afterwards. Does not keep the process alive.
 */
export class Watched {
  readonly #look: () => Promise<boolean>;
  readonly #options: WatchOptions;
  #watchers: readonly FSWatcher[] = [];
  #timer: NodeJS.Timeout | undefined;
  #dueMs = Infinity;
  #running: Promise<void> | undefined;
  #closed = false;

  /** `look` answers whether everything is settled; where it is not, it is asked again soon. It must not reject. */
  constructor(folders: readonly string[], look: () => Promise<boolean>, options: WatchOptions) {
    this.#look = look;
    this.#options = options;
    this.watch(folders);
    this.#after(options.pollMs);
  }

  /** Watches these folders from now on. */
  watch(folders: readonly string[]): void {
    for (const watcher of this.#watchers) watcher.close();
    if (this.#closed) return;
    this.#watchers = [...new Set(folders)].flatMap((folder) => {
      try {
        const watcher = watch(folder, { persistent: false }, () => this.#after(this.#options.settleMs));
        watcher.on('error', () => watcher.close());
        return [watcher];
      } catch {
        // Not there, or more watches than the system has: then looking now and then must do.
        return [];
      }
    });
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const watcher of this.#watchers) watcher.close();
    clearTimeout(this.#timer);
    await this.#running;
  }

  #after(delayMs: number): void {
    const dueMs = Date.now() + delayMs;
    if (this.#closed || dueMs >= this.#dueMs) return;
    clearTimeout(this.#timer);
    this.#dueMs = dueMs;
    this.#timer = setTimeout(() => void (this.#running = this.#run()), delayMs);
    this.#timer.unref();
  }

  async #run(): Promise<void> {
    this.#dueMs = Infinity;
    // A look in hand may have missed what this one is for.
    await this.#running;
    if (this.#closed) return;
    const settled = await this.#look();
    this.#after(settled ? this.#options.pollMs : this.#options.settleMs);
  }
}

interface Waiter {
  readonly go: () => void;
}

/** So many at a time; the others wait in line, first come, first served. */
export class Places {
  readonly #count: number;
  #taken = 0;
  readonly #line = new Set<Waiter>();

  constructor(count: number) {
    this.#count = count;
  }

  get taken(): number {
    return this.#taken;
  }

  get waiting(): number {
    return this.#line.size;
  }

  /** Takes a place, or waits for one: no longer than `ms`, then fails with what `late` makes; the signal ends it too. */
  take(ms: number, late: () => Error, signal?: AbortSignal): Promise<void> {
    if (this.#taken < this.#count) {
      this.#taken++;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const leave = (finish: () => void): void => {
        this.#line.delete(waiter);
        clearTimeout(timer);
        signal?.removeEventListener('abort', onAbort);
        finish();
      };
      const waiter: Waiter = { go: () => leave(resolve) };
      const onAbort = (): void => leave(() => reject(signal!.reason as Error));
      const timer = setTimeout(() => leave(() => reject(late())), ms);
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#line.add(waiter);
    });
  }

  /** A place becomes free: the first in line gets it. */
  giveBack(): void {
    for (const first of this.#line) {
      first.go();
      return;
    }
    this.#taken--;
  }
}

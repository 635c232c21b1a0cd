interface Waiting {
  readonly enter: () => void;
}

/**
 * Lets work in: so much at once, one of each address at a time, and the addresses in turn, so that whoever brings much
 * of it waits behind himself. Who gives up leaves the line.
 */
export class Turnstile {
  readonly #maxAtOnce: number;
  /** The address whose turn is next first. */
  readonly #lines = new Map<string, Set<Waiting>>();
  readonly #inside = new Set<string>();

  constructor(maxAtOnce: number) {
    this.#maxAtOnce = maxAtOnce;
  }

  get waiting(): number {
    let count = 0;
    for (const line of this.#lines.values()) count += line.size;
    return count;
  }

  /** Undefined when the signal came before its turn did. */
  async run<T>(address: string, work: () => Promise<T>, signal: AbortSignal): Promise<T | undefined> {
    if (!(await this.#turn(address, signal))) return undefined;
    try {
      return await work();
    } finally {
      this.#inside.delete(address);
      this.#admit();
    }
  }

  #turn(address: string, signal: AbortSignal): Promise<boolean> {
    return new Promise((resolve) => {
      const line = this.#lines.get(address) ?? new Set();
      const leave = (): void => {
        line.delete(waiting);
        if (line.size === 0 && this.#lines.get(address) === line) this.#lines.delete(address);
        resolve(false);
      };
      const waiting = {
        enter: () => {
          signal.removeEventListener('abort', leave);
          resolve(true);
        },
      };
      if (signal.aborted) return resolve(false);
      signal.addEventListener('abort', leave, { once: true });
      this.#lines.set(address, line.add(waiting));
      this.#admit();
    });
  }

  #admit(): void {
    for (const [address, line] of this.#lines) {
      if (this.#inside.size >= this.#maxAtOnce) return;
      if (this.#inside.has(address)) continue;
      const [next] = line;
      line.delete(next!);
      this.#lines.delete(address);
      if (line.size > 0) this.#lines.set(address, line);
      this.#inside.add(address);
      next!.enter();
    }
  }
}

/**
 * What batches that are under way at once are about to link or make, which neither the repository nor the system can tell
 * yet. Batches decide in the order in which they began, so that the outcome does not hang on which is quicker.
 */
export class Claims {
  readonly #parallel: number;
  #window: readonly Claim[] = [];

  /** @param parallel how many batches may be under way: one that began so many before has been recorded. */
  constructor(parallel: number) {
    this.#parallel = parallel;
  }

  /** For the next batch. */
  begin(): Claim {
    const before = this.#parallel > 1 ? this.#window.slice(1 - this.#parallel) : [];
    const claim = new Claim(before);
    this.#window = [...before, claim];
    return claim;
  }
}

/** What one batch is about to link or make, and what those before it are. */
export class Claim {
  readonly #uids = new Set<string>();
  readonly #keys = new Set<string>();
  /** Emptied afterwards: else every batch would hold all before it. */
  #before: readonly Claim[];
  #settle: () => void = () => undefined;
  readonly #settled = new Promise<void>((resolve) => (this.#settle = resolve));
  isDecided = false;

  constructor(before: readonly Claim[]) {
    this.#before = before;
  }

  /** Decides when the batches before have. @throws Error where one of them could not. */
  async decide<T>(work: () => T): Promise<T> {
    try {
      const last = this.#before.at(-1);
      if (last) await last.#settled;
      if (last?.isDecided === false) throw new Error('A batch before this one could not be decided.');
      const decided = work();
      this.isDecided = true;
      return decided;
    } finally {
      this.abandon();
    }
  }

  /** For a batch that cannot be decided: those behind it wait no longer. */
  abandon(): void {
    this.#before = [];
    this.#settle();
  }

  isLinked = (uid: string): boolean => this.#all().some((claim) => claim.#uids.has(uid));
  isMade = (key: string): boolean => this.#all().some((claim) => claim.#keys.has(key));
  link = (uid: string): void => void this.#uids.add(uid);
  make = (key: string): void => void this.#keys.add(key);

  #all(): readonly Claim[] {
    return [...this.#before, this];
  }
}

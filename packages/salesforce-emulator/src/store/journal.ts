/** What was written since a transaction began, so that it can be taken back. */
export class Journal {
  #undo: (() => void)[] | undefined;

  /** Tells how a write is undone; forgotten where no transaction is open. */
  note(undo: () => void): void {
    this.#undo?.push(undo);
  }

  /**
   * Runs `work`; what it wrote is taken back when it throws or when `keep` says no of its result. Transactions do not
   * nest: one within another is part of it.
   */
  transaction<T>(work: () => T, keep: (result: T) => boolean = () => true): T {
    if (this.#undo) return work();
    const undo: (() => void)[] = [];
    this.#undo = undo;
    let kept = false;
    try {
      const result = work();
      kept = keep(result);
      return result;
    } finally {
      this.#undo = undefined;
      if (!kept) for (const step of undo.reverse()) step();
    }
  }
}

/** One transaction from begin to end, as an identity to hang knowledge on that ends with it. */
export type Transaction = object;

/** What was written since a transaction began, so that it can be taken back. */
export class Journal {
  #undo: (() => void)[] | undefined;
  #afterwards: (() => void)[] = [];

  /** The open transaction, whatever is nested in it. */
  get open(): Transaction | undefined {
    return this.#undo;
  }

  /** Tells how a write is undone; forgotten where no transaction is open. */
  note(undo: () => void): void {
    this.#undo?.push(undo);
  }

  /** Does what cannot be taken back when the open transaction is kept; at once where none is open. */
  whenKept(action: () => void): void {
    if (this.#undo) this.#afterwards.push(action);
    else action();
  }

  /**
   * Runs `work`; what it wrote is taken back when it throws or when `keep` says no of its result. A transaction within
   * another is a savepoint of it: taken back by itself, kept only with the whole.
   */
  transaction<T>(work: () => T, keep: (result: T) => boolean = () => true): T {
    const isOuter = this.#undo === undefined;
    const undo = (this.#undo ??= []);
    const [undoMark, afterMark] = [undo.length, this.#afterwards.length];
    let kept = false;
    try {
      const result = work();
      kept = keep(result);
      return result;
    } finally {
      if (!kept) {
        for (const step of undo.splice(undoMark).reverse()) step();
        this.#afterwards.splice(afterMark);
      }
      if (isOuter) this.#end();
    }
  }

  #end(): void {
    this.#undo = undefined;
    for (const action of this.#afterwards.splice(0)) action();
  }
}

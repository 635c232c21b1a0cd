/**
 * What ends a call from outside: its deadline or its caller. Unlike a promise that every wait is raced against, it keeps
 * nothing of a wait that is over: a stream waits once for each of its objects.
 */
export class Interruption {
  readonly #waiting = new Set<(error: unknown) => void>();
  #reason: { readonly error: unknown } | undefined;

  /** Ends every wait, those to come as well. */
  interrupt(error: unknown): void {
    this.#reason ??= { error };
    for (const reject of this.#waiting) reject(this.#reason.error);
    this.#waiting.clear();
  }

  /** Waits for `work` until it is interrupted; what `work` comes to afterwards, nobody hears. */
  guard<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      this.#waiting.add(reject);
      work.then(
        (value) => {
          this.#waiting.delete(reject);
          resolve(value);
        },
        (error: unknown) => {
          this.#waiting.delete(reject);
          reject(error as Error);
        },
      );
      // Queued behind `work`: what is settled already comes first.
      if (this.#reason) queueMicrotask(() => reject(this.#reason!.error as Error));
    });
  }
}

/** What can be asked, and listened to, whether work is to end. */
export type AbortSource = Interruption | AbortSignal;

/**
 * What ends work from outside: a deadline, or whoever it is done for. Unlike an AbortController it makes a signal only
 * for those who ask for one, which costs more than a short call. Unlike a promise that every wait is raced against, it
 * keeps nothing of a wait that is over: a stream waits once for each of its objects.
 */
export class Interruption {
  #listeners: Set<() => void> | undefined;
  #reasonOf: (() => unknown) | undefined;
  #reason: { readonly error: unknown } | undefined;
  #controller: AbortController | undefined;

  /** `reason` is asked for when somebody wants to know it: the trace of an Error is dear. */
  interrupt(reason: () => unknown): void {
    if (this.#reasonOf) return;
    this.#reasonOf = reason;
    const listeners = this.#listeners;
    this.#listeners = undefined;
    if (listeners) for (const listener of listeners) listener();
    this.#controller?.abort(this.reason);
  }

  get aborted(): boolean {
    return this.#reasonOf !== undefined;
  }

  /** Undefined before the interruption. */
  get reason(): unknown {
    if (!this.#reasonOf) return undefined;
    this.#reason ??= { error: this.#reasonOf() };
    return this.#reason.error;
  }

  /** The same for those who need an AbortSignal. */
  get signal(): AbortSignal {
    if (!this.#controller) {
      this.#controller = new AbortController();
      if (this.#reasonOf) this.#controller.abort(this.reason);
    }
    return this.#controller.signal;
  }

  throwIfAborted(): void {
    if (this.#reasonOf) throw this.reason;
  }

  addEventListener(_type: 'abort', listener: () => void, _options?: { readonly once: true }): void {
    // After the event nobody is called any more.
    if (!this.#reasonOf) (this.#listeners ??= new Set()).add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners?.delete(listener);
  }

  /** Waits for `work` until it is interrupted; what `work` comes to afterwards, nobody hears. */
  guard<T>(work: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const onInterruption = (): void => reject(this.reason as Error);
      this.addEventListener('abort', onInterruption);
      work.then(
        (value) => {
          this.#listeners?.delete(onInterruption);
          resolve(value);
        },
        (error: unknown) => {
          this.#listeners?.delete(onInterruption);
          reject(error as Error);
        },
      );
      // Queued behind `work`: what is settled already comes first.
      if (this.#reasonOf) queueMicrotask(onInterruption);
    });
  }
}

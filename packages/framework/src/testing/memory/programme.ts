interface Incident {
  readonly operation: string;
  readonly error?: Error;
  readonly delayMs: number;
}

/** What a test has arranged to go wrong, or slowly, with the next calls. */
export class Programme {
  readonly #incidents: Incident[] = [];

  /** The next call of that operation ends in `error`. */
  failNext(operation: string, error: Error): void {
    this.#incidents.push({ operation, error, delayMs: 0 });
  }
  /** The next call of that operation takes so long. */
  slowNext(operation: string, delayMs: number): void {
    this.#incidents.push({ operation, delayMs });
  }

  /** Lets happen what is arranged for this operation. @throws the arranged error, or the reason of an abort. */
  async apply(operation: string, signal: AbortSignal | undefined): Promise<void> {
    const at = this.#incidents.findIndex((incident) => incident.operation === operation);
    if (at < 0) return;
    const [incident] = this.#incidents.splice(at, 1) as [Incident];
    if (incident.delayMs > 0) await delay(incident.delayMs, signal);
    if (incident.error) throw incident.error;
  }
}

/** Waits, but not beyond an abort. */
export function delay(ms: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason as Error);
    const onAbort = (): void => {
      clearTimeout(timer);
      reject(signal!.reason as Error);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', onAbort);
      resolve();
    }, ms);
    // An operation that nobody waits for any longer must not keep a process of tests alive.
    timer.unref();
    signal?.addEventListener('abort', onAbort, { once: true });
  });
}

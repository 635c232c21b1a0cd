/** Measures how long a peer takes to send a request; the time that this side takes in between does not count. */
export class RequestClock {
  readonly #limitMs: number;
  readonly #onExpiry: () => void;
  #timer: NodeJS.Timeout | undefined;
  #leftMs = 0;
  #startedMs = 0;
  #expired: Error | undefined;

  /** `limitMs` 0: no limit. */
  constructor(limitMs: number, onExpiry: () => void) {
    this.#limitMs = limitMs;
    this.#onExpiry = onExpiry;
  }

  /** What went wrong, once the limit was passed. */
  get expired(): Error | undefined {
    return this.#expired;
  }

  /** A new request begins to arrive; `start` says when it is waited for. */
  reset(): void {
    this.stop();
    this.#leftMs = this.#limitMs;
  }

  start(): void {
    if (this.#limitMs === 0 || this.#timer) return;
    this.#startedMs = performance.now();
    this.#timer = setTimeout(() => this.#expire(), Math.max(this.#leftMs, 1));
  }

  stop(): void {
    if (!this.#timer) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#leftMs -= performance.now() - this.#startedMs;
  }

  #expire(): void {
    this.#timer = undefined;
    this.#expired = new Error(`A request did not arrive whole within ${this.#limitMs} ms.`);
    this.#onExpiry();
  }
}

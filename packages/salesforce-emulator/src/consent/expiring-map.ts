/** Values that live for a limited time and in limited number: beyond it the oldest go. */
export class ExpiringMap<V> {
  readonly #entries = new Map<string, { readonly value: V; readonly bornMs: number }>();
  readonly #maxEntries: number;
  readonly #lifeMs: number;
  readonly #nowMs: () => number;

  constructor(maxEntries: number, lifeMs: number, nowMs: () => number) {
    this.#maxEntries = maxEntries;
    this.#lifeMs = lifeMs;
    this.#nowMs = nowMs;
  }

  set(key: string, value: V): void {
    this.#entries.set(key, { value, bornMs: this.#nowMs() });
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > this.#maxEntries && oldest !== undefined) this.#entries.delete(oldest);
  }

  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    return entry && this.#nowMs() - entry.bornMs <= this.#lifeMs ? entry.value : undefined;
  }

  /** True for a key that was set, even if its value has expired since. */
  knew(key: string): boolean {
    return this.#entries.has(key);
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }
}

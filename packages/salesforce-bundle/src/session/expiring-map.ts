/** What was looked up, kept for a while and not without end. */
export class ExpiringMap<Value> {
  readonly #maxAgeMs: number;
  readonly #maxSize: number;
  readonly #nowMs: () => number;
  readonly #entries = new Map<string, { readonly value: Value; readonly setMs: number }>();

  constructor(maxAgeMs: number, maxSize: number, nowMs: () => number = () => performance.now()) {
    this.#maxAgeMs = maxAgeMs;
    this.#maxSize = maxSize;
    this.#nowMs = nowMs;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): Value | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    if (this.#nowMs() - entry.setMs < this.#maxAgeMs) return entry.value;
    this.#entries.delete(key);
    return undefined;
  }

  /** Beyond the size, what was set first goes. */
  set(key: string, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, setMs: this.#nowMs() });
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#maxSize) break;
      this.#entries.delete(oldest);
    }
  }

  clear(): void {
    this.#entries.clear();
  }
}

/**
 * The time by Salesforce's clock, as the `Date` of the last answer tells it. The machine's own clock counts only what
 * has passed since, so that it may be wrong by years.
 */
export class ServerClock {
  #toldMs: number | undefined;
  #receivedAt = 0;

  /** Takes the `Date` header of an answer that has just come. */
  note(date: string | undefined): void {
    const toldMs = Date.parse(date ?? '');
    if (Number.isNaN(toldMs)) return;
    this.#toldMs = toldMs;
    this.#receivedAt = performance.now();
  }

  /** Milliseconds since 1970, never later than it is; undefined before the first answer. */
  nowMs(): number | undefined {
    return this.#toldMs === undefined ? undefined : this.#toldMs + performance.now() - this.#receivedAt;
  }
}

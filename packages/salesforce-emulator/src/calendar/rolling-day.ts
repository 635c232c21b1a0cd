const HOUR_MS = 3_600_000;
const HOURS = 24;

/** Counts what happened within the last 24 hours, to the hour. */
export class RollingDay {
  readonly #byHour = new Map<number, number>();
  readonly #nowMs: () => number;

  constructor(nowMs: () => number) {
    this.#nowMs = nowMs;
  }

  add(count: number): void {
    const hour = this.#hour();
    this.#byHour.set(hour, (this.#byHour.get(hour) ?? 0) + count);
  }

  get used(): number {
    const oldest = this.#hour() - HOURS;
    let used = 0;
    for (const [hour, count] of this.#byHour) {
      if (hour > oldest) used += count;
      else this.#byHour.delete(hour);
    }
    return used;
  }

  #hour(): number {
    return Math.floor(this.#nowMs() / HOUR_MS);
  }
}

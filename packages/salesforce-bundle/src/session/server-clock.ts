import { performance } from 'node:perf_hooks';

/** What Salesforce's answers tell of its clock, so that stamps of rows can be compared with moments of this process. */
export class ServerClock {
  #offsetMs: number | undefined;

  /** Takes note of an answer's `Date`, which names the second that it was given in. */
  hear(headers: Readonly<Record<string, string | undefined>>): void {
    const told = Date.parse(headers['date'] ?? '');
    if (!Number.isNaN(told)) this.#offsetMs = told - performance.now();
  }

  /**
   * Salesforce's time, in milliseconds since 1970, at a moment of `performance.now()`: as it was, or up to a second and
   * the way of an answer earlier. The time of this machine as long as no answer has told a date.
   */
  at(moment: number): number {
    return moment + (this.#offsetMs ?? Date.now() - performance.now());
  }

  /** Salesforce's time now, never later than it is; undefined as long as no answer has told a date. */
  nowMs(): number | undefined {
    return this.#offsetMs === undefined ? undefined : performance.now() + this.#offsetMs;
  }
}

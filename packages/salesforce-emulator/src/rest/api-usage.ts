import { RollingDay } from '../calendar/rolling-day.js';

/** Counts of the API calls that Salesforce bills, for tests. */
export interface ApiCalls {
  /** REST calls that count against the daily limit, since the start or the last reset. */
  readonly total: number;
  /** Access tokens issued. */
  readonly logins: number;
  /** Counted calls by method and resource, such as `GET /sobjects/User/{id}`. */
  readonly byResource: ReadonlyMap<string, number>;
  /** Sets the counts to nothing; the day's allotment stays used. */
  reset(): void;
}

/** Counts calls: for tests, and by the hour for the daily limit. */
export class ApiUsage implements ApiCalls {
  readonly limit: number;
  readonly #byResource = new Map<string, number>();
  readonly #day: RollingDay;
  #total = 0;
  #logins = 0;
  #everCounted = 0;

  constructor(limit: number, nowMs: () => number) {
    this.limit = limit;
    this.#day = new RollingDay(nowMs);
  }

  get total(): number {
    return this.#total;
  }

  /** Like `total`, but no reset takes it back. */
  get everCounted(): number {
    return this.#everCounted;
  }

  get logins(): number {
    return this.#logins;
  }

  get byResource(): ReadonlyMap<string, number> {
    return this.#byResource;
  }

  /** Calls of the last 24 hours, to the hour. */
  get usedToday(): number {
    return this.#day.used;
  }

  countCall(resource: string): void {
    this.#total += 1;
    this.#everCounted += 1;
    this.#byResource.set(resource, (this.#byResource.get(resource) ?? 0) + 1);
    this.#day.add(1);
  }

  /** Uses up what is left of the day's calls. */
  exhaust(): void {
    this.#day.add(Math.max(0, this.limit - this.usedToday));
  }

  countLogin(): void {
    this.#logins += 1;
  }

  reset(): void {
    this.#total = 0;
    this.#logins = 0;
    this.#byResource.clear();
  }
}

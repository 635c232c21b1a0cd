/** A request the org was sent, and what became of it. Secrets in its URL are masked. */
export interface RecordedRequest {
  /** Milliseconds since 1970 by the org's clock, when it came. */
  readonly atMs: number;
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  /** The session's user, or null where there was none. */
  readonly userId: string | null;
  /** Of the answer; 0 when none was sent. */
  readonly status: number;
  readonly durationMs: number;
  /** What the request cost of the daily limit. */
  readonly apiCalls: number;
  /** Error code of the answer, where it has one. */
  readonly errorCode: string | null;
  /** What the plan of faults did to it, such as `lockRow` or `fault`. */
  readonly fault: string | null;
}

/** The last requests of an org, oldest first. */
export class RequestLog {
  #entries: RecordedRequest[] = [];
  readonly #capacity: number;
  readonly #listener: (request: RecordedRequest) => void;

  /** @param capacity how many are kept */
  constructor(capacity: number, listener: (request: RecordedRequest) => void) {
    this.#capacity = capacity;
    this.#listener = listener;
  }

  get entries(): readonly RecordedRequest[] {
    return this.#entries.slice(-this.#capacity);
  }

  add(request: RecordedRequest): void {
    this.#entries.push(request);
    // Cut in bulk: shifting one by one would move the whole list each time.
    if (this.#entries.length > 2 * this.#capacity) this.#entries = this.#entries.slice(-this.#capacity);
    this.#listener(request);
  }

  clear(): void {
    this.#entries = [];
  }
}

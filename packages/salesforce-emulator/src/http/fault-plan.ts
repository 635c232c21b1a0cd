/** A failure to put in the place of answers, for tests of what a client does then. */
export interface Fault {
  /** HTTP status; default 503. */
  readonly status?: number;
  /** Sent as it is when text, else as JSON; default a maintenance page. */
  readonly body?: unknown;
  /** Default `application/json;charset=UTF-8` for JSON, `text/html;charset=UTF-8` for text. */
  readonly contentType?: string;
  /** How many requests it hits; default 1. */
  readonly times?: number;
  /** Hits only paths that begin so; default `/services/data/`, which is the REST API. */
  readonly path?: string;
  /** Hits only this method; default any. */
  readonly method?: string;
  /** Cuts the connection instead: before the request is worked on, or after it was, in place of the answer. */
  readonly disconnect?: 'before' | 'after';
}

/** Faults still to happen, in the order they were planned. */
export class FaultPlan {
  readonly #faults: { readonly fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#faults.push({ fault, left: fault.times ?? 1 });
  }

  /** The fault that hits a request, which uses it up by one. */
  take(method: string, url: string): Fault | undefined {
    const index = this.#faults.findIndex(({ fault }) => {
      const { path = '/services/data/', method: wanted = method } = fault;
      return url.startsWith(path) && wanted.toUpperCase() === method;
    });
    const planned = this.#faults[index];
    if (!planned) return undefined;
    planned.left -= 1;
    if (planned.left <= 0) this.#faults.splice(index, 1);
    return planned.fault;
  }
}

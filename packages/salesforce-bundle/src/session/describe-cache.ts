import type { DescribeSObjectResult } from 'jsforce';
import type { ApiRequest, CallContext } from './api-request.js';

/** How long a describe is trusted; a new field of the org is known after this at the latest. */
const MAX_AGE_MS = 60 * 60 * 1000;

type Ask = (request: ApiRequest, context: CallContext) => Promise<DescribeSObjectResult>;

interface Entry {
  readonly asked: number;
  readonly result: Promise<DescribeSObjectResult>;
}

/** The describes of one org. Failures are not kept. */
export class DescribeCache {
  readonly #ask: Ask;
  readonly #entries = new Map<string, Entry>();

  constructor(ask: Ask) {
    this.#ask = ask;
  }

  clear(): void {
    this.#entries.clear();
  }

  /** One API call, whatever is known already. */
  refresh(sobject: string, context: CallContext): Promise<DescribeSObjectResult> {
    // Several callers may wait for it: none of them may abort it for the others.
    const result = this.#ask(
      { method: 'GET', path: `/sobjects/${sobject}/describe` },
      { ...context, signal: undefined },
    );
    const entry = { asked: performance.now(), result };
    this.#entries.set(sobject, entry);
    result.catch(() => {
      if (this.#entries.get(sobject) === entry) this.#entries.delete(sobject);
    });
    return result;
  }

  /** One API call an hour. */
  get(sobject: string, context: CallContext): Promise<DescribeSObjectResult> {
    const known = this.#entries.get(sobject);
    return known && performance.now() - known.asked < MAX_AGE_MS
      ? known.result
      : this.refresh(sobject, context);
  }
}

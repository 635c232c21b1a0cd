import type { ConnectorException } from '@icf-ts/framework/spi';
import type { DescribeSObjectResult } from 'jsforce';
import { mapRefusal } from '../errors/map-error.js';
import { rowErrors } from '../errors/salesforce-errors.js';
import { text } from '../words/text.js';
import type { ApiRequest, CallContext } from './api-request.js';

/** How long a describe is trusted; a new field of the org is known after this at the latest. */
const MAX_AGE_MS = 60 * 60 * 1000;

/** Salesforce's limit of a composite request. */
const MAX_PARTS = 25;

type Ask = <T>(request: ApiRequest, context: CallContext) => Promise<T>;

interface Part {
  readonly body: unknown;
  readonly httpStatusCode: number;
}

interface Entry {
  readonly asked: number;
  readonly result: Promise<DescribeSObjectResult>;
}

/** The describes of one org. Failures are not kept. */
export class DescribeCache {
  readonly #ask: Ask;
  readonly #versionPath: () => string;
  readonly #entries = new Map<string, Entry>();

  constructor(ask: Ask, versionPath: () => string) {
    this.#ask = ask;
    this.#versionPath = versionPath;
  }

  clear(): void {
    this.#entries.clear();
  }

  /** One API call, whatever is known already. */
  refresh(sobject: string, context: CallContext): Promise<DescribeSObjectResult> {
    // Several callers may wait for it: none of them may abort it for the others.
    const result = this.#ask<DescribeSObjectResult>(
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

  /** What is at hand, and how old it is. No API call. */
  async known(
    sobject: string,
  ): Promise<{ readonly result: DescribeSObjectResult; readonly ageMs: number } | undefined> {
    const entry = this.#entries.get(sobject);
    const ageMs = entry ? performance.now() - entry.asked : Infinity;
    // Of a failure those are told who asked.
    const result = ageMs < MAX_AGE_MS ? await entry!.result.catch(() => undefined) : undefined;
    return result && { result, ageMs };
  }

  /**
   * Several describes anew: one API call for 25 of them. What Salesforce refuses, of an object that is not there or not
   * to be seen, is an answer too.
   */
  async refreshAll(
    sobjects: readonly string[],
    context: CallContext,
  ): Promise<ReadonlyMap<string, DescribeSObjectResult | ConnectorException>> {
    const found = new Map<string, DescribeSObjectResult | ConnectorException>();
    for (let at = 0; at < sobjects.length; at += MAX_PARTS) {
      const some = sobjects.slice(at, at + MAX_PARTS);
      const compositeRequest = some.map((sobject, index) => ({
        method: 'GET',
        url: `${this.#versionPath()}/sobjects/${sobject}/describe`,
        referenceId: `describe${index}`,
      }));
      const { compositeResponse } = await this.#ask<{ compositeResponse: readonly Part[] }>(
        { method: 'POST', path: '/composite', body: { allOrNone: false, compositeRequest } },
        context,
      );
      for (const [index, sobject] of some.entries()) {
        const { body, httpStatusCode } = compositeResponse[index]!;
        if (httpStatusCode >= 400) {
          found.set(
            sobject,
            mapRefusal(rowErrors(body), { ...context, action: text('action.describe', sobject) }),
          );
          continue;
        }
        const result = body as DescribeSObjectResult;
        found.set(sobject, result);
        this.#entries.set(sobject, { asked: performance.now(), result: Promise.resolve(result) });
      }
    }
    return found;
  }
}

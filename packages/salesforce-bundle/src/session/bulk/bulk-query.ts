import { setTimeout as delay } from 'node:timers/promises';
import type { KindOf } from '../../mapping/field-kinds.js';
import { text } from '../../words/text.js';
import { worded } from '../../words/worded.js';
import type { CallContext, TextAnswer } from '../api-request.js';
import type { SalesforceRecord } from '../query/query-page.js';
import type { Session } from '../session.js';
import { recordMaker } from './csv-records.js';
import { csvRows } from './csv-rows.js';

/** Rows of one answer: large enough to save calls, small enough to be held in memory twice. */
const ROWS_PER_ANSWER = 25_000;
/** Rows handed over at once. */
const ROWS_AT_ONCE = 2_000;
const FIRST_POLL_MS = 250;
const MAX_POLL_MS = 30_000;

interface Job {
  readonly id: string;
  readonly state: 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';
  readonly errorMessage?: string;
}

/**
 * A query by a job of Bulk API 2.0. One API call to create it, one for each look at it (after 1/4 s, then twice as long
 * each time, up to 30 s), one for each 25,000 rows; one to abort it when nobody waits for it any more.
 */
export class BulkQuery {
  readonly #session: Session;
  readonly #soql: string;
  readonly #kindOf: KindOf;
  readonly #context: CallContext;
  readonly #timeoutMs: number;
  #created: Promise<Job> | undefined;
  #isComplete = false;

  constructor(session: Session, soql: string, kindOf: KindOf, context: CallContext, timeoutMs: number) {
    this.#session = session;
    this.#soql = soql;
    this.#kindOf = kindOf;
    this.#context = context;
    this.#timeoutMs = timeoutMs;
  }

  /** Creates the job, so that it is worked on while something else is done. */
  start(): void {
    this.#created ??= this.#session.request<Job>(
      { method: 'POST', path: '/jobs/query', body: { operation: 'query', query: this.#soql } },
      { ...this.#context, action: text('action.startBulk', this.#context.action) },
    );
    // It may fail while nobody waits for it yet.
    this.#created.catch(() => undefined);
  }

  /** Ends a job that was started and is still worked on; nothing where there is none. */
  async cancel(): Promise<void> {
    const job = this.#isComplete ? undefined : await this.#created?.catch(() => undefined);
    if (!job) return;
    this.#isComplete = true;
    // One that cannot be aborted ends by itself.
    await this.#session
      .request(
        { method: 'PATCH', path: `/jobs/query/${job.id}`, body: { state: 'Aborted' } },
        { ...this.#context, signal: undefined },
      )
      .catch(() => undefined);
  }

  /**
   * The rows of the result, some at a time; the next answer is asked for while one is read.
   * @throws ConnectorException when the job is refused, fails, or takes too long; before the first row.
   */
  async *rows(): AsyncGenerator<readonly SalesforceRecord[], void, void> {
    this.start();
    const { id } = await this.#created!;
    const abandoned = new AbortController();
    const { signal } = this.#context;
    const context: CallContext = {
      ...this.#context,
      signal: signal ? AbortSignal.any([signal, abandoned.signal]) : abandoned.signal,
    };
    try {
      await this.#complete(id);
      let next: Promise<TextAnswer> | undefined = this.#results(id, undefined, context);
      while (next) {
        const { text, headers }: TextAnswer = await next;
        const locator: string | undefined = headers['sforce-locator'];
        // The word stands for the end.
        next = locator && locator !== 'null' ? this.#results(id, locator, context) : undefined;
        yield* this.#records(text);
      }
    } finally {
      abandoned.abort();
      await this.cancel();
    }
  }

  async #complete(id: string): Promise<void> {
    const started = performance.now();
    for (let waitMs = FIRST_POLL_MS; ; waitMs = Math.min(waitMs * 2, MAX_POLL_MS)) {
      await delay(waitMs, undefined, this.#context.signal ? { signal: this.#context.signal } : {}).catch(
        () => {
          throw this.#context.signal!.reason;
        },
      );
      const { state, errorMessage } = await this.#session.request<Job>(
        { method: 'GET', path: `/jobs/query/${id}` },
        this.#context,
      );
      this.#isComplete = state !== 'UploadComplete' && state !== 'InProgress';
      if (state === 'JobComplete') return;
      if (this.#isComplete)
        throw worded('ConnectorException', text('fault.bulkEnded', state, errorMessage ?? ''));
      if (performance.now() - started > this.#timeoutMs)
        throw worded('OperationTimeoutException', text('fault.bulkTimeout', this.#timeoutMs));
    }
  }

  #results(id: string, locator: string | undefined, context: CallContext): Promise<TextAnswer> {
    const more = locator === undefined ? '' : `&locator=${encodeURIComponent(locator)}`;
    const path = `/jobs/query/${id}/results?maxRecords=${ROWS_PER_ANSWER}${more}`;
    const answer = this.#session.request<TextAnswer>({ method: 'GET', path, answers: 'text/csv' }, context);
    answer.catch(() => undefined);
    return answer;
  }

  *#records(text: string): Generator<readonly SalesforceRecord[], void, void> {
    let make: ReturnType<typeof recordMaker> | undefined;
    for (const rows of csvRows(text, ROWS_AT_ONCE)) {
      make ??= recordMaker(rows.shift()!, this.#kindOf);
      if (rows.length > 0) yield rows.map(make);
    }
  }
}

import type { CallContext } from './api-request.js';
import type { Session } from './session.js';

/** One row of a query's answer. */
export type SalesforceRecord = Readonly<Record<string, unknown>>;

/** An answer of /query. */
export interface QueryPage {
  readonly totalSize: number;
  readonly done: boolean;
  readonly nextRecordsUrl?: string;
  readonly records: readonly SalesforceRecord[];
}

/** Where a query begins: a statement, or the path of an open cursor. */
export type QueryStart = { readonly soql: string } | { readonly path: string };

/** A row, its number in the result, the size of the whole result, and the cursor where the result has one. */
export interface QueryRow {
  readonly record: SalesforceRecord;
  readonly totalSize: number;
  readonly cursor: string | undefined;
}

export interface Paging {
  /** Rows per page that Salesforce is asked for; it may send fewer. */
  readonly batchSize: number;
  /** Whether the next page may be asked for before it is needed. */
  readonly prefetch: boolean;
}

/**
 * The rows of a query, one API call per page. With `prefetch` the next page is asked for when half of this one has been
 * used: early enough to hide the wait, late enough that a consumer who stops early does not pay for it.
 */
export async function* queryRows(
  session: Session,
  start: QueryStart,
  { batchSize, prefetch }: Paging,
  context: CallContext,
): AsyncGenerator<QueryRow, void, void> {
  const abandoned = new AbortController();
  const abandon = (): void => abandoned.abort(context.signal?.reason);
  context.signal?.addEventListener('abort', abandon, { once: true });
  const fetchPage = (path: string): Promise<QueryPage> => {
    const page = session.request<QueryPage>(
      { method: 'GET', path, headers: { 'sforce-query-options': `batchSize=${batchSize}` } },
      { ...context, signal: abandoned.signal },
    );
    // It may fail while nobody waits for it yet.
    page.catch(() => undefined);
    return page;
  };
  try {
    if (context.signal?.aborted) throw context.signal.reason;
    let next: Promise<QueryPage> | undefined = fetchPage(pathOf(start));
    while (next) {
      const page: QueryPage = await next;
      next = undefined;
      const middle = Math.floor(page.records.length / 2);
      for (const [index, record] of page.records.entries()) {
        if (prefetch && index === middle && page.nextRecordsUrl) next = fetchPage(page.nextRecordsUrl);
        yield { record, totalSize: page.totalSize, cursor: page.nextRecordsUrl };
      }
      // A page without rows still may have a successor.
      if (!next && page.nextRecordsUrl) next = fetchPage(page.nextRecordsUrl);
    }
  } finally {
    context.signal?.removeEventListener('abort', abandon);
    abandoned.abort();
  }
}

const pathOf = (start: QueryStart): string =>
  'path' in start ? start.path : `/query?q=${encodeURIComponent(start.soql)}`;

/** All rows of a query that is known to be small: one API call. */
export async function queryAll(
  session: Session,
  soql: string,
  context: CallContext,
): Promise<readonly SalesforceRecord[]> {
  const { records } = await session.request<QueryPage>({ method: 'GET', path: pathOf({ soql }) }, context);
  return records;
}

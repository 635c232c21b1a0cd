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

/** One answer of a query; `prefetch` asks for the next one, so that it is on its way before it is needed. */
export interface FetchedPage extends QueryPage {
  prefetch(): void;
}

/** The answers of a query, one API call each. The next one is asked for when it is wanted, or by `prefetch` before. */
export async function* queryPages(
  session: Session,
  start: QueryStart,
  batchSize: number,
  context: CallContext,
): AsyncGenerator<FetchedPage, void, void> {
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
      const prefetch = (): void => {
        if (page.nextRecordsUrl) next ??= fetchPage(page.nextRecordsUrl);
      };
      yield { ...page, prefetch };
      prefetch();
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

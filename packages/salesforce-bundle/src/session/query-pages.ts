import { mapRefusal } from '../errors/map-error.js';
import { rowErrors } from '../errors/salesforce-errors.js';
import { fitsUrl } from '../soql/select.js';
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

/** Where a query begins: a statement, the path of an open cursor, or an answer that came with others. */
export type QueryStart = { readonly soql: string } | { readonly path: string } | { readonly page: QueryPage };

/** One answer of a query; `prefetch` asks for the next one, so that it is on its way before it is needed. */
export interface FetchedPage<Extra = undefined> extends QueryPage {
  /** What {@link PageSettings.enrich} made of the records. */
  readonly extra: Extra;
  readonly isFirst: boolean;
  prefetch(): void;
}

export interface PageSettings<Extra = undefined> {
  readonly batchSize: number;
  readonly context: CallContext;
  /** Reads what belongs to the records of a page. It runs as soon as the page is there: with a prefetch, ahead of need. */
  readonly enrich?: (records: readonly SalesforceRecord[], context: CallContext) => Promise<Extra>;
}

/**
 * The answers of a query, one API call each, whatever the length of the statement. The next one is asked for when it is
 * wanted, or by `prefetch` before.
 */
export async function* queryPages<Extra = undefined>(
  session: Session,
  start: QueryStart,
  { batchSize, context, enrich }: PageSettings<Extra>,
): AsyncGenerator<FetchedPage<Extra>, void, void> {
  const abandoned = new AbortController();
  const abandon = (): void => abandoned.abort(context.signal?.reason);
  context.signal?.addEventListener('abort', abandon, { once: true });
  const own: CallContext = { ...context, signal: abandoned.signal };
  const fetchPage = (from: QueryStart): Promise<QueryPage & { extra: Extra }> => {
    const page = firstPage(session, from, batchSize, own).then(async (answer) => ({
      ...answer,
      extra: (await enrich?.(answer.records, own)) as Extra,
    }));
    // It may fail while nobody waits for it yet.
    page.catch(() => undefined);
    return page;
  };
  try {
    if (context.signal?.aborted) throw context.signal.reason;
    let isFirst = true;
    let next: ReturnType<typeof fetchPage> | undefined = fetchPage(start);
    while (next) {
      const page: QueryPage & { extra: Extra } = await next;
      next = undefined;
      const prefetch = (): void => {
        if (page.nextRecordsUrl) next ??= fetchPage({ path: page.nextRecordsUrl });
      };
      yield { ...page, isFirst, prefetch };
      isFirst = false;
      prefetch();
    }
  } finally {
    context.signal?.removeEventListener('abort', abandon);
    abandoned.abort();
  }
}

async function firstPage(
  session: Session,
  start: QueryStart,
  batchSize: number,
  context: CallContext,
): Promise<QueryPage> {
  if ('page' in start) return start.page;
  if ('soql' in start && !fitsUrl(start.soql)) {
    const [page] = await queryTogether(session, [start.soql], context, batchSize);
    return page!;
  }
  return session.request<QueryPage>(
    { method: 'GET', path: pathOf(start), headers: batchHeader(batchSize) },
    context,
  );
}

/** Salesforce takes it as a wish. */
const batchHeader = (batchSize: number): Record<string, string> => ({
  'sforce-query-options': `batchSize=${batchSize}`,
});

const pathOf = (start: { readonly soql: string } | { readonly path: string }): string =>
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

/** Salesforce's limit of queries in one composite request. */
export const MAX_QUERIES = 5;

interface Part {
  readonly body: unknown;
  readonly httpStatusCode: number;
}

/**
 * The first answers of up to five statements of any length, in one API call. What does not fit into a URL can only be
 * asked for in this way.
 * @throws ConnectorException of the first statement that Salesforce refused.
 */
export async function queryTogether(
  session: Session,
  statements: readonly string[],
  context: CallContext,
  batchSize = 2_000,
): Promise<readonly QueryPage[]> {
  const compositeRequest = statements.map((soql, index) => ({
    method: 'GET',
    url: `${session.versionPath}/query?q=${encodeURIComponent(soql)}`,
    referenceId: `query${index}`,
    httpHeaders: batchHeader(batchSize),
  }));
  const { compositeResponse } = await session.request<{ compositeResponse: readonly Part[] }>(
    { method: 'POST', path: '/composite', body: { allOrNone: false, compositeRequest } },
    context,
  );
  return compositeResponse.map(({ body, httpStatusCode }) => {
    if (httpStatusCode >= 400) throw mapRefusal(rowErrors(body), context);
    return body as QueryPage;
  });
}

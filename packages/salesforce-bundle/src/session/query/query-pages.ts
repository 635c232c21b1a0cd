import { fitsUrl } from '../../soql/select.js';
import type { CallContext } from '../api-request.js';
import type { Session } from '../session.js';
import { askTogether, pageOf, type Answer } from './ask-together.js';
import { batchHeaders, queryPath, type QueryPage, type SalesforceRecord } from './query-page.js';

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
    const [answer] = await askTogether(session, [start], context, batchSize);
    return pageOf(answer!, context);
  }
  const path = 'path' in start ? start.path : queryPath(start.soql);
  return session.request<QueryPage>({ method: 'GET', path, headers: batchHeaders(batchSize) }, context);
}

/** The rows of a query that was asked together with others: the page that came with them, and those after it. */
export const pagesFrom = (
  session: Session,
  answer: Answer,
  batchSize: number,
  context: CallContext,
): AsyncGenerator<FetchedPage, void, void> =>
  queryPages(session, { page: pageOf(answer, context) }, { batchSize, context });

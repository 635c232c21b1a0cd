import { mapRefusal } from '../errors/map-error.js';
import { rowErrors } from '../errors/salesforce-errors.js';
import type { CallContext } from './api-request.js';
import type { QueryPage, SalesforceRecord } from './query-pages.js';
import type { Session } from './session.js';

/** Salesforce's limit of queries in one composite request. */
export const MAX_QUERIES = 5;
/** Salesforce's limit of a URL with its headers. A part of a composite request has none. */
const MAX_URL = 15_000;

interface Open {
  readonly index: number;
  /** From the version's root on. */
  readonly path: string;
}

/**
 * All rows of several queries, which may be longer than a URL. Up to five queries are one API call; so are up to five
 * further pages, whichever queries they are of.
 * @returns the rows, in the order of the statements.
 */
export async function queryAllTogether(
  session: Session,
  statements: readonly string[],
  context: CallContext,
): Promise<readonly (readonly SalesforceRecord[])[]> {
  const rows: SalesforceRecord[][] = statements.map(() => []);
  let open: readonly Open[] = statements.map((soql, index) => ({
    index,
    path: `/query?q=${encodeURIComponent(soql)}`,
  }));
  while (open.length > 0) {
    const now = open.slice(0, MAX_QUERIES);
    const more: Open[] = [];
    for (const [at, { records, nextRecordsUrl }] of (await fetchPages(session, now, context)).entries()) {
      const { index } = now[at]!;
      for (const record of records) rows[index]!.push(record);
      if (nextRecordsUrl) more.push({ index, path: nextRecordsUrl.replace(session.versionPath, '') });
    }
    open = [...open.slice(MAX_QUERIES), ...more];
  }
  return rows;
}

interface Part {
  readonly body: unknown;
  readonly httpStatusCode: number;
}

async function fetchPages(
  session: Session,
  open: readonly Open[],
  context: CallContext,
): Promise<readonly QueryPage[]> {
  const [{ path }] = open as [Open];
  const reading = { ...context, writes: false };
  if (open.length === 1 && path.length <= MAX_URL)
    return [await session.request<QueryPage>({ method: 'GET', path }, reading)];
  const compositeRequest = open.map((part, at) => ({
    method: 'GET',
    url: session.versionPath + part.path,
    referenceId: `query${at}`,
  }));
  const { compositeResponse } = await session.request<{ compositeResponse: readonly Part[] }>(
    { method: 'POST', path: '/composite', body: { allOrNone: false, compositeRequest } },
    reading,
  );
  return compositeResponse.map(({ body, httpStatusCode }) => {
    if (httpStatusCode >= 400) throw mapRefusal(rowErrors(body), reading);
    return body as QueryPage;
  });
}

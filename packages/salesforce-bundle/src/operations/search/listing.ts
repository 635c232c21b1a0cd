import { setImmediate as eventLoopTurn } from 'node:timers/promises';
import {
  ConnectorException,
  UnsupportedOperationException,
  type ConnectorObject,
  type SearchResult,
} from '@icf-ts/framework/spi';
import type { AttachedValues } from '../../attached/read-attached.js';
import { BulkQuery } from '../../session/bulk/bulk-query.js';
import {
  MAX_QUERIES,
  queryTogether,
  type QueryStart,
  type SalesforceRecord,
} from '../../session/query-pages.js';
import { fitsUrl } from '../../soql/select.js';
import type { Org } from '../operation-context.js';
import { END } from './one-page.js';
import { attachedTo, idOf, rowPages, rowReader, type RowPage } from './row-pages.js';
import type { SearchPlan } from './search-plan.js';

type Objects = AsyncGenerator<ConnectorObject, void, void>;

/**
 * Everything that a search finds. One API call for each 2,000 rows, which Salesforce may make fewer; five statements of a
 * filter that is too long for one share the call for their first rows. Above the threshold the rows after the first
 * answer come by a Bulk job: a call to start it, a few to wait for it, and one for each 50,000 rows.
 */
export async function* listing(
  org: Org,
  plan: SearchPlan,
): AsyncGenerator<ConnectorObject, SearchResult, void> {
  const { statements, sort, selectText } = plan;
  if (sort.length > 0 && statements.length > 1) {
    throw new UnsupportedOperationException(
      'A filter of so many values takes several statements, whose results cannot be sorted together. ' +
        'Leave the sort keys out, or ask for fewer values at once.',
    );
  }
  const starts = openings(
    org,
    plan,
    statements.map(({ where }) => selectText(where, sort)),
  );
  let index = 0;
  for await (const start of starts) yield* rowsOf(org, plan, start, statements[index++]!.keeps);
  return END;
}

/** Where each statement begins; long ones are asked together. */
async function* openings(
  org: Org,
  plan: SearchPlan,
  soqls: readonly string[],
): AsyncGenerator<QueryStart, void, void> {
  for (let at = 0; at < soqls.length;) {
    if (fitsUrl(soqls[at]!)) {
      yield { soql: soqls[at++]! };
      continue;
    }
    const some = soqls.slice(at, at + MAX_QUERIES);
    at += some.length;
    const pages = await queryTogether(org.session, some, plan.context, org.batchSize);
    for (const page of pages) yield { page };
  }
}

async function* rowsOf(
  org: Org,
  plan: SearchPlan,
  start: QueryStart,
  keeps: ((object: ConnectorObject) => boolean) | undefined,
): Objects {
  const objectOf = rowReader(plan);
  const read = (record: SalesforceRecord, values: AttachedValues): ConnectorObject | undefined => {
    const object = objectOf(record, values);
    return !keeps || keeps(object) ? object : undefined;
  };
  let isFirst = true;
  for await (const page of rowPages(org, plan, start, org.batchSize)) {
    const { records } = page;
    const bulk = isFirst ? bulkQuery(org, plan, start, page) : undefined;
    // Early enough to hide the wait, late enough that a consumer who stops early does not pay for it.
    const middle = isFirst ? Math.floor(records.length / 2) : 0;
    isFirst = false;
    try {
      for (let at = 0; at < records.length; at++) {
        if (at === middle) {
          if (bulk) bulk.start();
          else page.prefetch();
          // Promises alone would keep the request from leaving until the last row is used.
          await eventLoopTurn();
        }
        const object = read(records[at]!, page.extra);
        if (object) yield object;
      }
      if (bulk && (yield* rest(bulk, new Set(records.map(idOf))))) return;
    } finally {
      await bulk?.cancel();
    }
  }

  /** Whether the job brought the rows; where Bulk does not serve them, REST does: its cursor is still open. */
  async function* rest(
    bulk: BulkQuery,
    seen: ReadonlySet<string>,
  ): AsyncGenerator<ConnectorObject, boolean, void> {
    let any = false;
    try {
      for await (const rows of bulk.rows()) {
        const fresh = rows.filter((row) => !seen.has(idOf(row)));
        const values = await attachedTo(org, plan)(fresh, plan.context);
        any = true;
        for (const row of fresh) {
          const object = read(row, values);
          if (object) yield object;
        }
      }
      return true;
    } catch (error) {
      if (any || !(error instanceof ConnectorException)) throw error;
      return false;
    }
  }
}

/** The job for the rest of a large result, where Bulk can tell the same as REST. */
function bulkQuery(org: Org, plan: SearchPlan, start: QueryStart, page: RowPage): BulkQuery | undefined {
  const { bulkThreshold, bulkTimeoutMs, session } = org;
  const { returned, kindOf, sort, context } = plan;
  if (!('soql' in start) || bulkThreshold === 0 || page.totalSize <= bulkThreshold || page.done)
    return undefined;
  if (sort.length > 0) return undefined;
  if (returned.some(({ field }) => ['compound', 'opaque'].includes(kindOf(field)))) return undefined;
  return new BulkQuery(session, start.soql, kindOf, context, bulkTimeoutMs);
}

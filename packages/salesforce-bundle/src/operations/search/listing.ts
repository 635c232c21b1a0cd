import { setImmediate as eventLoopTurn } from 'node:timers/promises';
import { ConnectorException, type ConnectorObject } from '@icf-ts/framework/spi';
import type { AttachedValues } from '../../attached/read-attached.js';
import { columnsOf } from '../../mapping/mapping-entry.js';
import { BulkQuery } from '../../session/bulk/bulk-query.js';
import { MAX_QUERIES, askTogether, pageOf } from '../../session/query/ask-together.js';
import type { SalesforceRecord } from '../../session/query/query-page.js';
import type { QueryStart } from '../../session/query/query-pages.js';
import { fitsUrl } from '../../soql/select.js';
import type { Org } from '../operation-context.js';
import { attachedTo, idOf, rowPages, rowReader, type RowPage } from './row-pages.js';
import { tooLongToSort, type SearchPlan, type Statement } from './search-plan.js';

/** Objects are handed on by the hundred: each step on the way of a single one would cost as much as making it. */
type Objects = readonly ConnectorObject[];
const OBJECTS_AT_ONCE = 200;

/**
 * Everything that a search finds. One API call for each 2,000 rows, which Salesforce may make fewer; five statements of a
 * filter that is too long for one share the call for their first rows. Above the threshold the rows after the first
 * answer come by a Bulk job: a call to start it, a few to wait for it, and one for each 25,000 rows.
 */
export async function* listing(org: Org, plan: SearchPlan): AsyncGenerator<Objects, void, void> {
  const { statements, sort, selectText } = plan;
  if (sort.length > 0 && statements.length > 1) throw tooLongToSort();
  const soqls = statements.map(({ where }) => selectText(where, sort));
  let index = 0;
  for await (const start of openings(org, plan, soqls)) {
    const reader = objectsOf(plan, statements[index++]!);
    for await (const page of rowPages(org, plan, start, org.batchSize)) {
      const bulk = bulkQuery(org, plan, start, page);
      try {
        yield* objectsOfPage(reader, page, bulk);
        if (bulk && (yield* rest(org, plan, bulk, reader, page))) break;
      } finally {
        await bulk?.cancel();
      }
    }
  }
}

type ObjectsOf = (records: readonly SalesforceRecord[], values: AttachedValues) => Objects;

function objectsOf(plan: SearchPlan, { keeps }: Statement): ObjectsOf {
  const objectOf = rowReader(plan);
  return (records, values) => {
    const objects = records.map((record) => objectOf(record, values));
    return keeps ? objects.filter(keeps) : objects;
  };
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
    const questions = some.map((soql) => ({ soql }));
    const answers = await askTogether(org.session, questions, plan.context, org.batchSize);
    const pages = answers.map((answer) => pageOf(answer, plan.context));
    for (const page of pages) yield { page };
  }
}

/** The objects of one answer; what comes after it is asked for meanwhile. */
async function* objectsOfPage(
  read: ObjectsOf,
  page: RowPage,
  bulk: BulkQuery | undefined,
): AsyncGenerator<Objects, void, void> {
  const { records, extra, isFirst } = page;
  // Early enough to hide the wait, late enough that a consumer who stops early does not pay for it.
  const middle = isFirst ? Math.floor(records.length / 2) : 0;
  for (let at = 0; at < records.length; at += OBJECTS_AT_ONCE) {
    if (at >= middle) {
      if (bulk) bulk.start();
      else page.prefetch();
    }
    // Promises alone would keep requests from leaving, and answers from being read, until the last row is used.
    if (!page.done) await eventLoopTurn();
    yield read(records.slice(at, at + OBJECTS_AT_ONCE), extra);
  }
}

/**
 * The objects that a job brings beside those of the first answer.
 * @returns whether it brought them: what Bulk does not serve, REST does, whose cursor is still open.
 */
async function* rest(
  org: Org,
  plan: SearchPlan,
  bulk: BulkQuery,
  read: ObjectsOf,
  { records }: RowPage,
): AsyncGenerator<Objects, boolean, void> {
  const seen = new Set(records.map(idOf));
  const attached = attachedTo(org, plan);
  let any = false;
  try {
    const rows = ahead(bulk.rows(), async (some) => {
      const fresh = some.filter((row) => !seen.has(idOf(row)));
      return { fresh, values: await attached(fresh, plan.context) };
    });
    for await (const { fresh, values } of rows) {
      any = true;
      for (let at = 0; at < fresh.length; at += OBJECTS_AT_ONCE)
        yield read(fresh.slice(at, at + OBJECTS_AT_ONCE), values);
      await eventLoopTurn();
    }
    return true;
  } catch (error) {
    if (any || !(error instanceof ConnectorException)) throw error;
    return false;
  }
}

/** What `work` makes of each item, begun while the one before it is used. */
async function* ahead<Item, Result>(
  source: AsyncGenerator<Item, void, void>,
  work: (item: Item) => Promise<Result>,
): AsyncGenerator<Result, void, void> {
  const begin = async (): Promise<Result | undefined> => {
    const item = await source.next();
    return item.done ? undefined : work(item.value);
  };
  try {
    let next = begin();
    for (;;) {
      const result = await next;
      if (result === undefined) return;
      next = begin();
      // It may fail while nobody waits for it yet.
      next.catch(() => undefined);
      yield result;
    }
  } finally {
    await source.return();
  }
}

/** The job for the rest of a large result, where Bulk can tell the same as REST. */
function bulkQuery(org: Org, plan: SearchPlan, start: QueryStart, page: RowPage): BulkQuery | undefined {
  const { bulkThreshold, bulkTimeoutMs, session } = org;
  const { returned, kindOf, sort, context } = plan;
  if (
    !page.isFirst ||
    !('soql' in start) ||
    bulkThreshold === 0 ||
    page.totalSize <= bulkThreshold ||
    page.done
  )
    return undefined;
  if (sort.length > 0) return undefined;
  if (returned.flatMap(columnsOf).some((column) => ['compound', 'opaque'].includes(kindOf(column))))
    return undefined;
  return new BulkQuery(session, start.soql, kindOf, context, bulkTimeoutMs);
}

import { apiError } from '../errors/api-error.js';
import { requestErrors } from '../errors/request-errors.js';
import type { Row } from '../record/row.js';
import type { QueryTarget } from '../soql/bind/query-scope.js';
import type { Cursor } from '../soql/cursor-registry.js';
import { describeColumns } from '../soql/describe-columns.js';
import { explainQuery } from '../soql/explain-query.js';
import type { PageContext, Projection } from '../soql/record-shape.js';
import { runQuery } from '../soql/run-query.js';
import { ok } from './rest-call.js';
import type { RestAnswer, RestCall, RestResource } from './rest-call.js';

const MAX_BATCH = 2_000;
const MIN_BATCH = 200;

/** Pages of wide rows are smaller: 1,000 rows were seen where 2,000 is the default. */
const WIDE_COLUMNS = 30;
const WIDE_BATCH = 1_000;

/** The size wished for in `Sforce-Query-Options: batchSize=N`, within what the server grants. */
function batchSize(call: RestCall, columnCount: number): number {
  const wish = /(?:^|[,;\s])batchSize\s*=\s*(\d+)/i.exec(call.header('sforce-query-options') ?? '')?.[1];
  const granted = Math.min(MAX_BATCH, Math.max(MIN_BATCH, Number(wish ?? MAX_BATCH)));
  return columnCount > WIDE_COLUMNS ? Math.min(granted, WIDE_BATCH) : granted;
}

function query(call: RestCall, includeDeleted = false): RestAnswer {
  const { org, runningUser } = call;
  const timeZone = String(runningUser.TimeZoneSidKey);
  const target: QueryTarget = { ...org, timeZone, nowMs: org.nowMs(), includeDeleted };
  if (call.query.explain !== undefined) return ok(explainQuery(call.query.explain, target));
  if (call.query.q === undefined) throw requestErrors.missingParameter('q');
  if (call.query.columns === 'true') return ok(describeColumns(call.query.q, target));
  const outcome = runQuery(call.query.q, target);
  if (outcome.kind === 'count') return ok({ totalSize: outcome.totalSize, done: true, records: [] });
  if (outcome.kind === 'aggregates') {
    return ok({ totalSize: outcome.records.length, done: true, records: outcome.records });
  }
  const { rows, projection } = outcome;
  const size = batchSize(call, projection.columnCount);
  const cursor =
    rows.length > size
      ? org.cursors.open({ userId: runningUser.Id, rows, projection, batchSize: size })
      : null;
  return page(call, rows, projection, 0, size, cursor);
}

/** A page by `<locator>-<offset>`; a bare locator starts over. */
function nextPage(call: RestCall): RestAnswer {
  const match = /^([0-9A-Za-z]{18})(?:-(\d{1,9}))?$/.exec(call.params.locator ?? '');
  const cursor = match?.[1] === undefined ? undefined : call.org.cursors.find(match[1], call.runningUser.Id);
  const offset = Number(match?.[2] ?? 0);
  if (!cursor || offset >= cursor.rows.length) {
    throw apiError(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator');
  }
  return page(call, cursor.rows, cursor.projection, offset, cursor.batchSize, cursor);
}

function pagePath({ basePath }: RestCall, { locator }: Cursor, offset: number): string {
  return `${basePath}/query/${locator}-${offset}`;
}

function page(
  call: RestCall,
  rows: readonly Row[],
  projection: Projection,
  offset: number,
  size: number,
  cursor: Cursor | null,
): RestAnswer {
  const end = offset + size;
  const isLast = cursor === null || end >= rows.length;
  const context: PageContext = {
    basePath: call.basePath,
    childBatchSize: size,
    openChildren: (children, below) => {
      const parts = { userId: call.runningUser.Id, rows: children, projection: below, batchSize: size };
      return pagePath(call, call.org.cursors.open(parts), size);
    },
  };
  return ok({
    totalSize: rows.length,
    done: isLast,
    ...(!isLast && { nextRecordsUrl: pagePath(call, cursor, end) }),
    records: projection.render(rows.slice(offset, end), context),
  });
}

const queryAll = (call: RestCall): RestAnswer => query(call, true);

export const QUERY_RESOURCES: readonly RestResource[] = [
  { path: '/query', methods: { GET: (call) => query(call) } },
  { path: '/query/:locator', methods: { GET: nextPage } },
  { path: '/queryAll', methods: { GET: queryAll } },
  { path: '/queryAll/:locator', methods: { GET: nextPage } },
];

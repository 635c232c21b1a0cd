import type { ObjectSpec } from '../describe/object-spec.js';
import { apiError } from '../errors/api-error.js';
import { requestErrors } from '../errors/request-errors.js';
import { formatDatetime, parseDatetimeMs } from '../record/datetime.js';
import { nowSeconds } from '../org-state.js';
import { objectOf, ok } from './rest-call.js';
import type { RestAnswer, RestCall, RestResource } from './rest-call.js';

const MINUTE = 60;
const DAY = 86_400;
const UPDATED_DAYS = 30;
const DELETED_DAYS = 15;
const MAX_IDS = 600_000;

/** A span of time in whole minutes: its start belongs to it, its end does not. */
interface Span {
  readonly start: number;
  readonly end: number;
  /** Up to when the answer is complete: never the minute that is still running. */
  readonly covered: number;
}

const refuse = (message: string): Error => apiError(400, 'INVALID_REPLICATION_DATE', message);
const toMinute = (seconds: number): number => Math.floor(seconds / MINUTE) * MINUTE;

/** @throws ApiError INVALID_REPLICATION_DATE, MISSING_ARGUMENT, or INVALID_TYPE_FOR_OPERATION for the object */
function spanOf(call: RestCall, spec: ObjectSpec, days: number, leastSeconds: number): Span {
  if (!spec.replicateable)
    throw apiError(400, 'INVALID_TYPE_FOR_OPERATION', `sObject type '${spec.name}' is not replicable`);
  const start = minuteOf(call, 'start');
  const end = minuteOf(call, 'end');
  const now = nowSeconds(call.org);
  if (start >= end) throw refuse('startDate must precede endDate');
  if (end - start < leastSeconds) throw refuse('endDate must follow startDate by more than one minute');
  if (start < toMinute(now - days * DAY)) throw refuse(`startDate cannot be more than ${days} days ago`);
  return { start, end, covered: Math.min(end, toMinute(now)) };
}

function minuteOf(call: RestCall, name: string): number {
  const text = call.query[name];
  if (text === undefined) throw requestErrors.missingParameter(name);
  const atMs = parseDatetimeMs(text);
  if (atMs === null) throw refuse(`${name} is no date and time with a zone: ${text}`);
  return toMinute(atMs / 1000);
}

function checkCount(ids: readonly unknown[]): void {
  if (ids.length > MAX_IDS)
    throw apiError(400, 'EXCEEDED_ID_LIMIT', `More than ${MAX_IDS} rows changed: ask for a shorter span`);
}

function updated(call: RestCall): RestAnswer {
  const spec = objectOf(call);
  const { start, end, covered } = spanOf(call, spec, UPDATED_DAYS, MINUTE);
  const clock = spec.fieldNamed('SystemModstamp') ? 'SystemModstamp' : 'LastModifiedDate';
  const ids: string[] = [];
  for (const row of call.org.store.table(spec.name).rows()) {
    const at = Number(row[clock] ?? 0);
    if (at >= start && at < end) ids.push(row.Id);
  }
  checkCount(ids);
  return ok({ ids, latestDateCovered: formatDatetime(covered) });
}

function deleted(call: RestCall): RestAnswer {
  const spec = objectOf(call);
  const { start, end, covered } = spanOf(call, spec, DELETED_DAYS, MINUTE + 1);
  const table = call.org.store.table(spec.name);
  const earliest = toMinute(nowSeconds(call.org) - DELETED_DAYS * DAY);
  table.purge(earliest);
  const deletedRecords: { id: string; deletedDate: string }[] = [];
  for (const { row, deletedSeconds } of table.deletedRows()) {
    if (deletedSeconds < start || deletedSeconds >= end) continue;
    deletedRecords.push({ id: row.Id, deletedDate: formatDatetime(deletedSeconds) });
  }
  checkCount(deletedRecords);
  return ok({
    deletedRecords,
    earliestDateAvailable: formatDatetime(earliest),
    latestDateCovered: formatDatetime(covered),
  });
}

/** Which rows changed or went within a span of time, for those who copy the org. */
export const REPLICATION_RESOURCES: readonly RestResource[] = [
  { path: '/sobjects/:object/updated', methods: { GET: updated } },
  { path: '/sobjects/:object/deleted', methods: { GET: deleted } },
];

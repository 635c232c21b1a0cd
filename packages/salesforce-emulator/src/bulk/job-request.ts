import type { RestCall } from '../rest/rest-call.js';
import type { JsonRecord } from '../rows/json-record.js';
import { requestErrors } from '../errors/request-errors.js';
import { bulkErrors } from '../errors/bulk-errors.js';
import type { BulkJob, JobBasics } from './bulk-job.js';
import { DELIMITERS, LINE_ENDINGS } from './csv/csv-dialect.js';
import type { CsvDialect } from './csv/csv-dialect.js';

/** A text that the request must have. @throws ApiError INVALIDJOB, JSON_PARSER_ERROR */
export function requiredText(body: JsonRecord, key: string): string {
  const value = body.values[key];
  if (value === undefined || value === null || value === '') throw bulkErrors.badJob(`${key} is required`);
  if (typeof value !== 'string') throw body.wrongType(key, 'string');
  return value;
}

/** One of the words that the request may say; the first stands for none. @throws ApiError JSON_PARSER_ERROR */
export function oneOf<Word extends string>(body: JsonRecord, key: string, words: readonly Word[]): Word {
  const value = body.values[key] ?? words[0];
  const word = words.find((known) => known === value);
  if (word === undefined) throw body.wrongType(key, key);
  return word;
}

const COLUMN_DELIMITERS = Object.keys(DELIMITERS) as CsvDialect['columnDelimiter'][];
const LINE_ENDING_NAMES = Object.keys(LINE_ENDINGS) as CsvDialect['lineEnding'][];

/** What every new job is told, beside its object. @throws ApiError JSON_PARSER_ERROR */
export function jobBasics(
  call: RestCall,
  body: JsonRecord,
  objectName: string,
  operation: string,
): JobBasics {
  oneOf(body, 'contentType', ['CSV']);
  return {
    id: call.org.bulkJobs.nextId(),
    objectName,
    operation,
    createdById: call.runningUser.Id,
    version: call.version,
    dialect: {
      columnDelimiter: oneOf(body, 'columnDelimiter', ['COMMA', ...COLUMN_DELIMITERS]),
      lineEnding: oneOf(body, 'lineEnding', LINE_ENDING_NAMES),
    },
    nowMs: () => call.org.nowMs(),
  };
}

/** Objects that the Bulk API does not serve. */
const UNSERVED = new Set(['UserLogin']);

/** @throws ApiError INVALIDENTITY */
export function servedObject(call: RestCall, name: string) {
  const spec = call.org.catalog.named(name);
  if (!spec || UNSERVED.has(spec.name)) throw bulkErrors.entity(spec?.name ?? name);
  return spec;
}

const JOBS_PER_PAGE = 1_000;

/** Jobs of a type, a thousand at a time. */
export function listJobs(call: RestCall, jobType: BulkJob['jobType'], path: string): Record<string, unknown> {
  const { queryLocator = '', jobType: wanted = jobType, isPkChunkingEnabled = 'false' } = call.query;
  const start = queryLocator === '' ? 0 : locatorOffset(queryLocator);
  const isNone =
    wanted.toLowerCase() !== jobType.toLowerCase() || isPkChunkingEnabled.toLowerCase() === 'true';
  const jobs = isNone ? [] : call.org.bulkJobs.all(jobType);
  const end = start + JOBS_PER_PAGE;
  const done = end >= jobs.length;
  return {
    done,
    records: jobs.slice(start, end).map((job) => job.listed()),
    nextRecordsUrl: done ? null : `${call.basePath}${path}?queryLocator=${locatorOf(end)}`,
  };
}

/** A place in a list or a table, in the opaque form of locators. */
export function locatorOf(offset: number): string {
  return Buffer.from(String(offset)).toString('base64url');
}

/** @throws ApiError INVALID_QUERY_LOCATOR */
export function locatorOffset(locator: string): number {
  const offset = Number(Buffer.from(locator, 'base64url').toString('latin1'));
  if (!Number.isInteger(offset) || offset < 1 || locatorOf(offset) !== locator)
    throw bulkErrors.locator(locator);
  return offset;
}

/** The resource came with a later version. @throws ApiError NOT_FOUND */
export function requireVersion(call: RestCall, since: number): void {
  if (call.version < since) throw requestErrors.notFound();
}

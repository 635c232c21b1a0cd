import { Readable } from 'node:stream';
import { bulkErrors } from '../../errors/bulk-errors.js';
import { noContent, ok } from '../../rest/rest-call.js';
import type { RestAnswer, RestCall, RestResource } from '../../rest/rest-call.js';
import {
  jobBasics,
  listJobs,
  locatorOf,
  locatorOffset,
  oneOf,
  requiredText,
  requireVersion,
  servedObject,
} from '../job-request.js';
import { QueryJob } from './query-job.js';
import { runTableQuery } from './run-table-query.js';

const SINCE = 47;
const PAGES_SINCE = 58;
const PAGES_PER_ANSWER = 5;

function create(call: RestCall): RestAnswer {
  requireVersion(call, SINCE);
  const { org, runningUser } = call;
  const { bulkJobs: jobs } = org;
  const body = call.body();
  requiredText(body, 'operation');
  const operation = oneOf(body, 'operation', ['query', 'queryAll']);
  const soql = requiredText(body, 'query');
  if (jobs.queryJobs.used >= jobs.settings.dailyQueryJobs) throw bulkErrors.quota('DailyBulkV2QueryJobs');
  const query = runTableQuery(soql, {
    ...org,
    timeZone: String(runningUser.TimeZoneSidKey),
    nowMs: org.nowMs(),
    includeDeleted: operation === 'queryAll',
  });
  const spec = servedObject(call, query.objectName);
  const job = new QueryJob(jobBasics(call, body, spec.name, operation), query);
  jobs.queryJobs.add(1);
  jobs.add(job);
  const answer = ok(job.created());
  jobs.start(job);
  return answer;
}

function jobOf(call: RestCall): QueryJob {
  requireVersion(call, SINCE);
  return call.org.bulkJobs.find(call.params.id ?? '', 'V2Query') as QueryJob;
}

function look(call: RestCall): RestAnswer {
  const job = jobOf(call);
  const answer = ok(job.full());
  call.org.bulkJobs.looked(job);
  return answer;
}

/** How states are called where results are refused. */
const STATE_NAMES: Readonly<Record<string, string>> = {
  UploadComplete: 'UPLOAD_COMPLETE',
  InProgress: 'IN_PROGRESS',
  Failed: 'FAILED',
  Aborted: 'ABORTED',
};

/** The job whose results are asked for. @throws ApiError 409 for another version, 412 before the end */
function completedJob(call: RestCall): QueryJob {
  const job = jobOf(call);
  if (job.basics.version !== call.version) throw bulkErrors.otherVersion(job.basics.version);
  if (job.state !== 'JobComplete') throw bulkErrors.notComplete(STATE_NAMES[job.state] ?? job.state);
  return job;
}

function results(call: RestCall): RestAnswer {
  const { table } = completedJob(call);
  const start = call.query.locator === undefined ? 0 : locatorOffset(call.query.locator);
  if (start > 0 && start >= table.size) throw bulkErrors.locator(call.query.locator ?? '');
  const end = Math.min(start + pageSize(call), table.size);
  return {
    status: 200,
    headers: {
      // The word itself ends the pages, not a header that is missing.
      'Sforce-Locator': end < table.size ? locatorOf(end) : 'null',
      'Sforce-NumberOfRecords': String(end - start),
    },
    content: { type: 'text/csv', text: Readable.from(table.slice(start, end)) },
  };
}

function pageSize(call: RestCall): number {
  const { recordsPerPage } = call.org.settings.bulk;
  const wish = call.query.maxRecords;
  if (wish === undefined) return recordsPerPage;
  const size = Number(wish);
  if (!Number.isInteger(size) || size < 1)
    throw bulkErrors.input(`maxRecords must be a positive number: ${wish}`);
  return Math.min(size, recordsPerPage);
}

/** Where the pages begin, for reading several at once: five to an answer. */
function resultPages(call: RestCall): RestAnswer {
  requireVersion(call, PAGES_SINCE);
  const { table, basics } = completedJob(call);
  const url = `${call.basePath}/jobs/query/${basics.id}`;
  const size = pageSize(call);
  const { queryLocator } = call.query;
  let start = queryLocator === undefined ? 0 : locatorOffset(queryLocator);
  const pages: { readonly resultUrl: string }[] = [];
  while (pages.length < PAGES_PER_ANSWER && (start < table.size || start === 0)) {
    pages.push({
      resultUrl: `${url}/results?maxRecords=${size}${start > 0 ? `&locator=${locatorOf(start)}` : ''}`,
    });
    start += size;
  }
  const done = start >= table.size;
  return ok({
    resultPages: pages,
    nextRecordsUrl: done ? null : `${url}/resultPages?queryLocator=${locatorOf(start)}`,
    done,
  });
}

export const QUERY_JOB_RESOURCES: readonly RestResource[] = [
  {
    path: '/jobs/query',
    methods: {
      GET: (call) => {
        requireVersion(call, SINCE);
        return ok(listJobs(call, 'V2Query', '/jobs/query'));
      },
      POST: create,
    },
  },
  {
    path: '/jobs/query/:id',
    methods: {
      GET: look,
      PATCH: (call) => {
        const job = jobOf(call);
        const body = call.body();
        requiredText(body, 'state');
        oneOf(body, 'state', ['Aborted']);
        job.abort();
        return ok(job.created());
      },
      DELETE: (call) => {
        call.org.bulkJobs.remove(jobOf(call));
        return noContent;
      },
    },
  },
  { path: '/jobs/query/:id/results', methods: { GET: results } },
  { path: '/jobs/query/:id/resultPages', methods: { GET: resultPages } },
];

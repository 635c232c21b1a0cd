import { Readable } from 'node:stream';
import { bulkErrors } from '../../errors/bulk-errors.js';
import { requestErrors } from '../../errors/request-errors.js';
import { noContent, ok } from '../../rest/rest-call.js';
import type { RestAnswer, RestCall, RestHandler, RestResource } from '../../rest/rest-call.js';
import { parseJsonRecord } from '../../rows/json-record.js';
import type { JsonRecord } from '../../rows/json-record.js';
import { jobBasics, listJobs, oneOf, requiredText, requireVersion, servedObject } from '../job-request.js';
import { IngestJob } from './ingest-job.js';
import { INGEST_OPERATIONS } from './ingest-operation.js';
import { keyField } from '../../rows/find-by-key.js';

const SINCE = 41;
const MAX_MULTIPART_CHARACTERS = 100_000;
const CSV_TYPE = 'text/csv';

function create(call: RestCall): RestAnswer {
  requireVersion(call, SINCE);
  const isMultipart = /^multipart\/form-data\s*;/i.test(call.header('content-type') ?? '');
  const job = newJob(call, isMultipart ? parseJsonRecord(call.text()) : call.body());
  if (isMultipart) {
    const [content = Buffer.alloc(0)] = call.upload();
    if (content.toString('utf8').length > MAX_MULTIPART_CHARACTERS) {
      throw bulkErrors.input(
        `ClientInputError : Multipart data cannot be longer than ${MAX_MULTIPART_CHARACTERS} characters; upload it by a request of its own`,
      );
    }
    job.upload([content]);
  }
  call.org.bulkJobs.add(job);
  if (isMultipart) job.close();
  return ok(job.created());
}

function newJob(call: RestCall, body: JsonRecord): IngestJob {
  const { org, runningUser } = call;
  const spec = servedObject(call, requiredText(body, 'object'));
  requiredText(body, 'operation');
  const operation = oneOf(body, 'operation', INGEST_OPERATIONS);
  const traits: Record<string, string> = {};
  let key = null;
  if (operation === 'upsert') {
    const name = requiredText(body, 'externalIdFieldName');
    key = keyField(spec, name) ?? null;
    if (!key) {
      throw bulkErrors.badJob(
        `Field name provided, ${name} does not match an External ID, Salesforce Id, or indexed field for ${spec.name}`,
      );
    }
    traits.externalIdFieldName = key.name;
  }
  const { assignmentRuleId } = body.values;
  if (typeof assignmentRuleId === 'string') traits.assignmentRuleId = assignmentRuleId;
  const { bulkJobs: jobs } = org;
  if (jobs.batches.used >= jobs.settings.dailyBatches) throw bulkErrors.quota('ApiBatchItems');
  const basics = jobBasics(call, body, spec.name, operation);
  return new IngestJob(basics, operation, { org, runningUser, spec, key }, jobs, traits);
}

function jobOf(call: RestCall): IngestJob {
  requireVersion(call, SINCE);
  return call.org.bulkJobs.find(call.params.id ?? '', 'V2Ingest') as IngestJob;
}

function look(call: RestCall): RestAnswer {
  const job = jobOf(call);
  const answer = ok(job.full());
  call.org.bulkJobs.looked(job);
  return answer;
}

function changeState(call: RestCall): RestAnswer {
  const job = jobOf(call);
  const body = call.body();
  requiredText(body, 'state');
  if (oneOf(body, 'state', ['UploadComplete', 'Aborted']) === 'Aborted') job.abort();
  else job.close();
  return ok(job.brief());
}

function upload(call: RestCall): RestAnswer {
  const job = jobOf(call);
  const type = call.header('content-type') ?? '';
  const encoding = call.header('content-encoding') ?? 'identity';
  if (!/^text\/csv\s*(?:;|$)/i.test(type)) throw requestErrors.unsupportedMediaType(type);
  if (encoding.toLowerCase() !== 'identity')
    throw requestErrors.unsupportedMediaType(`${type} as ${encoding}`);
  job.upload(call.upload());
  return { status: 201 };
}

/** A table of the job, which is there once the job has ended. */
function table(rowsOf: (job: IngestJob) => Iterable<Buffer>): RestHandler {
  return (call) => {
    const job = jobOf(call);
    if (!job.isFinal) throw bulkErrors.jobState(`The results of a job in state ${job.state} cannot be read`);
    return { status: 200, content: { type: CSV_TYPE, text: Readable.from(rowsOf(job)) } };
  };
}

export const INGEST_RESOURCES: readonly RestResource[] = [
  {
    path: '/jobs/ingest',
    methods: {
      GET: (call) => {
        requireVersion(call, SINCE);
        return ok(listJobs(call, 'V2Ingest', '/jobs/ingest'));
      },
      POST: create,
    },
  },
  {
    path: '/jobs/ingest/:id',
    methods: {
      GET: look,
      PATCH: changeState,
      DELETE: (call) => {
        call.org.bulkJobs.remove(jobOf(call));
        return noContent;
      },
    },
  },
  { path: '/jobs/ingest/:id/batches', methods: { PUT: upload } },
  { path: '/jobs/ingest/:id/successfulResults', methods: { GET: table((job) => job.successful()) } },
  { path: '/jobs/ingest/:id/failedResults', methods: { GET: table((job) => job.failedRows()) } },
  { path: '/jobs/ingest/:id/unprocessedrecords', methods: { GET: table((job) => job.unprocessed()) } },
];

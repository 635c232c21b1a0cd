import { setTimeout as delay } from 'node:timers/promises';
import type { SalesforceError } from '../../errors/salesforce-errors.js';
import { text } from '../../words/text.js';
import { worded } from '../../words/worded.js';
import type { CallContext, TextAnswer } from '../api-request.js';
import type { ReadyPart } from '../gathering/program.js';
import type { SalesforceSession } from '../session.js';
import { csvRows } from './csv-rows.js';
import { ingestTable } from './ingest-table.js';

const FIRST_POLL_MS = 250;
const MAX_POLL_MS = 30_000;
const OPERATIONS = { POST: 'insert', PATCH: 'update', DELETE: 'delete' } as const;

interface Job {
  readonly id: string;
  readonly state: 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';
}

/** Rows of one kind, which differ in what becomes of each. */
export interface Ingestion {
  readonly sobject: string;
  readonly method: keyof typeof OPERATIONS;
  readonly parts: readonly ReadyPart[];
}

/**
 * Writes rows by a job of Bulk API 2.0, and answers each. Three API calls to make, fill and close the job, one for each
 * look at it (after 1/4 s, then twice as long each time, up to 30 s), and three for the results. The job is aborted when
 * nobody waits for it any more.
 * @returns the rows that the job did not take or not do: nothing came of them.
 */
export async function ingest(
  session: SalesforceSession,
  { sobject, method, parts }: Ingestion,
  context: CallContext,
): Promise<readonly ReadyPart[]> {
  const table = ingestTable(parts);
  const left = new Set(parts);
  if (table.parts.length === 0) return parts;
  let job: Job | undefined;
  let isClosed = false;
  try {
    job = await session.request<Job>(
      {
        method: 'POST',
        path: '/jobs/ingest',
        body: { object: sobject, operation: OPERATIONS[method], contentType: 'CSV', lineEnding: 'LF' },
      },
      context,
    );
    const path = `/jobs/ingest/${job.id}`;
    await session.request({ method: 'PUT', path: `${path}/batches`, csv: table.csv }, context);
    isClosed = true;
    await session.request({ method: 'PATCH', path, body: { state: 'UploadComplete' } }, context);
    await completed(session, path, context);
    for (const part of table.parts) left.delete(part);
    const open = new Set(table.parts);
    for (const kind of ['successfulResults', 'failedResults', 'unprocessedrecords']) {
      for await (const row of results(session, `${path}/${kind}`, context)) {
        const part = table.partOf(row);
        if (!part || !open.delete(part)) continue;
        if (kind === 'unprocessedrecords') left.add(part);
        else answer(part, row);
      }
    }
    for (const { program } of open)
      program.fail(worded('ConnectorException', text('fault.bulkRow'), { outcomeUnknown: true }));
    return [...left];
  } catch (failure) {
    if (job) await abort(session, job, context);
    // Until the job is closed nothing is done.
    if (!isClosed && !context.signal?.aborted) return parts;
    for (const { program } of table.parts) program.fail(failure);
    return parts.filter((part) => !table.parts.includes(part));
  }
}

async function completed(session: SalesforceSession, path: string, context: CallContext): Promise<void> {
  for (let waitMs = FIRST_POLL_MS; ; waitMs = Math.min(waitMs * 2, MAX_POLL_MS)) {
    await delay(waitMs, undefined, context.signal ? { signal: context.signal } : {}).catch(() => {
      throw context.signal!.reason;
    });
    const { state } = await session.request<Job>({ method: 'GET', path }, { ...context, writes: false });
    if (state === 'JobComplete' || state === 'Failed' || state === 'Aborted') return;
  }
}

/** A job that cannot be aborted ends by itself. */
const abort = (session: SalesforceSession, { id }: Job, context: CallContext): Promise<unknown> =>
  session
    .request(
      { method: 'PATCH', path: `/jobs/ingest/${id}`, body: { state: 'Aborted' } },
      { ...context, signal: undefined },
    )
    .catch(() => undefined);

async function* results(
  session: SalesforceSession,
  path: string,
  context: CallContext,
): AsyncGenerator<ReadonlyMap<string, string>, void, void> {
  const { text: csv } = await session.request<TextAnswer>(
    { method: 'GET', path, answers: 'text/csv' },
    { ...context, writes: false },
  );
  let header: readonly string[] | undefined;
  for (const rows of csvRows(csv, 1_000)) {
    header ??= rows.shift()!;
    for (const row of rows) yield new Map(header.map((name, at) => [name, row[at] ?? '']));
  }
}

function answer({ program, at, request }: ReadyPart, row: ReadonlyMap<string, string>): void {
  const error = row.get('sf__Error');
  if (error !== undefined) program.answer(at, { errors: [errorIn(error)] });
  else if (request.method !== 'POST') program.answer(at, { body: null });
  else program.answer(at, { body: { id: row.get('sf__Id'), success: true, errors: [] } });
}

/** `CODE:message:fields --` */
function errorIn(said: string): SalesforceError {
  const [, code = 'UNKNOWN_EXCEPTION', message = said, fields = ''] =
    /^([A-Z_]+):(.*?):?([\w, ]*)\s*--$/s.exec(said) ?? [];
  return { code, message, fields: fields.split(/[, ]+/).filter((field) => field !== '') };
}

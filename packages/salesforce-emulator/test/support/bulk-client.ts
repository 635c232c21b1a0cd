import { parse } from 'csv-parse/sync';
import type { Json } from './json.js';
import type { Answer, OrgClient } from './org-client.js';

export type Records = readonly Readonly<Record<string, string>>[];

/** An ended ingest job and its tables. */
export interface Ingested {
  readonly job: Json;
  readonly successful: Records;
  readonly failed: Records;
  readonly unprocessed: string;
}

export const records = (csv: string, delimiter = ','): Records =>
  parse(csv, { columns: true, delimiter, bom: true });

/** Uploads a table to an open job. */
export function put(client: OrgClient, id: string, csv: string, headers = {}): Promise<Answer> {
  return client.call('PUT', `/jobs/ingest/${id}/batches`, csv, { 'content-type': 'text/csv', ...headers });
}

export async function createJob(client: OrgClient, request: Json, kind = 'ingest'): Promise<Json> {
  const { json, text, status } = await client.call('POST', `/jobs/${kind}`, request);
  if (status !== 200) throw new Error(`job not created: ${text}`);
  return json;
}

/** Looks at a job until it has ended; the states it was seen in, each once, come along. */
export async function ended(
  client: OrgClient,
  id: string,
  kind = 'ingest',
): Promise<{ readonly job: Json; readonly states: readonly string[] }> {
  const states = new Set<string>();
  for (;;) {
    const { json: job } = await client.call('GET', `/jobs/${kind}/${id}`);
    states.add(job.state);
    if (['JobComplete', 'Failed', 'Aborted'].includes(job.state)) return { job, states: [...states] };
  }
}

export async function ingest(client: OrgClient, request: Json, csv: string): Promise<Ingested> {
  const { id } = await createJob(client, request);
  const uploaded = await put(client, id, csv);
  if (uploaded.status !== 201) throw new Error(`not uploaded: ${uploaded.text}`);
  await client.call('PATCH', `/jobs/ingest/${id}`, { state: 'UploadComplete' });
  const { job } = await ended(client, id);
  const table = async (name: string): Promise<string> =>
    (await client.call('GET', `/jobs/ingest/${id}/${name}`)).text;
  return {
    job,
    successful: records(await table('successfulResults')),
    failed: records(await table('failedResults')),
    unprocessed: await table('unprocessedrecords'),
  };
}

/** Runs a query job to its end. */
export async function queryJob(client: OrgClient, query: string, more: Json = {}): Promise<Json> {
  const { id } = await createJob(client, { operation: 'query', query, ...more }, 'query');
  return (await ended(client, id, 'query')).job;
}

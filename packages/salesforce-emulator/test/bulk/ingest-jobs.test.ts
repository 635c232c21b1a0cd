import { expect } from 'chai';
import { createJob, ended, ingest, put, records } from '../support/bulk-client.js';
import { openClient, passwordGrant } from '../support/org-client.js';
import type { OrgClient } from '../support/org-client.js';
import { fixture } from '../support/fixtures.js';

const INSERT = { object: 'Account', operation: 'insert' };
const complete = { state: 'UploadComplete' };

describe('bulk ingest jobs', () => {
  let client: OrgClient;
  let now = Date.UTC(2026, 0, 31, 10, 20, 30);
  before(async () => {
    client = await openClient({
      users: 2,
      now: () => new Date(now),
      bulk: { rowsPerStep: 2, movedBy: 'polls', maxUploadBytes: 1_000 },
    });
  });
  after(() => client.close());

  it('go from Open over UploadComplete and InProgress to JobComplete', async () => {
    const job = await createJob(client, { ...INSERT, contentType: 'CSV', lineEnding: 'LF' });
    expect(job).to.include({
      state: 'Open',
      apiVersion: 62,
      contentUrl: `services/data/v62.0/jobs/ingest/${job.id}/batches`,
      createdDate: '2026-01-31T10:20:30.000+0000',
      lineEnding: 'LF',
      columnDelimiter: 'COMMA',
    });
    expect(job.id).to.match(/^750\w{15}$/);
    expect(await put(client, job.id, 'Name\nA\nB\nC\n')).to.include({ status: 201, text: '' });
    const closed = await client.call('PATCH', `/jobs/ingest/${job.id}`, complete);
    expect(closed.json.state).to.equal('UploadComplete');
    const looks = [];
    for (let look = 0; look < 5; look++) {
      const { json } = await client.call('GET', `/jobs/ingest/${job.id}`);
      looks.push([json.state, json.numberRecordsProcessed]);
    }
    expect(looks).to.deep.equal([
      ['UploadComplete', 0],
      ['InProgress', 0],
      ['InProgress', 2],
      ['InProgress', 3],
      ['JobComplete', 3],
    ]);
  });

  it('tell of themselves what recorded ones do', async function () {
    const { id } = await createJob(client, INSERT);
    await put(client, id, 'Name\nA\n');
    const { json: closed } = await client.call('PATCH', `/jobs/ingest/${id}`, complete);
    const { job } = await ended(client, id);
    const shape = (value: object) => Object.entries(value).map(([key, of]) => [key, typeof of]);
    expect(shape(closed)).to.have.deep.members(shape(fixture(this, 'bulk2_ingest_job_closed.200.json')));
    expect(shape(job)).to.have.deep.members(shape(fixture(this, 'bulk2_ingest_job_complete.200.json')));
  });

  it('take one upload, of tables alone, of no more than is allowed, and only while open', async () => {
    const { id } = await createJob(client, INSERT);
    const large = await put(client, id, `Name\n${'x'.repeat(1_000)}`);
    expect(large).to.include({ status: 413 });
    expect(large.json[0].errorCode).to.equal('REQUEST_TOO_LARGE');
    expect((await put(client, id, '{}', { 'content-type': 'application/json' })).status).to.equal(415);
    expect((await put(client, id, 'Name\nA', { 'content-encoding': 'gzip' })).status).to.equal(415);
    expect((await put(client, id, 'Name\nA')).status).to.equal(201);
    const second = await put(client, id, 'Name\nB');
    expect(second.json[0]).to.include({ errorCode: 'CLIENTINPUTERROR' });
    await client.call('PATCH', `/jobs/ingest/${id}`, complete);
    const late = await put(client, id, 'Name\nC');
    expect([late.status, late.json[0].errorCode]).to.deep.equal([400, 'INVALIDJOBSTATE']);
    const closedTwice = await client.call('PATCH', `/jobs/ingest/${id}`, complete);
    expect(closedTwice.json[0].errorCode).to.equal('INVALIDJOBSTATE');
  });

  it('are bounded by what really comes, whatever its announced length', async () => {
    const { id } = await createJob(client, INSERT);
    const body = new ReadableStream({
      start: (controller) => {
        for (let piece = 0; piece < 3; piece++) controller.enqueue(Buffer.alloc(500, 'x'));
        controller.close();
      },
    });
    const response = await fetch(`${client.org.url}/services/data/v62.0/jobs/ingest/${id}/batches`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${client.token}`, 'content-type': 'text/csv' },
      body,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).to.equal(413);
  });

  it('refuse an upload without session before it is read', async () => {
    const { id } = await createJob(client, INSERT);
    const { status, json } = await put(client.as('nonsense'), id, `Name\n${'x'.repeat(5_000)}`);
    expect([status, json[0].errorCode]).to.deep.equal([401, 'INVALID_SESSION_ID']);
  });

  it('leave what an abort kept from being processed, as it was uploaded', async () => {
    const { id } = await createJob(client, INSERT);
    await put(client, id, 'Name\nA\n"B"\nC\nD\n');
    await client.call('PATCH', `/jobs/ingest/${id}`, complete);
    for (let look = 0; look < 2; look++) await client.call('GET', `/jobs/ingest/${id}`);
    const early = await client.call('GET', `/jobs/ingest/${id}/successfulResults`);
    expect(early.json[0].errorCode).to.equal('INVALIDJOBSTATE');
    const aborted = await client.call('PATCH', `/jobs/ingest/${id}`, { state: 'Aborted' });
    expect(aborted.json.state).to.equal('Aborted');
    const rest = await client.call('GET', `/jobs/ingest/${id}/unprocessedrecords`);
    expect(rest.text).to.equal('Name\nC\nD\n');
    expect(rest.headers.get('content-type')).to.match(/^text\/csv/);
    const done = await client.call('GET', `/jobs/ingest/${id}/successfulResults`);
    expect(records(done.text).map(({ Name }) => Name)).to.deep.equal(['A', 'B']);
    const again = await client.call('PATCH', `/jobs/ingest/${id}`, { state: 'Aborted' });
    expect(again.json[0]).to.include({
      errorCode: 'INVALIDJOBSTATE',
      message: 'Aborting already Aborted Job not allowed',
    });
  });

  it('cannot be aborted once complete, in the words of a real org', async () => {
    const { job } = await ingest(client, INSERT, 'Name\nA\n');
    const { json } = await client.call('PATCH', `/jobs/ingest/${job.id}`, { state: 'Aborted' });
    expect(json).to.deep.equal([
      { errorCode: 'INVALIDJOBSTATE', message: 'Aborting already Completed Job not allowed' },
    ]);
  });

  it('can be deleted once they have ended', async () => {
    const { id } = await createJob(client, INSERT);
    expect((await client.call('DELETE', `/jobs/ingest/${id}`)).status).to.equal(400);
    await client.call('PATCH', `/jobs/ingest/${id}`, { state: 'Aborted' });
    expect((await client.call('DELETE', `/jobs/ingest/${id}`)).status).to.equal(204);
    expect((await client.call('GET', `/jobs/ingest/${id}`)).status).to.equal(404);
    expect((await client.call('GET', '/jobs/ingest/nonsense')).json[0].errorCode).to.equal('INVALIDJOB');
  });

  it('are forgotten seven days after they ended, not before', async () => {
    const { job } = await ingest(client, INSERT, 'Name\nA\n');
    const { id: open } = await createJob(client, INSERT);
    const week = 7 * 24 * 3_600_000;
    now += week;
    const { username, password, securityToken } = client.org.credentials;
    const { json } = await passwordGrant(client.org, username, password + securityToken);
    const renewed = client.as(json.access_token);
    expect((await renewed.call('GET', `/jobs/ingest/${job.id}`)).status).to.equal(200);
    now += 1;
    expect((await renewed.call('GET', `/jobs/ingest/${job.id}`)).status).to.equal(404);
    expect((await renewed.call('GET', `/jobs/ingest/${open}`)).status).to.equal(200);
  });
});

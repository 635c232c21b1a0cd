import { expect } from 'chai';
import { createJob, ended, records } from '../support/bulk-client.js';
import { http, openClient } from '../support/org-client.js';
import type { OrgClient } from '../support/org-client.js';

const INSERT = { object: 'Account', operation: 'insert' };

describe('requests of bulk jobs', () => {
  let client: OrgClient;
  before(async () => {
    client = await openClient({ users: 2 });
  });
  after(() => client.close());

  function multipart(job: string, content: string): Promise<Response> {
    const form = new FormData();
    form.append('job', new Blob([job], { type: 'application/json' }));
    form.append('content', new Blob([content], { type: 'text/csv' }), 'content');
    return fetch(`${client.org.url}/services/data/v62.0/jobs/ingest`, {
      method: 'POST',
      headers: { authorization: `Bearer ${client.token}` },
      body: form,
    });
  }

  it('bring a small table along in a part of its own', async () => {
    const response = await multipart(JSON.stringify(INSERT), 'Name\nÄ\n');
    const job = (await response.json()) as { id: string; state: string };
    expect([response.status, job.state]).to.deep.equal([200, 'UploadComplete']);
    expect((await ended(client, job.id)).job).to.include({
      state: 'JobComplete',
      numberRecordsProcessed: 1,
      numberRecordsFailed: 0,
    });
    const { text } = await client.call('GET', `/jobs/ingest/${job.id}/successfulResults`);
    expect(records(text)[0]).to.include({ Name: 'Ä' });
  });

  it('are refused with a large table beside them, without parts, or with parts elsewhere', async () => {
    const large = await multipart(JSON.stringify(INSERT), `Name\n${'Ä'.repeat(100_000)}`);
    expect([large.status, await large.text()][1]).to.include('CLIENTINPUTERROR');
    const broken = await client.call('POST', '/jobs/ingest', 'no parts', {
      'content-type': 'multipart/form-data; boundary=x',
    });
    expect([broken.status, broken.json[0].errorCode]).to.deep.equal([400, 'JSON_PARSER_ERROR']);
    const half = new FormData();
    half.append('job', JSON.stringify(INSERT));
    const url = `${client.org.url}/services/data/v62.0`;
    const headers = { authorization: `Bearer ${client.token}` };
    const missing = await http(`${url}/jobs/ingest`, { method: 'POST', headers, body: half });
    expect(missing.json[0].message).to.include("'content'");
    half.append('content', 'Name');
    const elsewhere = await http(`${url}/sobjects/Account`, { method: 'POST', headers, body: half });
    expect(elsewhere.status).to.equal(415);
  });

  it('are not known to versions before them', async () => {
    const at = (path: string): Promise<number> =>
      http(`${client.org.url}/services/data/${path}`, {
        headers: { authorization: `Bearer ${client.token}` },
      }).then(({ status }) => status);
    expect(await at('v40.0/jobs/ingest')).to.equal(404);
    expect(await at('v41.0/jobs/ingest')).to.equal(200);
    expect(await at('v46.0/jobs/query')).to.equal(404);
    expect(await at('v47.0/jobs/query')).to.equal(200);
  });

  it('list jobs, a thousand at a time', async () => {
    const made: string[] = [];
    while (made.length < 1_001) {
      const some = await Promise.all(Array.from({ length: 91 }, () => createJob(client, INSERT)));
      made.push(...some.map(({ id }) => id));
    }
    const { json: first } = await client.call('GET', '/jobs/ingest');
    expect(first).to.include({ done: false });
    expect(first.records).to.have.length(1_000);
    expect(first.records[0]).to.include({ jobType: 'V2Ingest', object: 'Account' });
    const path = String(first.nextRecordsUrl).replace('/services/data/v62.0', '');
    const { json: second } = await client.call('GET', path);
    expect([second.done, second.nextRecordsUrl]).to.deep.equal([true, null]);
    const listed = [...first.records, ...second.records].map((job: { id: string }) => job.id);
    expect(listed).to.include.members(made);
    expect(new Set(listed).size).to.equal(listed.length);
    const { json: none } = await client.call('GET', '/jobs/ingest?isPkChunkingEnabled=true');
    expect(none).to.deep.equal({ done: true, records: [], nextRecordsUrl: null });
    const bad = await client.call('GET', '/jobs/ingest?queryLocator=?');
    expect(bad.json[0].errorCode).to.equal('INVALID_QUERY_LOCATOR');
  }).timeout(30_000);

  it('are told that Bulk API 1.0 is not emulated', async () => {
    const url = `${client.org.url}/services/async/62.0/job`;
    const xml = await http(url, { method: 'POST', body: '<jobInfo/>' });
    expect(xml.status).to.equal(400);
    expect(xml.text).to.include('<exceptionCode>FeatureNotEnabled</exceptionCode>');
    const json = await http(url, { headers: { 'content-type': 'application/json' } });
    expect(json.json.exceptionMessage).to.include('/services/data/vXX.0/jobs');
  });

  it('count as API calls, each by itself', async () => {
    client.org.calls.reset();
    const { id } = await createJob(client, INSERT);
    await client.call('GET', `/jobs/ingest/${id}`);
    expect([...client.org.calls.byResource]).to.deep.equal([
      ['POST /jobs/ingest', 1],
      ['GET /jobs/ingest/{id}', 1],
    ]);
  });
});

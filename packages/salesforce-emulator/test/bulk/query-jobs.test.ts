import { expect } from 'chai';
import { createJob, ended, ingest, queryJob, records } from '../support/bulk-client.js';
import { fixture } from '../support/fixtures.js';
import { http, openClient } from '../support/org-client.js';
import type { Answer, OrgClient } from '../support/org-client.js';

describe('bulk query jobs', () => {
  let client: OrgClient;
  before(async () => {
    client = await openClient({
      users: 25,
      bulk: { rowsPerStep: 4, recordsPerPage: 20, dailyQueryJobs: 40 },
    });
  });
  after(() => client.close());

  const results = (id: string, search = ''): Promise<Answer> =>
    client.call('GET', `/jobs/query/${id}/results${search}`);

  it('give the rows as a table, columns in the order of the query', async () => {
    const made = await ingest(
      client,
      { object: 'Account', operation: 'insert' },
      'Name,AnnualRevenue,NumberOfEmployees,Description\n"A ""quoted"", one",912260031,7,"two\nlines"\nB,100,,=1+1\n',
    );
    const job = await queryJob(
      client,
      'SELECT Name, AnnualRevenue, Owner.Username, NumberOfEmployees, Description, IsDeleted, Id, CreatedDate FROM Account ORDER BY Name',
    );
    expect(job).to.include({ state: 'JobComplete', object: 'Account', numberRecordsProcessed: 2 });
    const { text, headers } = await results(job.id);
    expect(headers.get('content-type')).to.match(/^text\/csv/);
    expect(headers.get('sforce-locator')).to.equal('null');
    expect(headers.get('sforce-numberofrecords')).to.equal('2');
    expect(headers.get('sforce-limit-info')).to.match(/^api-usage=/);
    const [one, two] = made.successful.map((row) => row.sf__Id);
    const owner = client.org.credentials.username;
    const created = (at: string | undefined) =>
      String(client.org.find('Account', at ?? '')?.CreatedDate).replace('+0000', 'Z');
    expect(text).to.equal(
      '"Name","AnnualRevenue","Owner.Username","NumberOfEmployees","Description","IsDeleted","Id","CreatedDate"\n' +
        `"A ""quoted"", one","9.12260031E8","${owner}","7","two\nlines","false","${one}","${created(one)}"\n` +
        `"B","100.0","${owner}","","=1+1","false","${two}","${created(two)}"\n`,
    );
  });

  it('answer page by page, each with its header, until the locator is the word null', async () => {
    const { id } = await queryJob(client, 'SELECT Id FROM User ORDER BY Id');
    const wanted = (await client.rows('SELECT Id FROM User ORDER BY Id')).map(({ Id }) => Id);
    const ids: (string | undefined)[] = [];
    const counts: number[] = [];
    for (let locator = '', pages = 0; locator !== 'null' && pages < 20; pages++) {
      const page = await results(id, `?maxRecords=7${locator && `&locator=${locator}`}`);
      const rows = records(page.text);
      expect(page.headers.get('sforce-numberofrecords')).to.equal(String(rows.length));
      counts.push(rows.length);
      ids.push(...rows.map(({ Id }) => Id));
      locator = page.headers.get('sforce-locator') ?? '';
    }
    expect(ids).to.deep.equal(wanted);
    expect(new Set(counts.slice(0, -1))).to.deep.equal(new Set([7]));
    const whole = await results(id, '?maxRecords=1000000');
    expect(whole.headers.get('sforce-numberofrecords')).to.equal('20');
    for (const bad of ['?locator=nonsense', '?locator=OTk5OTk5', '?maxRecords=0', '?maxRecords=x']) {
      expect((await results(id, bad)).status).to.equal(400);
    }
  });

  it('tell where the pages begin, five at a time', async () => {
    const { id } = await queryJob(client, 'SELECT Id FROM User');
    const ids = new Set<string | undefined>();
    const sizes: number[] = [];
    let next: string | null = `/jobs/query/${id}/resultPages?maxRecords=4`;
    const { json: first } = await client.call('GET', next);
    expect(first).to.include({ done: false });
    for (next = `/jobs/query/${id}/resultPages`; next;) {
      const { json } = await client.call('GET', next);
      for (const { resultUrl } of json.resultPages) {
        const page = await client.call('GET', resultUrl.replace('/services/data/v62.0', ''));
        for (const { Id } of records(page.text)) ids.add(Id);
      }
      sizes.push(json.resultPages.length);
      expect(json.done).to.equal(json.nextRecordsUrl === null);
      next = json.nextRecordsUrl?.replace('/services/data/v62.0', '');
    }
    expect(ids.size).to.equal((await client.rows('SELECT Id FROM User')).length);
    expect(sizes.every((size) => size <= 5)).to.equal(true);
  });

  it('keep what they found, whatever becomes of the rows', async () => {
    const { successful } = await ingest(
      client,
      { object: 'Lead', operation: 'insert' },
      'LastName,Company\nBefore,Co\n',
    );
    const job = await queryJob(client, 'SELECT LastName FROM Lead');
    await client.call('PATCH', `/sobjects/Lead/${successful[0]?.sf__Id}`, { LastName: 'After' });
    expect((await results(job.id)).text).to.equal('"LastName"\n"Before"\n');
  });

  it('write the delimiter and the line ending asked for', async () => {
    const job = await queryJob(client, "SELECT Name, Id FROM Profile WHERE Name = 'Standard User'", {
      columnDelimiter: 'PIPE',
      lineEnding: 'CRLF',
    });
    expect((await results(job.id)).text).to.match(/^"Name"\|"Id"\r\n"Standard User"\|"00e\w{15}"\r\n$/);
  });

  it('have a header for no rows', async () => {
    const job = await queryJob(client, "SELECT Id, Name FROM User WHERE Username = 'nobody'");
    const { text, headers } = await results(job.id);
    expect([text, headers.get('sforce-locator')]).to.deep.equal(['"Id","Name"\n', 'null']);
  });

  it('expand FIELDS(STANDARD), without compound fields', async () => {
    const job = await queryJob(client, 'SELECT FIELDS(STANDARD) FROM User');
    const [row] = records((await results(job.id)).text);
    expect(row).to.include.keys('Id', 'Username', 'City').and.not.include.keys('Address');
  });

  const refused: readonly [string, string, string][] = [
    ['SELECT Foo FROM User', 'API_ERROR', "No such column 'Foo'"],
    ['SELECT Id FROM Nothing', 'API_ERROR', "sObject type 'Nothing' is not supported"],
    ['SELECT Id FROM User WHERE', 'API_ERROR', 'unexpected token'],
    ['SELECT count() FROM User', 'API_ERROR', 'Aggregate'],
    ['SELECT count(Id) FROM User', 'API_ERROR', 'Aggregate'],
    ['SELECT ProfileId FROM User GROUP BY ProfileId', 'API_ERROR', 'Aggregate'],
    ['SELECT Id FROM User LIMIT 5 OFFSET 5', 'API_ERROR', 'OFFSET'],
    ['SELECT Address FROM User', 'API_ERROR', 'compound'],
    ['SELECT FIELDS(ALL) FROM User LIMIT 10', 'API_ERROR', 'FIELDS(STANDARD)'],
    ['SELECT Name, (SELECT Id FROM GroupMembers) FROM Group', 'API_ERROR', ''],
    ['SELECT Id FROM UserLogin', 'INVALIDENTITY', "Entity 'UserLogin' is not supported by the Bulk API."],
    ['', 'INVALIDJOB', 'query is required'],
  ];
  for (const [query, code, words] of refused) {
    it(`refuse ${query || 'no query'}`, async () => {
      const { status, json } = await client.call('POST', '/jobs/query', { operation: 'query', query });
      expect([status, json[0].errorCode]).to.deep.equal([400, code]);
      expect(json[0].message).to.include(words);
    });
  }

  it('are limited by the day', async () => {
    const { json } = await client.call('GET', '/limits');
    const { Max: max, Remaining: left } = json.DailyBulkV2QueryJobs;
    expect([max, left > 0 && left < 40]).to.deep.equal([40, true]);
    const request = { operation: 'query', query: 'SELECT Id FROM Organization' };
    for (let job = 0; job < left; job++) await createJob(client, request, 'query');
    const { status, json: refusal } = await client.call('POST', '/jobs/query', request);
    expect([status, refusal[0].errorCode]).to.deep.equal([400, 'EXCEEDEDQUOTA']);
  });
});

describe('bulk query jobs on their way', () => {
  let client: OrgClient;
  before(async () => {
    client = await openClient({ users: 25, bulk: { rowsPerStep: 10, movedBy: 'polls' } });
  });
  after(() => client.close());

  const create = () => createJob(client, { operation: 'query', query: 'SELECT Id FROM User' }, 'query');

  it('start in UploadComplete and pass InProgress; results come at the end, as recorded', async function () {
    const job = await create();
    const shape = (value: object) => Object.entries(value).map(([key, of]) => [key, typeof of]);
    expect(job.state).to.equal('UploadComplete');
    await client.call('GET', `/jobs/query/${job.id}`);
    const early = await client.call('GET', `/jobs/query/${job.id}/results`);
    expect(early.status).to.equal(412);
    expect(early.json[0].errorCode).to.equal('JOB_NOT_COMPLETE');
    const { states, job: done } = await ended(client, job.id, 'query');
    expect(states).to.deep.equal(['InProgress', 'JobComplete']);
    expect(early.json).to.deep.equal(fixture(this, 'bulk2_error_JOB_NOT_COMPLETE.412.json'));
    expect(shape(job)).to.have.deep.members(shape(fixture(this, 'bulk2_query_job_created.200.json')));
    expect(shape(done)).to.have.deep.members(shape(fixture(this, 'bulk2_query_job_complete.200.json')));
  });

  it('can be aborted and then deleted', async () => {
    const { id } = await create();
    expect((await client.call('DELETE', `/jobs/query/${id}`)).json[0].errorCode).to.equal('INVALIDJOBSTATE');
    const aborted = await client.call('PATCH', `/jobs/query/${id}`, { state: 'Aborted' });
    expect([aborted.status, aborted.json.state]).to.deep.equal([200, 'Aborted']);
    const { status, json } = await client.call('GET', `/jobs/query/${id}/results`);
    expect([status, json[0].message.split(' ').at(-1)]).to.deep.equal([412, 'ABORTED']);
    expect((await client.call('DELETE', `/jobs/query/${id}`)).status).to.equal(204);
    expect((await client.call('GET', `/jobs/query/${id}`)).status).to.equal(404);
  });

  it('are no ingest jobs', async () => {
    const { id } = await create();
    expect((await client.call('GET', `/jobs/ingest/${id}`)).status).to.equal(404);
  });

  it('give their results to the version they were created with alone', async () => {
    const { id } = await create();
    await ended(client, id, 'query');
    const at = (path: string): Promise<Answer> =>
      http(`${client.org.url}/services/data/${path}`, {
        headers: { authorization: `Bearer ${client.token}` },
      });
    expect((await at(`v61.0/jobs/query/${id}/results`)).status).to.equal(409);
    expect((await at(`v61.0/jobs/query/${id}/resultPages`)).status).to.equal(409);
    expect((await at(`v62.0/jobs/query/${id}/results`)).status).to.equal(200);
    expect((await at(`v57.0/jobs/query/${id}/resultPages`)).status).to.equal(404);
  });
});

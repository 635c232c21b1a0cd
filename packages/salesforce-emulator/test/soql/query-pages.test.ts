import { expect } from 'chai';
import { openClient } from '../support/org-client.js';
import type { Answer, OrgClient } from '../support/org-client.js';
import type { Json } from '../support/json.js';

describe('query pages', () => {
  let client: OrgClient;
  let nowMs = Date.UTC(2026, 5, 1);
  before(async () => {
    client = await openClient({
      users: 2_300,
      now: () => new Date(nowMs),
      sessionTimeoutMs: 30 * 86_400_000,
    });
  });
  after(() => client.close());

  const next = ({ json }: Answer): Promise<Answer> =>
    client.call('GET', json.nextRecordsUrl.replace('/services/data/v62.0', ''));

  it('hold 2,000 rows, lead to the next by a locator, and end with done', async () => {
    const first = await client.query('SELECT Id FROM User');
    expect(first.json.records).to.have.length(2_000);
    expect(first.json.done).to.equal(false);
    expect(first.json.nextRecordsUrl).to.match(/^\/services\/data\/v62\.0\/query\/0r8\w{15}-2000$/);
    const last = await next(first);
    expect(last.json.totalSize).to.equal(first.json.totalSize);
    expect(last.json.done).to.equal(true);
    expect(last.json).not.to.have.property('nextRecordsUrl');
    const ids = [...first.json.records, ...last.json.records].map(({ Id }: Json) => Id);
    expect(new Set(ids).size).to.equal(first.json.totalSize);
  });

  it('grant the wish for a size between 200 and 2,000', async () => {
    const size = async (wish: string, soql = 'SELECT Id FROM User') =>
      (await client.query(soql, { 'Sforce-Query-Options': wish })).json.records.length;
    expect(await size('batchSize=500')).to.equal(500);
    expect(await size('batchSize=1')).to.equal(200);
    expect(await size('batchSize=9999')).to.equal(2_000);
    expect(await size('nonsense')).to.equal(2_000);
    expect(await size('batchSize=2000', 'SELECT FIELDS(STANDARD) FROM User')).to.equal(1_000);
  });

  it('fix their rows when the query runs and read values when they are fetched', async () => {
    const first = await client.query("SELECT Id, Title FROM User WHERE Title != 'Changed'", {
      'Sforce-Query-Options': 'batchSize=200',
    });
    const second = await client.rows('SELECT Id FROM User LIMIT 1 OFFSET 300');
    await client.call('PATCH', `/sobjects/User/${second[0]?.Id}`, { Title: 'Changed' });
    const page = await next(first);
    const changed = page.json.records.filter(({ Title }: Json) => Title === 'Changed');
    expect(changed).to.have.length(1);
  });

  it('can be fetched again, under queryAll too, for two days', async () => {
    const first = await client.query('SELECT Id FROM User');
    expect((await next(first)).status).to.equal(200);
    const again = first.json.nextRecordsUrl.replace('/services/data/v62.0/query', '/queryAll');
    expect((await client.call('GET', again)).status).to.equal(200);
    nowMs += 2 * 86_400_000 + 1;
    const expired = await next(first);
    expect([expired.status, expired.json]).to.deep.equal([
      400,
      [{ message: 'invalid query locator', errorCode: 'INVALID_QUERY_LOCATOR' }],
    ]);
  });

  it('refuse locators that are none', async () => {
    for (const locator of ['0r8000000000000AAA-2000', 'x', '0r8EM0-1']) {
      expect((await client.call('GET', `/query/${locator}`)).json[0].errorCode).to.equal(
        'INVALID_QUERY_LOCATOR',
      );
    }
  });
});

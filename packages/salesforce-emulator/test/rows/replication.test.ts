import { expect } from 'chai';
import { shapeOf } from '../support/answer-shape.js';
import { fixture } from '../support/fixtures.js';
import { openClient } from '../support/org-client.js';
import type { Answer, OrgClient } from '../support/org-client.js';
import type { Json } from '../support/json.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

describe('changed and deleted rows', () => {
  let client: OrgClient;
  let at: number;
  beforeEach(async () => {
    at = Date.UTC(2026, 5, 15, 12, 0, 20);
    client = await openClient({ users: 3, now: () => new Date(at), sessionTimeoutMs: 1e12 });
  });
  afterEach(() => client.close());

  const span = (object: string, kind: string, startMs: number, endMs: number): Promise<Answer> => {
    const text = (ms: number): string =>
      encodeURIComponent(new Date(ms).toISOString().replace('Z', '+00:00'));
    return client.call('GET', `/sobjects/${object}/${kind}?start=${text(startMs)}&end=${text(endMs)}`);
  };
  const refusal = async (object: string, kind: string, startMs: number, endMs: number): Promise<string> => {
    const { status, json } = await span(object, kind, startMs, endMs);
    return `${status} ${json[0]?.errorCode}`;
  };
  const make = async (object: string, values: object): Promise<string> =>
    (await client.call('POST', `/sobjects/${object}`, values)).json.id;

  it('tell who was created or changed, to the minute', async function () {
    const begun = at;
    const first = await client.createUser();
    at += 5 * MINUTE_MS;
    const second = await client.createUser();
    const whole = await span('User', 'updated', begun, at + MINUTE_MS);
    expect(whole.json.ids).to.deep.equal([first, second]);
    expect(whole.json.latestDateCovered).to.equal('2026-06-15T12:05:00.000+0000');
    expect(shapeOf(whole.json)).to.deep.equal(
      shapeOf(fixture(this, 'restforce_get_updated_success_response.json')),
    );
    const early = await span('User', 'updated', begun, at);
    expect(early.json.ids).to.deep.equal([first]);
    const next = await span('User', 'updated', Date.parse(early.json.latestDateCovered), at + MINUTE_MS);
    expect(next.json.ids).to.deep.equal([second]);
    await client.call('PATCH', `/sobjects/User/${first}`, { Title: 'moved' });
    const moved = await span('User', 'updated', begun, at + MINUTE_MS);
    expect(moved.json.ids).to.deep.equal([first, second]);
  });

  it('leave the minute of their end to the next span', async () => {
    at = Date.UTC(2026, 5, 15, 12, 3);
    const user = await client.createUser();
    const idsOf = async (startMs: number): Promise<Json> =>
      (await span('User', 'updated', startMs, startMs + MINUTE_MS)).json.ids;
    expect(await idsOf(at - MINUTE_MS)).to.deep.equal([]);
    expect(await idsOf(at)).to.deep.equal([user]);
  });

  it('tell who is gone', async function () {
    const group = await make('Group', { Name: 'Leavers' });
    const member = await make('GroupMember', { GroupId: group, UserOrGroupId: await client.createUser() });
    await client.call('DELETE', `/sobjects/GroupMember/${member}`);
    const { json } = await span('GroupMember', 'deleted', at - DAY_MS, at + MINUTE_MS);
    expect(json.deletedRecords).to.deep.equal([{ id: member, deletedDate: '2026-06-15T12:00:20.000+0000' }]);
    expect(json.earliestDateAvailable).to.equal('2026-05-31T12:00:00.000+0000');
    expect(shapeOf(json)).to.deep.equal(
      shapeOf(fixture(this, 'restforce_get_deleted_success_response.json')),
    );
    const goneSince = async (startMs: number): Promise<Json> =>
      (await span('GroupMember', 'deleted', startMs, at + MINUTE_MS)).json.deletedRecords;
    at += 2 * DAY_MS;
    expect(await goneSince(at - DAY_MS)).to.deep.equal([]);
    expect(await goneSince(at - 3 * DAY_MS)).to.have.length(1);
    at += 14 * DAY_MS;
    expect(await goneSince(at - DAY_MS)).to.deep.equal([]);
  });

  it('keep the rules of their spans', async () => {
    const minute = Math.floor(at / MINUTE_MS) * MINUTE_MS;
    expect(await refusal('User', 'updated', at, at - MINUTE_MS)).to.equal('400 INVALID_REPLICATION_DATE');
    expect(await refusal('User', 'updated', minute, minute + 59_000)).to.equal(
      '400 INVALID_REPLICATION_DATE',
    );
    expect((await span('User', 'updated', minute, minute + MINUTE_MS)).status).to.equal(200);
    expect(await refusal('User', 'deleted', minute, minute + MINUTE_MS)).to.equal(
      '400 INVALID_REPLICATION_DATE',
    );
    expect((await span('User', 'deleted', minute, minute + 2 * MINUTE_MS)).status).to.equal(200);
    expect((await span('User', 'updated', at - 30 * DAY_MS, at)).status).to.equal(200);
    expect(await refusal('User', 'updated', at - 31 * DAY_MS, at)).to.equal('400 INVALID_REPLICATION_DATE');
    expect(await refusal('User', 'deleted', at - 16 * DAY_MS, at)).to.equal('400 INVALID_REPLICATION_DATE');
    expect(await refusal('UserLogin', 'updated', at - DAY_MS, at)).to.equal('400 INVALID_TYPE_FOR_OPERATION');
    expect((await client.call('GET', '/sobjects/User/updated?start=today&end=tomorrow')).status).to.equal(
      400,
    );
    expect((await client.call('GET', '/sobjects/User/updated')).json[0].errorCode).to.equal(
      'MISSING_ARGUMENT',
    );
  });

  it('stay in queryAll while their object can tell them apart', async () => {
    const lead = await make('Lead', { LastName: 'Gone', Company: 'Nowhere' });
    const group = await make('Group', { Name: 'Gone' });
    at += MINUTE_MS;
    await client.call('DELETE', `/sobjects/Lead/${lead}`);
    await client.call('DELETE', `/sobjects/Group/${group}`);
    const all = async (soql: string): Promise<Json[]> =>
      (await client.call('GET', `/queryAll?q=${encodeURIComponent(soql)}`)).json.records;
    const soql = "SELECT Id, IsDeleted, SystemModstamp FROM Lead WHERE LastName = 'Gone'";
    expect(await client.rows(soql)).to.deep.equal([]);
    const [row] = await all(soql);
    expect(row).to.include({ Id: lead, IsDeleted: true, SystemModstamp: '2026-06-15T12:01:20.000+0000' });
    expect(await all("SELECT Id FROM Group WHERE Name = 'Gone'")).to.deep.equal([]);
    expect(await client.rows('SELECT Id FROM Lead WHERE IsDeleted = true')).to.deep.equal([]);
  });

  it('are told apart from rows that never were', async () => {
    const lead = await make('Lead', { LastName: 'Gone', Company: 'Nowhere' });
    const group = await make('Group', { Name: 'Gone' });
    await client.call('DELETE', `/sobjects/Lead/${lead}`);
    await client.call('DELETE', `/sobjects/Group/${group}`);
    for (const method of ['PATCH', 'DELETE']) {
      const body = method === 'PATCH' ? { Company: 'x' } : undefined;
      const binned = await client.call(method, `/sobjects/Lead/${lead}`, body);
      expect([binned.status, binned.json]).to.deep.equal([
        404,
        [{ message: 'entity is deleted', errorCode: 'ENTITY_IS_DELETED', fields: [] }],
      ]);
      const gone = await client.call(method, `/sobjects/Group/${group}`, method === 'PATCH' ? {} : undefined);
      expect([gone.status, gone.json[0].errorCode]).to.deep.equal([404, 'NOT_FOUND']);
    }
    expect((await client.call('GET', `/sobjects/Lead/${lead}`)).json[0].errorCode).to.equal('NOT_FOUND');
  });

  it('do not show in counts', async function () {
    const lead = await make('Lead', { LastName: 'Counted', Company: 'Here' });
    const count = async (): Promise<Json> =>
      (await client.call('GET', '/limits/recordCount?sObjects=Lead,Nothing,User')).json;
    const before = await count();
    expect(before.sObjects.map(({ name }: Json) => name)).to.deep.equal(['Lead', 'User']);
    expect(shapeOf(before)).to.deep.equal(shapeOf(fixture(this, 'limits_recordCount.200.json')));
    await client.call('DELETE', `/sobjects/Lead/${lead}`);
    expect((await count()).sObjects[0].count).to.equal(before.sObjects[0].count - 1);
    const { json } = await client.call('GET', '/limits/recordCount');
    expect(json.sObjects.map(({ name }: Json) => name)).to.include.members(['Account', 'UserRole']);
  });
});

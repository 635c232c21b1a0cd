import {
  GuardedString,
  ObjectClass,
  OperationOptions,
  type SyncDelta,
  type SyncToken,
} from '@icf-ts/framework';
import { expect } from 'chai';
import { startOrg, type Org as EmulatedOrg } from '@icf-ts/salesforce-emulator';
import { SalesforceConfiguration } from '@icf-ts/salesforce-bundle';
import { ObjectMapping } from '#src/mapping/object-mapping.js';
import type { Org } from '#src/operations/operation-context.js';
import { latestToken } from '#src/sync/latest-token.js';
import { sync } from '#src/sync/sync.js';
import { failureOf } from '../connector/salesforce-facade.js';
import { OtherSession } from './other-session.js';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
const LEAD = new ObjectClass('Lead');
const WEB_LEAD = new ObjectClass('WebLead');

const entry = (attribute: string, field: string) => ({ attribute, field, direction: 'both' }) as const;
const MAPPINGS = [
  new ObjectMapping({
    objectClass: '__GROUP__',
    sobject: 'Group',
    passThrough: true,
    entries: [entry('__NAME__', 'DeveloperName')],
    attached: [{ attribute: 'members', attached: 'members', by: 'id' }],
    where: "Type = 'Regular'",
  }),
  new ObjectMapping({
    objectClass: 'Lead',
    sobject: 'Lead',
    passThrough: true,
    entries: [entry('__NAME__', 'Email'), entry('Company', 'Company')],
  }),
  new ObjectMapping({
    objectClass: 'WebLead',
    sobject: 'Lead',
    passThrough: true,
    entries: [entry('__NAME__', 'Email')],
    where: "LeadSource = 'Web'",
  }),
];

describe('sync of groups, of other objects, and of all', () => {
  let emulated: EmulatedOrg;
  let other: OtherSession;
  let org: Org;
  let close: () => void;
  let nowMs: number;

  beforeEach(async () => {
    nowMs = Date.UTC(2026, 5, 15, 12);
    emulated = await startOrg({ users: 3, now: () => new Date(nowMs), sessionTimeoutMs: 1e12 });
    other = new OtherSession(emulated);
    const { clientId, clientSecret, username, password, securityToken } = emulated.credentials;
    const configuration = Object.assign(new SalesforceConfiguration(), {
      loginUrl: emulated.url,
      clientId,
      username,
      clientSecret: new GuardedString(clientSecret),
      password: new GuardedString(password),
      securityToken: new GuardedString(securityToken),
    });
    org = {
      ...configuration.org(),
      mappings: MAPPINGS.filter(({ objectClass }) => objectClass !== 'WebLead'),
    };
    close = () => configuration.release();
  });
  afterEach(async () => {
    close();
    await emulated.close();
  });

  /** Time goes by, and the session hears of it: its own clock has not moved. */
  const pass = async (ms: number): Promise<void> => {
    nowMs += ms;
    await org.session.request({ method: 'GET', path: '/limits' }, { action: 'hear the time' });
  };
  const group = (name: string, Type = 'Regular'): Promise<string> =>
    other.create('Group', { Name: name, DeveloperName: name, Type });
  const lead = (name: string): Promise<string> =>
    other.create('Lead', { LastName: name, Company: 'Sync', Email: `${name}@lead.example` });
  const changes = async (
    type: ObjectClass,
    token: SyncToken | undefined,
    limit = Infinity,
  ): Promise<{ told: string[]; deltas: SyncDelta[]; token: SyncToken }> => {
    const stream = sync(org, type, token, OperationOptions.NONE);
    const deltas: SyncDelta[] = [];
    let next = await stream.next();
    for (; !next.done && deltas.length < limit; next = await stream.next()) deltas.push(next.value);
    const told = deltas.map(({ type: kind, uid }) => `${kind} ${uid.value}`);
    return { told, deltas, token: next.done ? next.value : deltas.at(-1)!.token };
  };

  it('tells groups, their members, and those that are gone', async () => {
    const [a, b] = [await group('A'), await group('B')];
    await group('Q', 'Queue');
    const first = await changes(ObjectClass.GROUP, undefined);
    const regular = await other.ids("SELECT Id FROM Group WHERE Type = 'Regular'");
    expect(regular).to.include.members([a, b]);
    expect(first.told).to.have.members(regular.map((id) => `CREATE_OR_UPDATE ${id}`));
    const [user] = await other.ids('SELECT Id FROM User WHERE ProfileId != null LIMIT 1');
    const member = await other.create('GroupMember', { GroupId: a, UserOrGroupId: user });
    const second = await changes(ObjectClass.GROUP, first.token);
    expect(second.told).to.deep.equal([`CREATE_OR_UPDATE ${a}`]);
    expect(second.deltas[0]!.object!.attributes.get('members')!.values).to.deep.equal([user]);
    await other.delete('GroupMember', member);
    await other.delete('Group', b);
    const third = await changes(ObjectClass.GROUP, second.token);
    expect(third.told).to.deep.equal([`DELETE ${b}`, `CREATE_OR_UPDATE ${a}`]);
    expect(third.deltas[1]!.object!.attributes.get('members')!.values).to.deep.equal([]);
    expect((await changes(ObjectClass.GROUP, third.token)).told).to.deep.equal([]);
  });

  it('tells a group that gets another name', async () => {
    const a = await group('A');
    const { token } = await changes(ObjectClass.GROUP, undefined);
    await other.update('Group', a, { DeveloperName: 'B' });
    const { told, deltas } = await changes(ObjectClass.GROUP, token);
    expect(told).to.deep.equal([`CREATE_OR_UPDATE ${a}`]);
    expect(deltas[0]!.object!.name.value).to.equal('B');
  });

  it('tells deletions that are committed late, once each', async () => {
    const ids = [await lead('one'), await lead('two')];
    await pass(30 * MINUTE_MS);
    const start = await latestToken(org, LEAD);
    await pass(6 * MINUTE_MS);
    await other.delete('Lead', ids[0]!);
    const first = await changes(LEAD, start);
    expect(first.told).to.deep.equal([`DELETE ${ids[0]}`]);
    nowMs += MINUTE_MS;
    await other.delete('Lead', ids[1]!, 300);
    const second = await changes(LEAD, first.token);
    expect(second.told).to.deep.equal([`DELETE ${ids[1]}`]);
    expect((await changes(LEAD, second.token)).told).to.deep.equal([]);
    await pass(30 * MINUTE_MS);
    expect((await changes(LEAD, second.token)).told).to.deep.equal([]);
  });

  it('goes on after any deletion', async () => {
    const ids = [await lead('one'), await lead('two'), await lead('three')];
    const start = await latestToken(org, LEAD);
    for (const id of ids) await other.delete('Lead', id);
    const one = await changes(LEAD, start, 1);
    const rest = await changes(LEAD, one.token);
    expect([...one.told, ...rest.told]).to.deep.equal(ids.map((id) => `DELETE ${id}`));
  });

  it('demands a full listing of one who was away for longer than deletions are remembered', async () => {
    await lead('one');
    const { token } = await changes(LEAD, undefined);
    await pass(16 * DAY_MS);
    const error = await failureOf(changes(LEAD, token));
    expect(error.name).to.equal('PreconditionFailedException');
    expect(error.message).to.include('too old').and.include('list all objects once');
  });

  it('does all object classes with one token, and goes on within any of them', async () => {
    const a = await group('A');
    const one = await lead('one');
    const regular = await other.ids(
      "SELECT Id FROM Group WHERE Type = 'Regular' ORDER BY SystemModstamp, Id",
    );
    expect(regular).to.include(a);
    const all = [...regular, one].map((id) => `CREATE_OR_UPDATE ${id}`);
    const whole = await changes(ObjectClass.ALL, undefined);
    expect(whole.told).to.deep.equal(all);
    expect(whole.deltas.at(-2)!.objectClass!.type).to.equal('__GROUP__');
    expect(whole.deltas.at(-1)!.objectClass!.type).to.equal('Lead');
    const begun = await changes(ObjectClass.ALL, undefined, 1);
    expect((await changes(ObjectClass.ALL, begun.token)).told).to.deep.equal(all.slice(1));
    const latest = await latestToken(org, ObjectClass.ALL);
    expect((await changes(ObjectClass.ALL, latest)).told).to.deep.equal([]);
    await other.delete('Lead', one);
    const b = await group('B');
    expect((await changes(ObjectClass.ALL, latest)).told).to.deep.equal([
      `CREATE_OR_UPDATE ${b}`,
      `DELETE ${one}`,
    ]);
  });

  describe('of a class that rows may leave', () => {
    beforeEach(() => (org = { ...org, mappings: MAPPINGS }));
    const webLead = async (name: string, LeadSource: string | null = 'Web'): Promise<string> => {
      const id = await lead(name);
      await other.update('Lead', id, { LeadSource });
      return id;
    };

    it('tells a row that has left as gone, once, and one that has come again as there', async () => {
      const [a, b] = [await webLead('a'), await webLead('b')];
      await webLead('c', null);
      await pass(30 * MINUTE_MS);
      const first = await changes(WEB_LEAD, undefined);
      expect(first.told).to.have.members([`CREATE_OR_UPDATE ${a}`, `CREATE_OR_UPDATE ${b}`]);
      await pass(30 * MINUTE_MS);
      const quiet = await changes(WEB_LEAD, first.token);
      expect(quiet.told).to.deep.equal([]);
      await other.update('Lead', a, { LeadSource: null });
      await pass(MINUTE_MS);
      await other.update('Lead', b, { Company: 'Other' });
      emulated.calls.reset();
      const second = await changes(WEB_LEAD, quiet.token);
      expect(emulated.calls.total).to.equal(1);
      expect(second.told).to.deep.equal([`DELETE ${a}`, `CREATE_OR_UPDATE ${b}`]);
      expect((await changes(WEB_LEAD, second.token)).told).to.deep.equal([]);
      expect((await changes(WEB_LEAD, second.deltas[0]!.token)).told).to.deep.equal([
        `CREATE_OR_UPDATE ${b}`,
      ]);
      await other.update('Lead', a, { LeadSource: 'Web' });
      expect((await changes(WEB_LEAD, second.token)).told).to.deep.equal([`CREATE_OR_UPDATE ${a}`]);
    });

    it('tells nobody who goes on within a first sync of rows that were never of the class', async () => {
      const ids: string[] = [];
      for (const [at, source] of ['Web', 'Phone', 'Web', 'Phone', 'Web'].entries()) {
        ids.push(await webLead(`lead${at}`, source));
        await pass(MINUTE_MS);
      }
      await pass(30 * MINUTE_MS);
      const begun = await changes(WEB_LEAD, undefined, 1);
      await other.update('Lead', ids[4]!, { LeadSource: 'Phone' });
      const rest = await changes(WEB_LEAD, begun.token);
      expect([...begun.told, ...rest.told]).to.deep.equal([
        `CREATE_OR_UPDATE ${ids[0]}`,
        `CREATE_OR_UPDATE ${ids[2]}`,
        `DELETE ${ids[4]}`,
      ]);
    });

    it('asks for more rows of one stamp than an answer has room for', async () => {
      const ids: string[] = [];
      for (let at = 0; at < 205; at++) ids.push(await webLead(`lead${at}`, at % 2 ? 'Web' : 'Phone'));
      await pass(30 * MINUTE_MS);
      org = { ...org, batchSize: 200 };
      const { token } = await changes(WEB_LEAD, undefined);
      for (const id of ids) await other.update('Lead', id, { Company: 'Other' });
      const { told } = await changes(WEB_LEAD, token);
      expect(told).to.have.members(ids.map((id, at) => `${at % 2 ? 'CREATE_OR_UPDATE' : 'DELETE'} ${id}`));
    });
  });

  for (const sobject of ['UserLogin', 'LoginHistory'])
    it(`says before any call that ${sobject} cannot be synchronised, and why`, async () => {
      const logins = new ObjectClass('Logins');
      const entries = [entry('__NAME__', 'UserId')];
      org = {
        ...org,
        mappings: [
          ...MAPPINGS,
          new ObjectMapping({ objectClass: 'Logins', sobject, passThrough: true, entries }),
        ],
      };
      emulated.requests.clear();
      for (const attempt of [
        changes(logins, undefined),
        changes(ObjectClass.ALL, undefined),
        latestToken(org, logins),
      ]) {
        const error = await failureOf(attempt);
        expect(error.name).to.equal('UnsupportedOperationException');
        expect(error.message).to.include("'Logins'").and.include(`${sobject} has no SystemModstamp`);
      }
      expect(emulated.requests.entries).to.have.length(0);
    });

  it('says of any other object without a stamp, too, that it cannot be synchronised', async () => {
    const describe = {
      fields: ['Id', 'Email', 'Company'].map((name) => ({ name, type: 'string' })),
      deletable: true,
      replicateable: false,
    };
    emulated.failNext({ status: 200, path: '/services/data/v66.0/sobjects/Lead/describe', body: describe });
    const error = await failureOf(latestToken(org, LEAD));
    expect(error.name).to.equal('UnsupportedOperationException');
    expect(error.message).to.include('Lead has no SystemModstamp');
  });

  it('costs one call, and one with members', async () => {
    await lead('one');
    const leads = await latestToken(org, LEAD);
    const groups = await latestToken(org, ObjectClass.GROUP);
    emulated.calls.reset();
    await changes(LEAD, leads);
    expect(emulated.calls.total).to.equal(1);
    await changes(ObjectClass.GROUP, groups);
    expect(emulated.calls.total).to.equal(2);
  });
});

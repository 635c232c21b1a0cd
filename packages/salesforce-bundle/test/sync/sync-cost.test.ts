import type { ConnectorFacade, SyncDelta, SyncToken } from '@icf-ts/framework';
import { expect } from 'chai';
import { startOrg, type Org } from '@icf-ts/salesforce-emulator';
import { ACCOUNT, facadeOf } from '../connector/salesforce-facade.js';
import { OtherSession } from './other-session.js';

const PEOPLE = 400;
const CHANGES = 10;
const MINUTE_MS = 60_000;

describe('the cost of a sync', () => {
  let org: Org;
  let other: OtherSession;
  let bare: ConnectorFacade;
  let whole: ConnectorFacade;
  let users: string[];
  let group: string;
  beforeEach(async () => {
    org = await startOrg({ users: PEOPLE });
    other = new OtherSession(org);
    bare = facadeOf(org, { syncMemberships: false });
    whole = facadeOf(org);
    users = await other.ids(
      `SELECT Id FROM User WHERE UserType = 'Standard' AND Username != '${org.credentials.username}' ORDER BY Id`,
    );
    group = await other.create('Group', { Name: 'Joined', DeveloperName: 'Joined', Type: 'Regular' });
    await bare.test();
    await whole.test();
  });
  afterEach(async () => {
    await bare.dispose();
    await whole.dispose();
    await org.close();
  });

  const join = (user: string): Promise<string> =>
    other.create('GroupMember', { GroupId: group, UserOrGroupId: user });
  const latest = async (facade: ConnectorFacade): Promise<SyncToken> =>
    (await facade.getLatestSyncToken(ACCOUNT))!;
  const calls = async <T>(work: () => Promise<T>): Promise<[number, T]> => {
    org.calls.reset();
    const result = await work();
    return [org.calls.total, result];
  };
  const uids = (deltas: readonly SyncDelta[]): string[] => deltas.map(({ uid }) => uid.value);

  it('is one call without memberships, for the token and for ten changes', async () => {
    const [ofToken, token] = await calls(() => latest(bare));
    for (const user of users.slice(0, CHANGES)) await other.update('User', user, { Title: 'changed' });
    const [ofSync, deltas] = await calls(() => bare.sync(ACCOUNT, token).toArray());
    expect(uids(deltas)).to.have.members(users.slice(0, CHANGES));
    expect([ofToken, ofSync]).to.deep.equal([1, 1]);
  });

  it('is two calls with all memberships and flags, and one more to read those of ten users', async () => {
    const [ofToken, token] = await calls(() => latest(whole));
    const [ofNothing] = await calls(() => whole.sync(ACCOUNT, token).toArray());
    for (const user of users.slice(0, CHANGES)) await other.update('User', user, { Title: 'changed' });
    const [ofSync, deltas] = await calls(() => whole.sync(ACCOUNT, token).toArray());
    expect(uids(deltas)).to.have.members(users.slice(0, CHANGES));
    expect([ofToken, ofNothing, ofSync]).to.deep.equal([2, 2, 3]);
  });

  it('is the same for changed users among those of whom only memberships have changed', async () => {
    const token = await latest(whole);
    const some = users.slice(0, CHANGES);
    for (const user of some.slice(1)) await join(user);
    await other.update('User', some[0]!, { Title: 'changed' });
    const [ofSync, deltas] = await calls(() => whole.sync(ACCOUNT, token).toArray());
    expect(uids(deltas)).to.deep.equal(some);
    expect(ofSync).to.equal(4);
  });

  it('is one more call for users of whom only memberships or freezes have changed', async () => {
    const token = await latest(whole);
    const some = users.slice(0, CHANGES);
    for (const user of some.slice(1)) await join(user);
    const [login] = await other.ids(`SELECT Id FROM UserLogin WHERE UserId = '${some[0]}'`);
    await other.update('UserLogin', login!, { IsFrozen: true });
    const [ofSync, deltas] = await calls(() => whole.sync(ACCOUNT, token).toArray());
    expect(uids(deltas)).to.have.members(some);
    expect(ofSync).to.equal(4);
    const frozen = deltas.find(({ uid }) => uid.value === some[0])!;
    expect(frozen.object!.attributes.single('frozen')).to.equal(true);
  });

  it('is one more call for each 2,000 memberships where one has gone', async () => {
    const members = await Promise.all(users.slice(0, CHANGES).map((user) => join(user)));
    const token = await latest(whole);
    await other.delete('GroupMember', members[3]!);
    const [ofSync, deltas] = await calls(() => whole.sync(ACCOUNT, token).toArray());
    expect(uids(deltas)).to.deep.equal([users[3]]);
    expect(ofSync).to.equal(5);
  });

  it('is one call more for users of a class that they may leave, where memberships fill the calls', async () => {
    const attributeMap = 'objectClasses: { __ACCOUNT__: { where: IsActive = true } }';
    const active = facadeOf(org, { attributeMap });
    try {
      await active.test();
      const token = await latest(active);
      await other.update('User', users[0]!, { IsActive: false });
      await other.update('User', users[1]!, { Title: 'changed' });
      const [ofSync, deltas] = await calls(() => active.sync(ACCOUNT, token).toArray());
      expect(deltas.map(({ type, uid }) => `${type} ${uid.value}`)).to.deep.equal([
        `DELETE ${users[0]}`,
        `CREATE_OR_UPDATE ${users[1]}`,
      ]);
      expect(ofSync).to.equal(4);
    } finally {
      await active.dispose();
    }
  });

  it('is one more call for each 2,000 assignments where one has expired, which nothing is stamped for', async () => {
    const [set] = await other.ids("SELECT Id FROM PermissionSet WHERE Name = 'Report_Reader'");
    const given = await other.create('PermissionSetAssignment', {
      AssigneeId: users[3],
      PermissionSetId: set,
      ExpirationDate: new Date(Date.now() + 10 * MINUTE_MS).toISOString(),
    });
    const setsOf = (delta: SyncDelta | undefined): unknown =>
      delta?.object?.attributes.get('permissionSets')?.values;
    const token = await latest(whole);
    org.setClockSkew(20 * MINUTE_MS);
    await whole.test();
    const stream = whole.sync(ACCOUNT, token);
    const [ofSync, expired] = await calls(() => stream.toArray());
    expect(uids(expired)).to.deep.equal([users[3]]);
    expect(setsOf(expired[0])).to.deep.equal([]);
    expect(ofSync).to.equal(5);
    const next = stream.result!;
    expect(await whole.sync(ACCOUNT, next).toArray()).to.deep.equal([]);
    await other.update('PermissionSetAssignment', given, { ExpirationDate: null });
    const [renewed] = await whole.sync(ACCOUNT, next).toArray();
    expect(setsOf(renewed)).to.deep.equal(['Report_Reader']);
  });

  it('tells some users more than it must where one membership of many has gone, and never fewer', async () => {
    const rows = new Map<string, string>();
    for (const user of users.slice(0, 300)) rows.set(user, await join(user));
    const token = await latest(whole);
    await other.delete('GroupMember', rows.get(users[150]!)!);
    const deltas = await whole.sync(ACCOUNT, token).toArray();
    expect(uids(deltas)).to.include(users[150]);
    expect(deltas.length).to.be.at.most(6);
    const groupsOf = deltas.find(({ uid }) => uid.value === users[150])!.object!.attributes.get('groups');
    expect(groupsOf!.values).to.not.include('Joined');
  });
});

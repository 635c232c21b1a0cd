import { expect } from 'chai';
import { openClient } from '../support/org-client.js';
import type { OrgClient } from '../support/org-client.js';
import type { Json } from '../support/json.js';

describe('query over relationships', () => {
  let client: OrgClient;
  let userId: string;
  let outer: string;
  let inner: string;
  before(async () => {
    client = await openClient({ users: 260 });
    userId = await client.createUser({ Alias: 'member', FirstName: 'Ada', LastName: 'Member' });
    const create = async (object: string, values: object): Promise<string> =>
      (await client.call('POST', `/sobjects/${object}`, values)).json.id;
    outer = await create('Group', { Name: 'Outer', DeveloperName: 'Outer' });
    inner = await create('Group', { Name: 'Inner', DeveloperName: 'Inner' });
    await create('Group', { Name: 'Empty', DeveloperName: 'Empty' });
    for (const id of [userId, inner]) await create('GroupMember', { GroupId: outer, UserOrGroupId: id });
  });
  after(() => client.close());

  it('shows rows of whichever object as Name, with the object as Type', async () => {
    const rows = await client.rows(
      `SELECT UserOrGroup.Name, UserOrGroup.Type, UserOrGroup.Alias, UserOrGroup.Profile.Name FROM GroupMember WHERE GroupId = '${outer}'`,
    );
    expect(rows.map(({ UserOrGroup }) => UserOrGroup)).to.deep.equal([
      {
        attributes: { type: 'Name', url: `/services/data/v62.0/sobjects/User/${userId}` },
        Name: 'Ada Member',
        Type: 'User',
        Alias: 'member',
        Profile: { attributes: rows[0]?.UserOrGroup.Profile.attributes, Name: 'Standard User' },
      },
      {
        attributes: { type: 'Name', url: `/services/data/v62.0/sobjects/Group/${inner}` },
        Name: 'Inner',
        Type: 'Group',
        Alias: null,
        Profile: null,
      },
    ]);
  });

  it('filters and sorts by them', async () => {
    const rows = await client.rows(
      `SELECT Id FROM GroupMember WHERE Group.Name = 'outer' AND UserOrGroup.Type = 'Group'`,
    );
    expect(rows).to.have.length(1);
    const sorted = await client.rows(
      `SELECT UserOrGroupId FROM GroupMember WHERE GroupId = '${outer}' ORDER BY UserOrGroup.Name DESC`,
    );
    expect(sorted.map(({ UserOrGroupId }) => UserOrGroupId)).to.deep.equal([inner, userId]);
  });

  it('chooses fields by object with TYPEOF', async () => {
    const select = async (list: string) =>
      (await client.rows(`SELECT ${list} FROM GroupMember WHERE GroupId = '${outer}'`)).map(
        ({ UserOrGroup }) => UserOrGroup,
      );
    const typeOf = 'TYPEOF UserOrGroup WHEN User THEN Username, Department';
    const [user, group] = await select(`Id, ${typeOf} ELSE Name END`);
    expect(user.attributes.type).to.equal('User');
    expect(Object.keys(user)).to.deep.equal(['attributes', 'Username', 'Department']);
    expect(group).to.deep.equal({
      attributes: { type: 'Group', url: `/services/data/v62.0/sobjects/Group/${inner}` },
      Name: 'Inner',
    });
    expect(await select(`${typeOf} END`)).to.have.nested.property('[1]', null);
  });

  it('accepts names of the object and the old list of names', async () => {
    const old = await client.rows(
      "SELECT user.Id, l.Name, profile.Name FROM User, user.Profile p, p.UserLicense l WHERE Alias = 'member'",
    );
    expect(old[0]?.Profile.UserLicense.Name).to.equal('Salesforce');
    const [row] = await client.rows("SELECT u.Profile.Name FROM User u WHERE u.Alias = 'member'");
    expect(row?.Profile.Name).to.equal('Standard User');
  });

  it('puts the answer of a sub-select into its parent, null where it is empty', async () => {
    const { json } = await client.query(
      "SELECT Name, (SELECT UserOrGroupId FROM groupmembers ORDER BY UserOrGroup.Name), (SELECT Id FROM QueueSobjects) FROM Group WHERE Name IN ('Outer', 'Empty') ORDER BY Name",
    );
    const [empty, full] = json.records;
    expect(empty.GroupMembers).to.equal(null);
    expect(Object.keys(full)).to.deep.equal(['attributes', 'Name', 'GroupMembers', 'QueueSobjects']);
    expect(full.QueueSobjects).to.equal(null);
    expect({ ...full.GroupMembers, records: full.GroupMembers.records.length }).to.deep.equal({
      totalSize: 2,
      done: true,
      records: 2,
    });
    expect(full.GroupMembers.records[0].attributes.type).to.equal('GroupMember');
    expect(full.GroupMembers.records[0].UserOrGroupId).to.equal(userId);
  });

  it('takes conditions, limits and deeper sub-selects in sub-selects', async () => {
    const [row] = await client.rows(
      `SELECT (SELECT Id, Assignee.Name FROM PermissionSetAssignments WHERE PermissionSet.IsOwnedByProfile = true LIMIT 1) FROM User WHERE Id = '${userId}'`,
    );
    expect(row?.PermissionSetAssignments.records[0].Assignee.Name).to.equal('Ada Member');
    const [license] = await client.rows(
      "SELECT Name, (SELECT Alias, (SELECT Id FROM ManagedUsers LIMIT 2) FROM Users WHERE Alias = 'u1') FROM Profile WHERE Name = 'Standard User'",
    );
    expect(license?.Users.totalSize).to.be.at.most(1);
  });

  it('leads to further pages of a sub-select', async () => {
    const members = await client.rows('SELECT Id FROM User WHERE IsActive = true LIMIT 230');
    const [group] = await client.rows("SELECT Id FROM Group WHERE Name = 'Empty'");
    for (const { Id } of members) {
      await client.call('POST', '/sobjects/GroupMember', { GroupId: group?.Id, UserOrGroupId: Id });
    }
    const { json } = await client.query(
      `SELECT Id, (SELECT UserOrGroupId FROM GroupMembers) FROM Group WHERE Id = '${group?.Id}'`,
      { 'Sforce-Query-Options': 'batchSize=200' },
    );
    const { GroupMembers } = json.records[0];
    expect([GroupMembers.totalSize, GroupMembers.done, GroupMembers.records.length]).to.deep.equal([
      members.length,
      false,
      200,
    ]);
    expect(GroupMembers.nextRecordsUrl).to.match(/^\/services\/data\/v62\.0\/query\/0r8\w{15}-200$/);
    const rest = await client.call('GET', GroupMembers.nextRecordsUrl.replace('/services/data/v62.0', ''));
    expect(rest.json.done).to.equal(true);
    const ids = [...GroupMembers.records, ...rest.json.records].map((row: Json) => row.UserOrGroupId);
    expect(new Set(ids)).to.deep.equal(new Set(members.map(({ Id }) => Id)));
  });

  it('follows semi- and anti-joins from ids and references', async () => {
    const ids = async (where: string) =>
      (await client.rows(`SELECT Id FROM Group WHERE Name IN ('Outer', 'Inner') AND ${where}`)).map(
        ({ Id }) => Id,
      );
    expect(await ids('Id IN (SELECT UserOrGroupId FROM GroupMember)')).to.deep.equal([inner]);
    expect(await ids('Id NOT IN (SELECT UserOrGroupId FROM GroupMember)')).to.deep.equal([outer]);
    expect(
      await client.rows(
        `SELECT Id FROM GroupMember WHERE UserOrGroupId IN (SELECT Id FROM User WHERE Alias = 'member')`,
      ),
    ).to.have.length(1);
  });
});

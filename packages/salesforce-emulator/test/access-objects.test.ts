import { expect } from 'chai';
import { fixture } from './support/fixtures.js';
import { openClient } from './support/org-client.js';
import type { Answer, OrgClient } from './support/org-client.js';

/** Groups, permission sets and licences: what an identity system gives to users and takes away. */
describe('access of users', () => {
  let client: OrgClient;
  let user: string;
  before(async () => {
    client = await openClient({ users: 20 });
    user = await client.createUser();
  });
  after(() => client.close());

  const make = (object: string, values: object): Promise<Answer> =>
    client.call('POST', `/sobjects/${object}`, values);
  const idOf = async (object: string, where: string): Promise<string> =>
    (await client.rows(`SELECT Id FROM ${object} WHERE ${where}`))[0]?.Id;
  const refusal = (answer: Answer): unknown[] => [answer.status, answer.json[0]?.errorCode];

  it('groups have members once; a second create answers with the first', async () => {
    const group = (await make('Group', { Name: 'Night Watch' })).json.id;
    expect(client.org.find('Group', group)).to.include({ DeveloperName: 'Night_Watch', Type: 'Regular' });
    const first = await make('GroupMember', { GroupId: group, UserOrGroupId: user });
    const again = await make('GroupMember', { GroupId: group, UserOrGroupId: user });
    expect([again.status, again.json.id]).to.deep.equal([201, first.json.id]);
    const inner = (await make('Group', { Name: 'Inner' })).json.id;
    await make('GroupMember', { GroupId: group, UserOrGroupId: inner });
    expect(refusal(await make('GroupMember', { GroupId: inner, UserOrGroupId: group }))[1]).to.equal(
      'CIRCULAR_DEPENDENCY',
    );
    expect(refusal(await make('Group', { Name: 'night watch' }))).to.deep.equal([400, 'DUPLICATE_VALUE']);
    expect((await client.call('PATCH', `/sobjects/GroupMember/${first.json.id}`, {})).status).to.equal(405);
    expect((await client.call('DELETE', `/sobjects/Group/${group}`)).status).to.equal(204);
    expect(await client.rows(`SELECT Id FROM GroupMember WHERE UserOrGroupId = '${user}'`)).to.deep.equal([]);
  });

  it('roles stand behind groups that nobody changes', async () => {
    const role = (await make('UserRole', { Name: 'Night Shift' })).json.id;
    const groups = await client.rows(`SELECT Id, Name, Type FROM Group WHERE RelatedId = '${role}'`);
    expect(groups.map(({ Type: type }) => type)).to.have.members([
      'Role',
      'RoleAndSubordinates',
      'RoleAndSubordinatesInternal',
    ]);
    expect(groups[0]?.Name).to.equal(null);
    expect(refusal(await client.call('DELETE', `/sobjects/Group/${groups[0]?.Id}`))[1]).to.equal(
      'INSUFFICIENT_ACCESS_OR_READONLY',
    );
    await client.call('DELETE', `/sobjects/UserRole/${role}`);
    expect(await client.rows(`SELECT Id FROM Group WHERE RelatedId = '${role}'`)).to.deep.equal([]);
  });

  it('permission sets are assigned once, and the one of the profile by the profile alone', async () => {
    const set = await idOf('PermissionSet', "Name = 'Report_Reader'");
    const own = await client.rows(
      `SELECT Id, PermissionSet.IsOwnedByProfile, PermissionSet.ProfileId, IsActive FROM PermissionSetAssignment WHERE AssigneeId = '${user}'`,
    );
    expect(own).to.have.length(1);
    expect(own[0]?.PermissionSet.IsOwnedByProfile).to.equal(true);
    expect(own[0]?.IsActive).to.equal(true);
    const assigned = await make('PermissionSetAssignment', { AssigneeId: user, PermissionSetId: set });
    expect(assigned.status).to.equal(201);
    const twice = await make('PermissionSetAssignment', { AssigneeId: user, PermissionSetId: set });
    expect(refusal(twice)).to.deep.equal([400, 'DUPLICATE_VALUE']);
    expect(twice.json[0].message).to.match(/^Duplicate PermissionSetAssignment\. Assignee: 005/);
    expect(
      refusal(await client.call('DELETE', `/sobjects/PermissionSetAssignment/${own[0]?.Id}`))[1],
    ).to.equal('INSUFFICIENT_ACCESS_OR_READONLY');
    const platform = await idOf('Profile', "Name = 'Marketing User'");
    await client.call('PATCH', `/sobjects/User/${user}`, { ProfileId: platform });
    const moved = await client.rows(
      `SELECT PermissionSet.ProfileId FROM PermissionSetAssignment WHERE Id = '${own[0]?.Id}'`,
    );
    expect(moved[0]?.PermissionSet.ProfileId).to.equal(platform);
    await client.call('PATCH', `/sobjects/User/${user}`, { IsActive: false });
    expect(client.org.find('PermissionSetAssignment', assigned.json.id)).to.include({ IsActive: false });
    await client.call('PATCH', `/sobjects/User/${user}`, { IsActive: true });
    expect(
      (await client.call('DELETE', `/sobjects/PermissionSetAssignment/${assigned.json.id}`)).status,
    ).to.equal(204);
  });

  it('a set that needs a licence is given after it, and the licence taken away after the set', async () => {
    const set = await idOf('PermissionSet', "Name = 'Sales_Console'");
    const license = await idOf('PermissionSetLicense', "DeveloperName = 'SalesConsoleUser'");
    const values = { AssigneeId: user, PermissionSetId: set };
    expect(refusal(await make('PermissionSetAssignment', values))).to.deep.equal([
      400,
      'FIELD_INTEGRITY_EXCEPTION',
    ]);
    const held = await make('PermissionSetLicenseAssign', {
      AssigneeId: user,
      PermissionSetLicenseId: license,
    });
    expect(held.status).to.equal(201);
    expect(client.org.find('PermissionSetLicense', license)).to.include({ UsedLicenses: 1 });
    const assigned = await make('PermissionSetAssignment', values);
    expect(assigned.status).to.equal(201);
    const path = `/sobjects/PermissionSetLicenseAssign/${held.json.id}`;
    expect(refusal(await client.call('DELETE', path))).to.deep.equal([400, 'FIELD_INTEGRITY_EXCEPTION']);
    await client.call('DELETE', `/sobjects/PermissionSetAssignment/${assigned.json.id}`);
    expect((await client.call('DELETE', path)).status).to.equal(204);
  });

  it('a set group is assigned as a whole and shows its hidden set', async () => {
    const group = await idOf('PermissionSetGroup', "DeveloperName = 'Service_Desk'");
    const assigned = await make('PermissionSetAssignment', { AssigneeId: user, PermissionSetGroupId: group });
    expect(assigned.status).to.equal(201);
    const [row] = await client.rows(
      `SELECT PermissionSetGroupId, PermissionSet.Type FROM PermissionSetAssignment WHERE Id = '${assigned.json.id}'`,
    );
    expect(row?.PermissionSetGroupId).to.equal(group);
    expect(row?.PermissionSet.Type).to.equal('Group');
  });

  it('package licences end with their seats', async () => {
    const license = await idOf('PackageLicense', "NamespacePrefix = 'emupkg'");
    const users = await client.rows("SELECT Id FROM User WHERE Profile.Name = 'Standard User' LIMIT 11");
    const answers: unknown[] = [];
    for (const { Id: id } of users)
      answers.push((await make('UserPackageLicense', { UserId: id, PackageLicenseId: license })).status);
    expect(answers).to.deep.equal([...Array<number>(10).fill(201), 400]);
  });

  it('portal users stand for a contact, each contact for one', async () => {
    const account = (await make('Account', { Name: 'Partner Ltd' })).json.id;
    const contact = (await make('Contact', { LastName: 'Miller', AccountId: account })).json.id;
    const profile = await idOf('Profile', "Name = 'Partner Community User'");
    const values = await client.newUser({ ProfileId: profile });
    expect(refusal(await make('User', values))[1]).to.equal('REQUIRED_FIELD_MISSING');
    const made = await make('User', { ...values, ContactId: contact });
    expect(client.org.find('User', made.json.id)).to.include({
      UserType: 'PowerPartner',
      AccountId: account,
    });
    const second = { ...(await client.newUser({ ProfileId: profile })), ContactId: contact };
    expect(refusal(await make('User', second))[1]).to.equal('PORTAL_USER_ALREADY_EXISTS_FOR_CONTACT');
  });

  it('leads are owned, by nobody who is inactive', async () => {
    const lead = await make('Lead', { LastName: 'Smith', Company: 'ACME' });
    expect(client.org.find('Lead', lead.json.id)).to.include({
      Status: 'Open - Not Contacted',
      IsConverted: false,
      Name: 'Smith',
    });
    const inactive = await client.createUser({ IsActive: false });
    const refused = await make('Lead', { LastName: 'X', Company: 'Y', OwnerId: inactive });
    expect(refusal(refused)[1]).to.equal('INACTIVE_OWNER_OR_USER');
    expect(refusal(await make('Lead', { LastName: 'Smith' }))[1]).to.equal('REQUIRED_FIELD_MISSING');
  });

  const COMPARED = [
    'Group',
    'GroupMember',
    'PermissionSet',
    'PermissionSetAssignment',
    'PermissionSetGroup',
  ].concat(
    ['PermissionSetGroupComponent', 'PermissionSetLicense', 'PermissionSetLicenseAssign'],
    ['PackageLicense', 'UserPackageLicense'],
  );
  for (const object of COMPARED) {
    it(`${object} has the fields of a recorded describe`, async function () {
      const recorded = fixture(this, `describe_min_${object}.2024.json`);
      const { json } = await client.call('GET', `/sobjects/${object}/describe`);
      const fields = new Map(json.fields.map((field: { name: string }) => [field.name, field]));
      for (const field of recorded.fields) {
        if (/^(?:Maximum)?Permissions/.test(field.name)) continue;
        const ours = fields.get(field.name) as Record<string, unknown> | undefined;
        expect(ours, field.name).to.include({
          type: field.type,
          relationshipName: field.relationshipName ?? null,
        });
        for (const flag of ['filterable', 'sortable', 'groupable'])
          expect(ours?.[flag], `${field.name}.${flag}`).to.equal(field[flag]);
        expect(ours?.referenceTo, field.name).to.deep.equal(field.referenceTo ?? []);
      }
    });
  }
});

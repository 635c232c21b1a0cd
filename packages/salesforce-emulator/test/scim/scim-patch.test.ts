import { expect } from 'chai';
import type { Json } from '../support/json.js';
import { fixture } from '../support/fixtures.js';
import { createScimUser, openScim, operations } from './scim-client.js';
import type { ScimClient } from './scim-client.js';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

describe('SCIM PATCH of users', () => {
  let client: ScimClient;
  let profile: string;
  let sets: string[];
  before(async () => {
    client = await openScim({ users: 0 });
    profile = await client.profileId('Standard User');
    sets = [await client.setId('Api_Access'), await client.setId('Report_Reader')];
  });
  after(() => client.close());

  const patch = (id: string, ...list: Json[]) => client.call('PATCH', `v2/Users/${id}`, operations(...list));
  const field = (id: string, name: string) => client.rest.org.find('User', id)?.[name];
  const values = (list: Json[] = []): Json[] => list.map(({ value }) => value);

  it('replaces by path and answers with the whole user', async () => {
    const { id } = await createScimUser(client);
    const { status, json } = await patch(
      id,
      { op: 'replace', path: 'active', value: false },
      { op: 'Replace', path: 'name.familyName', value: 'Patched' },
      { op: 'add', path: `${ENTERPRISE}:department`, value: 'HR' },
      { op: 'replace', path: 'emails.value', value: 'patched@example.com' },
      { op: 'replace', path: 'phoneNumbers.value', value: '+49 1' },
    );
    expect(status).to.equal(200);
    expect(json).to.include({ id, active: false });
    expect(json.name.formatted).to.equal('User Patched');
    expect(json[ENTERPRISE]).to.deep.equal({ department: 'HR' });
    expect(json.emails).to.deep.equal([{ type: 'work', primary: true, value: 'patched@example.com' }]);
    expect(json.phoneNumbers).to.deep.equal([{ type: 'work', value: '+49 1' }]);
    expect((await patch(id, { op: 'replace', path: 'active', value: true })).json.active).to.equal(true);
  });

  it('takes an object without a path, attributes of extensions among it', async () => {
    const { id } = await createScimUser(client, { title: 'Stays' });
    const { status, json } = await patch(id, {
      op: 'replace',
      value: {
        department: 'x',
        name: { givenName: 'Other' },
        entitlements: [{ value: profile }, { value: sets[0] }],
      },
    });
    expect(status).to.equal(200);
    expect(json[ENTERPRISE].department).to.equal('x');
    expect(json.title).to.equal('Stays');
    expect(json.name).to.include({ givenName: 'Other' });
    expect(json.name.familyName).to.match(/^Scim/);
    expect(values(json.entitlements)).to.deep.equal([profile, sets[0]]);
  });

  it('changes the items that a value filter selects, and makes the one it describes', async () => {
    const { id } = await createScimUser(client, { phoneNumbers: [{ type: 'work', value: '1' }] });
    const changed = await patch(
      id,
      { op: 'replace', path: 'emails[type eq "work"].value', value: 'v@example.com' },
      { op: 'replace', path: 'phoneNumbers[type eq "work"].value', value: '2' },
      { op: 'add', path: 'phoneNumbers[type eq "mobile"].value', value: '3' },
    );
    expect(changed.json.emails[0].value).to.equal('v@example.com');
    expect([field(id, 'Phone'), field(id, 'MobilePhone')]).to.deep.equal(['2', '3']);
    await patch(id, { op: 'remove', path: 'phoneNumbers[type eq "work"]' });
    expect([field(id, 'Phone'), field(id, 'MobilePhone')]).to.deep.equal([null, '3']);
    const nothing = await patch(id, {
      op: 'replace',
      path: 'phoneNumbers[type sw "pager"].value',
      value: '4',
    });
    expect(nothing.status).to.equal(400);
  });

  it('adds and removes entitlements, and never the profile', async () => {
    const { id } = await createScimUser(client);
    const add = await patch(id, { op: 'add', path: 'entitlements', value: sets.map((value) => ({ value })) });
    expect(values(add.json.entitlements)).to.deep.equal([profile, ...sets]);
    const remove = await patch(id, { op: 'remove', path: `entitlements[value eq "${sets[0]}"]` });
    expect(values(remove.json.entitlements)).to.deep.equal([profile, sets[1]]);
    const other = await client.profileId('Read Only');
    const swap = await patch(id, {
      op: 'add',
      path: 'entitlements',
      value: [{ value: other, primary: true }],
    });
    expect(values(swap.json.entitlements)).to.deep.equal([other, sets[1]]);
    const refused = await patch(id, { op: 'remove', path: `entitlements[value eq "${other}"]` });
    expect(refused.status).to.equal(400);
    expect(refused.json.detail).to.include('Profile');
    expect((await patch(id, { op: 'remove', path: 'entitlements' })).status).to.equal(400);
    expect(field(id, 'ProfileId')).to.equal(other);
  });

  it('gives and takes the one role', async () => {
    const { id } = await createScimUser(client);
    const roles = await client.rest.rows('SELECT Id FROM UserRole LIMIT 2');
    await patch(id, { op: 'add', path: 'roles', value: [{ value: roles[0]?.Id }] });
    expect(field(id, 'UserRoleId')).to.equal(roles[0]?.Id);
    const two = await patch(id, { op: 'add', path: 'roles', value: [{ value: roles[1]?.Id }] });
    expect(two.status).to.equal(400);
    await patch(id, { op: 'remove', path: 'roles' });
    expect(field(id, 'UserRoleId')).to.equal(null);
  });

  it('answers payloads that it cannot read in a form that is not SCIM', async function () {
    const recorded = fixture(this, 'scim_bad_payload_error.json');
    const { id } = await createScimUser(client);
    for (const body of [
      operations({ op: 'replace', value: [{ title: 'x' }] }),
      operations({ op: 'frobnicate', path: 'title', value: 'x' }),
      operations({ op: 'replace', path: 'title', value: { a: 1 } }),
      operations(),
      '{"Operations":',
      '[]',
    ]) {
      const { json } = await client.call('PATCH', `v2/Users/${id}`, body);
      expect(Object.keys(json)).to.deep.equal(Object.keys(recorded));
      expect(json.errorCode).to.equal(recorded.errorCode);
      expect(json.message.replace(/[\d-]+$/, '{error ID}')).to.equal(recorded.message.replace(/\}$/, '}'));
    }
    const v1 = await client.call('PATCH', `v1/Users/${id}`, '[]');
    expect([v1.status, v1.json.Errors[0].code]).to.deep.equal([400, 400]);
  });

  it('refuses a path that names nothing, and a type of content that is not JSON', async () => {
    const { id } = await createScimUser(client);
    const { status, json } = await patch(id, { op: 'replace', path: 'shoeSize', value: 47 });
    expect([status, json.detail]).to.deep.equal([400, 'Invalid path: shoeSize']);
    const form = await client.call('PATCH', `v2/Users/${id}`, 'a=b', {
      'content-type': 'application/x-www-form-urlencoded',
    });
    expect(form.status).to.equal(415);
    const scim = await client.call(
      'PATCH',
      `v2/Users/${id}`,
      operations({ op: 'replace', path: 'title', value: 'T' }),
      { 'content-type': 'application/scim+json', accept: 'application/scim+json' },
    );
    expect(scim.status).to.equal(200);
    expect(scim.headers.get('content-type')).to.match(/^application\/scim\+json/);
  });

  it('lays version 1 over the user: parts merge, meta.attributes empties, "" and delete remove', async () => {
    const { id } = await createScimUser(client, {
      title: 'T',
      phoneNumbers: [{ type: 'work', value: '1' }],
      [ENTERPRISE]: { department: 'D', division: 'V' },
      entitlements: [{ value: profile }, { value: sets[0] }],
    });
    const patchV1 = (body: Json) =>
      client.call('PATCH', `v1/Users/${id}`, { schemas: ['urn:scim:schemas:core:1.0'], ...body });
    const first = await patchV1({
      meta: { attributes: ['title', 'urn:scim:schemas:extension:enterprise:1.0.division'] },
      phoneNumbers: [{ type: 'mobile', value: '2' }],
      entitlements: [{ value: sets[1] }, { value: sets[0], operation: 'delete' }],
      name: { givenName: 'One' },
    });
    expect(first.status).to.equal(200);
    expect(first.json).to.not.have.property('title');
    expect(first.json['urn:scim:schemas:extension:enterprise:1.0']).to.deep.equal({ department: 'D' });
    expect([field(id, 'Phone'), field(id, 'MobilePhone'), field(id, 'FirstName')]).to.deep.equal([
      '1',
      '2',
      'One',
    ]);
    expect(values(first.json.entitlements)).to.deep.equal([profile, sets[1]]);
    await patchV1({ phoneNumbers: [{ type: 'work', value: '' }] });
    expect([field(id, 'Phone'), field(id, 'MobilePhone')]).to.deep.equal([null, '2']);
  });
});

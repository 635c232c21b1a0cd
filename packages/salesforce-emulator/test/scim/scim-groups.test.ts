import { expect } from 'chai';
import type { Json } from '../support/json.js';
import { fixture } from '../support/fixtures.js';
import { createScimUser, openScim, operations } from './scim-client.js';
import type { ScimClient } from './scim-client.js';

describe('SCIM groups', () => {
  let client: ScimClient;
  let users: string[];
  before(async () => {
    client = await openScim({ users: 0 });
    users = [(await createScimUser(client)).id, (await createScimUser(client)).id];
  });
  after(() => client.close());

  const members = (list: Json[] = []): Json[] => list.map(({ value }) => value);
  const make = async (displayName: string): Promise<string> =>
    (await client.call('POST', 'v1/Groups', { displayName })).json.id;

  it('take members by PATCH of version 2 in the documented form', async function () {
    const documented = fixture(this, 'scim_v2_Group_patch.200.json');
    const id = await make('mycompany-West');
    const add = await client.call(
      'PATCH',
      `v2/Groups/${id}`,
      operations({ op: 'add', path: 'members', value: { members: [{ value: users[0] }] } }),
    );
    expect(add.status).to.equal(200);
    expect(add.json).to.have.all.keys(Object.keys(documented));
    expect(add.json.meta).to.have.all.keys(Object.keys(documented.meta));
    expect(add.json).to.deep.include({
      schemas: documented.schemas,
      displayName: documented.displayName,
      type: documented.type,
      members: [
        {
          value: users[0],
          type: 'User',
          $ref: `${client.rest.org.url}/services/scim/v2/Users/${users[0]}`,
        },
      ],
    });
    const both = await client.call(
      'PATCH',
      `v2/Groups/${id}`,
      operations({ op: 'add', path: 'members', value: users.map((value) => ({ value })) }),
    );
    expect(members(both.json.members)).to.deep.equal(users);
    const remove = await client.call(
      'PATCH',
      `v2/Groups/${id}`,
      operations({ op: 'remove', path: 'members', value: { members: [{ value: users[0] }] } }),
    );
    expect(members(remove.json.members)).to.deep.equal([users[1]]);
    const byPath = await client.call(
      'PATCH',
      `v2/Groups/${id}`,
      operations(
        { op: 'remove', path: `members[value eq "${users[1]}"]` },
        { op: 'replace', path: 'displayName', value: 'East' },
      ),
    );
    expect(byPath.json).to.not.have.property('members');
    expect(byPath.json.displayName).to.equal('East');
  });

  it('are made, merged and deleted by version 1 in the recorded form', async function () {
    const recorded = fixture(this, 'scim_v1_Groups_list.200.json');
    const { status, json } = await client.call('POST', 'v1/Groups', {
      displayName: 'TestGroup',
      members: [{ value: users[0] }],
    });
    expect(status).to.equal(201);
    const patch = (list: Json[]) =>
      client.call('PATCH', `v1/Groups/${json.id}`, { schemas: ['urn:scim:schemas:core:1.0'], members: list });
    expect(members((await patch([{ value: users[1] }])).json.members)).to.deep.equal(users);
    const list = await client.list('v1/Groups', 'displayName eq "TestGroup"');
    expect(list).to.include.all.keys(Object.keys(recorded));
    expect(list.Resources).to.have.length(1);
    expect(list.Resources[0]).to.have.all.keys(Object.keys(recorded.Resources[0]));
    expect(list.Resources[0].meta).to.have.all.keys(Object.keys(recorded.Resources[0].meta));
    expect(list.Resources[0].members).to.deep.equal(users.map((value) => ({ value, type: 'User' })));
    const removed = await patch([{ operation: 'delete', value: users[0] }]);
    expect(members(removed.json.members)).to.deep.equal([users[1]]);
    const gone = await client.call('DELETE', `v1/Groups/${json.id}`);
    expect([gone.status, gone.text]).to.deep.equal([200, '']);
    expect((await client.call('GET', `v1/Groups/${json.id}`)).status).to.equal(404);
  });

  it('may share a display name', async () => {
    const ids = [await make('Twins'), await make('Twins')];
    const names = ids.map((id) => client.rest.org.find('Group', id)?.DeveloperName);
    expect(names).to.deep.equal(['Twins', 'Twins1']);
  });

  it('can be neither made nor deleted by version 2', async () => {
    const post = await client.call('POST', 'v2/Groups', { displayName: 'No' });
    expect([post.status, post.json.detail]).to.deep.equal([
      405,
      "HTTP Method 'POST' not allowed. Allowed are GET",
    ]);
    const id = await make('Stays');
    expect((await client.call('DELETE', `v2/Groups/${id}`)).status).to.equal(405);
  });

  it('show on users, through other groups as well', async () => {
    const [inner, outer] = [await make('Inner'), await make('Outer')];
    const [user] = users;
    await client.call('PUT', `v2/Groups/${inner}`, { displayName: 'Inner', members: [{ value: user }] });
    const { json } = await client.call('PUT', `v2/Groups/${outer}`, { members: [{ value: inner }] });
    expect(json.members[0]).to.include({ value: inner, type: 'Group' });
    const groups = (await client.call('GET', `v2/Users/${user}`)).json.groups;
    expect(groups.filter(({ value }: Json) => [inner, outer].includes(value))).to.deep.equal([
      {
        value: inner,
        display: 'Inner',
        $ref: `${client.rest.org.url}/services/scim/v2/Groups/${inner}`,
        type: 'direct',
      },
      {
        value: outer,
        display: 'Outer',
        $ref: `${client.rest.org.url}/services/scim/v2/Groups/${outer}`,
        type: 'indirect',
      },
    ]);
  });

  it('do not show the groups behind roles', async () => {
    const { Resources } = await client.list('v2/Groups');
    expect(Resources.map(({ type }: Json) => type))
      .to.include('Regular')
      .and.include('Queue')
      .and.not.include('Role');
    const [hidden] = await client.rest.rows("SELECT Id FROM Group WHERE Type = 'Role' LIMIT 1");
    expect((await client.list('v2/Groups', `id eq "${hidden?.Id}"`)).totalResults).to.equal(0);
    expect((await client.call('GET', `v2/Groups/${hidden?.Id}`)).status).to.equal(404);
  });
});

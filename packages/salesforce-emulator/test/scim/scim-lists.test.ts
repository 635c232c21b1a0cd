import { expect } from 'chai';
import type { Json } from '../support/json.js';
import { fixture } from '../support/fixtures.js';
import { createScimUser, openScim } from './scim-client.js';
import type { ScimClient } from './scim-client.js';

describe('SCIM lists', () => {
  let client: ScimClient;
  before(async () => {
    client = await openScim({ users: 230 });
  });
  after(() => client.close());

  it('come in pages of at most 200, counted from 1 or from 0', async () => {
    const first = await client.list('v2/Users');
    expect(first.schemas).to.deep.equal(['urn:ietf:params:scim:api:messages:2.0:ListResponse']);
    expect(first).to.include({ startIndex: 1, itemsPerPage: 200 });
    expect(first.totalResults).to.be.greaterThan(230);
    const ids = first.Resources.map(({ id }: Json) => id);
    const rest = await client.list('v2/Users?startIndex=201&count=500');
    expect(rest.itemsPerPage).to.equal(first.totalResults - 200);
    const some = await client.list('v2/Users?startIndex=0&count=2');
    expect(some.Resources.map(({ id }: Json) => id)).to.deep.equal(ids.slice(0, 2));
    expect((await client.list('v1/Users?count=0')).Resources).to.deep.equal([]);
    expect(new Set([...ids, ...rest.Resources.map(({ id }: Json) => id)])).to.have.property(
      'size',
      first.totalResults,
    );
  });

  it('hold inactive users and those of Salesforce', async () => {
    const { Resources } = await client.list('v2/Users', 'userType eq "AutomatedProcess"');
    expect(Resources).to.have.length(1);
    expect(Resources[0]).to.not.have.property('entitlements');
  });

  it('refuse to go beyond 2,200 or end there, by choice', async () => {
    expect((await client.call('GET', 'v2/Users?startIndex=2001')).status).to.equal(200);
    const { status, json } = await client.call('GET', 'v2/Users?startIndex=2002');
    expect([status, json.detail]).to.deep.equal([400, 'Maximum SOQL offset allowed is 2000']);
    const lenient = await openScim({ users: 2_002, scimPagingCeiling: 'empty' });
    try {
      const beyond = await lenient.list('v2/Users?startIndex=2002');
      expect(beyond.Resources).to.deep.equal([]);
      expect(beyond.totalResults).to.be.greaterThan(2_002);
    } finally {
      await lenient.close();
    }
  });

  it('filter by attributes, those of extensions and items among them', async () => {
    const profile = await client.profileId('Read Only');
    const { id, meta, userName } = await createScimUser(client, {
      externalId: 'Ext-9',
      entitlements: [{ value: profile }],
      phoneNumbers: [{ type: 'fax', value: '99' }],
      emails: [{ value: 'filter.me@example.com' }],
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': {
        department: 'Filters',
        employeeNumber: 'E9',
      },
      active: false,
    });
    for (const filter of [
      `userName eq "${userName.toUpperCase()}"`,
      'externalId eq "ext-9"',
      `id eq "${id.slice(0, 15)}"`,
      'emails.value eq "filter.me@example.com"',
      'emails eq "filter.me@example.com"',
      'emails.value sw "filter" and active eq false',
      `(entitlements eq "${profile.slice(0, 15)}") and department eq "filters"`,
      'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber eq "e9"',
      'phoneNumbers[type eq "fax" and value co "9"]',
      `meta.lastModified ge "${meta.lastModified}" and externalId pr`,
      'DISPLAYNAME co "scim" and department ne null',
    ]) {
      const { Resources, totalResults } = await client.list('v2/Users', filter);
      expect(
        Resources?.map((user: Json) => user.id),
        filter,
      ).to.deep.equal([id]);
      expect(totalResults).to.equal(1);
    }
    const v1 = await client.list(
      'v1/Users',
      'urn:scim:schemas:extension:enterprise:1.0.department eq "Filters"',
    );
    expect(v1.Resources).to.have.length(1);
    expect(v1).to.have.all.keys('schemas', 'totalResults', 'startIndex', 'itemsPerPage', 'Resources');
  });

  it('give and no precedence over or', async () => {
    const admin = client.rest.org.credentials.username;
    const name = `userName eq "${admin}"`;
    const all = await client.list('v2/Users', `${name} or ${name} and userName eq "nobody"`);
    expect(all.totalResults).to.equal(0);
    const bracket = await client.list('v2/Users', `${name} or (${name} and userName eq "nobody")`);
    expect(bracket.totalResults).to.equal(1);
  });

  it('refuse filters that they cannot read', async () => {
    for (const filter of [
      '',
      'userName',
      'shoeSize eq 47',
      'userName ew "x"',
      'not (active eq true)',
      'userName eq x',
      '(active eq true',
      'userName eq "x',
    ]) {
      const { status, json } = await client.call('GET', `v2/Users?filter=${encodeURIComponent(filter)}`);
      expect([status, json.status], filter).to.deep.equal([400, '400']);
      expect(json.detail).to.match(/^Invalid filter: /);
    }
  });

  it('show only the attributes asked for', async () => {
    const { Resources } = await client.list('v2/Users?count=1&attributes=userName,name.familyName');
    expect(Resources[0]).to.have.all.keys('schemas', 'id', 'userName', 'name');
  });

  it('tell entitlements and roles', async () => {
    const { Resources } = await client.list('v2/Entitlements');
    expect(Resources.find(({ displayName }: Json) => displayName === 'System Administrator')).to.include({
      type: 'Profile',
      id: await client.profileId('System Administrator'),
    });
    const set = await client.setId('Api_Access');
    expect((await client.call('GET', `v2/Entitlements/${set}`)).json).to.include({
      id: set,
      displayName: 'API Access',
      type: 'PermissionSet',
    });
    expect((await client.list('v1/Roles', 'displayName eq "CEO"')).totalResults).to.equal(1);
    expect((await client.call('POST', 'v2/Roles', {})).status).to.equal(405);
  });
});

describe('SCIM configuration', () => {
  let client: ScimClient;
  before(async () => {
    client = await openScim({ users: 0 });
  });
  after(() => client.close());

  it('is the documented one', async function () {
    const documented = fixture(this, 'scim_v2_ServiceProviderConfigs.200.json');
    const { status, json } = await client.call('GET', 'v2/ServiceProviderConfigs');
    expect([status, json]).to.deep.equal([200, documented]);
    expect((await client.call('GET', 'v2/ServiceProviderConfig')).status).to.equal(404);
  });

  it('tells in version 1 the attributes that were recorded', async function () {
    const recorded: string[] = fixture(this, 'scim_v1_schema_attributes.json');
    const { Resources } = await client.list('v1/Schemas');
    const attributes: Json[] = Resources.flatMap((resource: Json) => resource.attributes);
    // The recorder wrote "attribute.type.sub", with `default` where there is no type, and items of his own making.
    const extension = /^urn:(?:scim|salesforce):schemas:extension:(?:enterprise|external):1\.0\./;
    const missing = recorded
      .filter((path) => path !== '__NAME__' && !/^urn:salesforce:schemas:extension:00D/.test(path))
      .map((path) => path.replace(extension, ''))
      .filter((path) => {
        const parts = path.split('.');
        const found = attributes.find(({ name }) => name === parts[0]);
        const sub = parts.length > 1 ? parts.at(-1) : undefined;
        return !found || (sub !== undefined && !found.subAttributes.some(({ name }: Json) => name === sub));
      });
    expect(missing).to.deep.equal([]);
  });

  it('tells schemas and types of version 2 one by one', async () => {
    const { Resources } = await client.list('v2/ResourceTypes');
    expect(Resources.map(({ endpoint }: Json) => endpoint)).to.deep.equal([
      '/Users',
      '/Groups',
      '/Entitlements',
      '/Roles',
    ]);
    for (const { schema, schemaExtensions } of Resources) {
      for (const urn of [schema, ...schemaExtensions.map((extension: Json) => extension.schema)]) {
        const { status, json } = await client.call('GET', `v2/Schemas/${urn}`);
        expect([status, json.id]).to.deep.equal([200, urn]);
      }
    }
    expect((await client.call('GET', 'v2/Schemas/urn:none')).status).to.equal(404);
  });

  it('needs a session, and counts as an API call', async () => {
    const { org } = client.rest;
    const stranger = await client.as('no-token').call('GET', 'v2/Users');
    expect([stranger.status, stranger.json]).to.deep.equal([
      401,
      [{ message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' }],
    ]);
    org.calls.reset();
    await client.call('GET', 'v2/Users/005000000000000AAA');
    await client.call('GET', 'v1/Nothing');
    expect([...org.calls.byResource]).to.deep.equal([
      ['GET /scim/v2/Users/{id}', 1],
      ['GET /scim/v1/(unknown)', 1],
    ]);
    expect((await client.call('GET', 'v3/Users')).status).to.equal(404);
  });
});

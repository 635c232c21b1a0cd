import { expect } from 'chai';
import { fixture } from '../support/fixtures.js';
import jsforce from 'jsforce';
import { createScimUser, openScim, operations, scimUser } from './scim-client.js';
import type { ScimClient } from './scim-client.js';

const ENTERPRISE = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User';

describe('SCIM users', () => {
  let client: ScimClient;
  before(async () => {
    client = await openScim({ users: 3 });
  });
  after(() => client.close());

  it('are created as documented', async function () {
    const request = fixture(this, 'scim_v2_User_create_request.json');
    const documented = fixture(this, 'scim_v2_User.201.partial.json');
    const administrator = await client.profileId('System Administrator');
    const { status, json, headers } = await client.call('POST', 'v2/Users/', {
      ...request,
      entitlements: [{ value: administrator }],
    });
    expect(status).to.equal(201);
    expect(headers.get('content-type')).to.match(/^application\/json/);
    expect(headers.get('location')).to.equal(json.meta.location);
    const { org } = client.rest;
    const { meta, ...shown } = json;
    // The request is an example of its own: its mail address and user name are not those of the answer.
    expect(shown).to.deep.equal({
      ...documented,
      id: json.id,
      nickName: 'scimUser@mycompany.com',
      photos: [
        { type: 'photo', value: `${org.url}/profilephoto/005/F` },
        { type: 'thumbnail', value: `${org.url}/profilephoto/005/T` },
      ],
      entitlements: [
        {
          ...documented.entitlements[0],
          value: administrator,
          $ref: `/Entitlements/${administrator}`,
        },
      ],
    });
    expect(Object.keys(shown)).to.deep.equal(Object.keys(documented));
    expect(meta).to.include({
      location: `${org.url}/services/scim/v2/Users/${json.id}`,
      resourceType: 'User',
    });
    expect(meta.created).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(meta.version).to.match(/^[0-9a-f]{40}$/);
    expect(org.find('User', json.id)).to.include({
      Username: 'scimuser@mycompany.com',
      FederationIdentifier: 'scimUser',
      CommunityNickname: 'scimUser@mycompany.com',
      Alias: 'uscim',
      TimeZoneSidKey: 'America/Los_Angeles',
      IsActive: true,
    });
  });

  it('carry every attribute of the map, there and back', async () => {
    const manager = await createScimUser(client);
    const [role] = await client.rest.rows('SELECT Id, Name FROM UserRole LIMIT 1');
    const sets = [await client.setId('Api_Access'), await client.setId('Report_Reader')];
    const user = await createScimUser(client, {
      externalId: 'ext-1',
      name: { familyName: 'Long', givenName: 'Very', middleName: 'V.', honorificSuffix: 'Jr.' },
      title: 'Analyst',
      nickName: 'long',
      phoneNumbers: [{ type: 'mobile', value: '+1 2' }],
      addresses: [
        {
          type: 'work',
          streetAddress: '1 Main',
          locality: 'Springfield',
          region: 'IL',
          postalCode: '62701',
          country: 'US',
        },
      ],
      locale: 'fr_FR',
      timezone: 'Europe/Paris',
      preferredLanguage: 'fr',
      active: false,
      roles: [{ value: role?.Id }],
      entitlements: [
        { value: (await client.profileId('Read Only')).slice(0, 15), primary: true },
        ...sets.map((value) => ({ value })),
      ],
      [ENTERPRISE]: {
        organization: 'Co',
        division: 'Div',
        department: 'Dep',
        employeeNumber: '7',
        manager: { value: manager.id },
      },
    });
    expect(client.rest.org.find('User', user.id)).to.include({
      LastName: 'Long',
      FirstName: 'Very',
      MiddleName: 'V.',
      Suffix: 'Jr.',
      Title: 'Analyst',
      Phone: null,
      MobilePhone: '+1 2',
      Street: '1 Main',
      City: 'Springfield',
      State: 'IL',
      PostalCode: '62701',
      Country: 'US',
      LocaleSidKey: 'fr_FR',
      LanguageLocaleKey: 'fr',
      IsActive: false,
      UserRoleId: role?.Id,
      ProfileId: await client.profileId('Read Only'),
      CompanyName: 'Co',
      Division: 'Div',
      Department: 'Dep',
      EmployeeNumber: '7',
      ManagerId: manager.id,
    });
    const { json } = await client.call('GET', `v2/Users/${user.id}`);
    expect(json).to.deep.equal(user);
    expect(json.phoneNumbers).to.deep.equal([{ type: 'mobile', value: '+1 2' }]);
    expect(json[ENTERPRISE].manager).to.include({ value: manager.id, displayName: manager.displayName });
    expect(
      json.entitlements.map((item: { type: string; primary: boolean }) => [item.type, item.primary]),
    ).to.deep.equal([
      ['Profile', true],
      ['PermissionSet', false],
      ['PermissionSet', false],
    ]);
    expect(json.roles[0]).to.include({ value: role?.Id, display: role?.Name });
  });

  it('are replaced by PUT, which empties what it leaves out and keeps what must not be empty', async () => {
    const set = await client.setId('Api_Access');
    const profile = await client.profileId('Standard User');
    const user = await createScimUser(client, {
      title: 'Old',
      entitlements: [{ value: profile }, { value: set }],
    });
    const { status, json } = await client.call('PUT', `v2/Users/${user.id}`, {
      userName: user.userName,
      name: { familyName: 'New' },
      emails: [{ value: 'new@example.com' }],
    });
    expect(status).to.equal(200);
    expect(json).to.not.have.property('title');
    expect(json.name).to.deep.equal({ formatted: 'New', familyName: 'New' });
    expect(json).to.include({ active: true, timezone: 'America/Los_Angeles' });
    expect(json.emails[0].value).to.equal('new@example.com');
    expect(json.entitlements).to.have.length(2);
  });

  it('become inactive by DELETE: 204 in version 2, 200 in version 1, 404 for others', async () => {
    for (const [version, wanted] of [
      ['v2', 204],
      ['v1', 200],
    ] as const) {
      const { id } = await createScimUser(client);
      const { status, text } = await client.call('DELETE', `${version}/Users/${id}`);
      expect([status, text]).to.deep.equal([wanted, '']);
      expect(client.rest.org.find('User', id)?.IsActive).to.equal(false);
      expect((await client.call('GET', `${version}/Users/${id}`)).json.active).to.equal(false);
    }
    expect((await client.call('DELETE', 'v2/Users/005000000000000AAA')).status).to.equal(404);
  });

  it('are created in the form of version 1 that the command line client sends', async () => {
    const { status, json } = await client.call('POST', 'v1/Users', {
      username: 'cli@example.com',
      emails: ['cli@example.com'],
      name: { familyName: 'Cli' },
      nickName: 'cli',
      entitlements: [{ value: await client.profileId('Standard User') }],
    });
    expect(status).to.equal(201);
    expect(json.schemas).to.deep.equal([
      'urn:scim:schemas:core:1.0',
      'urn:scim:schemas:extension:enterprise:1.0',
    ]);
    expect(json).to.include({ userName: 'cli@example.com', nickName: 'cli' });
    expect(json.entitlements[0]).to.have.all.keys('value', 'display', 'primary');
    expect(json.meta).to.have.all.keys('created', 'location', 'lastModified', 'version');
  });

  it('are shown to themselves as Me', async () => {
    const { json } = await client.call('GET', 'v2/Me');
    expect(json.userName).to.equal(client.rest.org.credentials.username.toLowerCase());
    expect((await client.call('GET', 'v1/Me')).status).to.equal(404);
  });

  it('are served to jsforce by its plain requests', async () => {
    const connection = new jsforce.Connection({
      instanceUrl: client.rest.org.url,
      accessToken: client.rest.token,
    });
    const url = '/services/scim/v2/Users';
    const created = await connection.request<{ id: string }>({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(await scimUser(client)),
    });
    const patched = await connection.request<{ id: string; active: boolean }>({
      method: 'PATCH',
      url: `${url}/${created.id}`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(operations({ op: 'replace', path: 'active', value: false })),
    });
    expect(patched).to.include({ id: created.id, active: false });
  });
});

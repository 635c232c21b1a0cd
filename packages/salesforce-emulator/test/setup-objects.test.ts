import { expect } from 'chai';
import { openClient } from './support/org-client.js';
import type { OrgClient } from './support/org-client.js';

describe('licence seats', () => {
  let client: OrgClient;
  before(async () => {
    // The integration user has the first seat.
    client = await openClient({ users: 0, licenses: { salesforce: 2 } });
  });
  after(() => client.close());

  const used = async (): Promise<number> =>
    (await client.rows("SELECT UsedLicenses FROM UserLicense WHERE Name = 'Salesforce'"))[0]?.UsedLicenses;

  it('are taken by active users, refused when gone, and free after a deactivation', async () => {
    const first = await client.createUser();
    expect(await used()).to.equal(2);
    const full = await client.call('POST', '/sobjects/User', await client.newUser());
    expect([full.status, full.json]).to.deep.equal([
      400,
      [{ message: 'License Limit Exceeded', errorCode: 'LICENSE_LIMIT_EXCEEDED', fields: ['IsActive'] }],
    ]);
    const second = await client.createUser({ IsActive: false });
    const activate = () => client.call('PATCH', `/sobjects/User/${second}`, { IsActive: true });
    expect((await activate()).json[0].errorCode).to.equal('LICENSE_LIMIT_EXCEEDED');
    await client.call('PATCH', `/sobjects/User/${first}`, { IsActive: false });
    expect(await used()).to.equal(1);
    expect((await activate()).status).to.equal(204);
    expect(await used()).to.equal(2);
  });

  it('move with the profile', async () => {
    const [active] = await client.rows(
      "SELECT Id FROM User WHERE IsActive = true AND Profile.Name = 'Standard User'",
    );
    const [platform] = await client.rows("SELECT Id FROM Profile WHERE Name = 'Standard Platform User'");
    const move = await client.call('PATCH', `/sobjects/User/${active?.Id}`, { ProfileId: platform?.Id });
    expect(move.status).to.equal(204);
    expect(await used()).to.equal(1);
  });
});

describe('objects beside users', () => {
  let client: OrgClient;
  before(async () => {
    client = await openClient({ users: 3 });
  });
  after(() => client.close());

  it('have one organization', async () => {
    const rows = await client.rows('SELECT Id, Name, OrganizationType, IsSandbox FROM Organization');
    expect(rows).to.have.length(1);
    expect(rows[0]?.Id).to.equal(client.org.organizationId);
  });

  it('freeze and unlock by the row that comes with a user', async () => {
    const [login] = await client.rows('SELECT Id FROM UserLogin LIMIT 1');
    const path = `/sobjects/UserLogin/${login?.Id}`;
    expect((await client.call('PATCH', path, { IsFrozen: true })).status).to.equal(204);
    expect((await client.call('GET', `${path}?fields=IsFrozen`)).json.IsFrozen).to.equal(true);
    expect((await client.call('PATCH', path, { IsPasswordLocked: true })).status).to.equal(400);
    expect((await client.call('PATCH', path, { UserId: null })).json[0].errorCode).to.equal(
      'INVALID_FIELD_FOR_INSERT_UPDATE',
    );
    expect((await client.call('POST', '/sobjects/UserLogin', {})).json[0].errorCode).to.equal(
      'CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY',
    );
    expect((await client.query('SELECT SystemModstamp FROM UserLogin')).json[0].errorCode).to.equal(
      'INVALID_FIELD',
    );
  });

  it('do not let licences be changed', async () => {
    const [license] = await client.rows('SELECT Id FROM UserLicense LIMIT 1');
    const { status, json } = await client.call('PATCH', `/sobjects/UserLicense/${license?.Id}`, {});
    expect([status, json[0].message]).to.deep.equal([
      405,
      "HTTP Method 'PATCH' not allowed. Allowed are HEAD,GET",
    ]);
  });

  it('make, change and delete roles, but not those in use', async () => {
    const { json } = await client.call('POST', '/sobjects/UserRole', { Name: 'Night Shift' });
    const path = `/sobjects/UserRole/${json.id}`;
    expect((await client.call('GET', path)).json).to.include({
      DeveloperName: 'Night_Shift',
      ParentRoleId: null,
    });
    const user = await client.createUser({ UserRoleId: json.id });
    expect((await client.call('DELETE', path)).json[0].errorCode).to.equal('DELETE_FAILED');
    await client.call('PATCH', `/sobjects/User/${user}`, { UserRoleId: null });
    expect((await client.call('DELETE', path)).status).to.equal(204);
    expect((await client.call('GET', path)).status).to.equal(404);
  });

  it('make profiles, whose user type follows their licence', async () => {
    const [license] = await client.rows("SELECT Id FROM UserLicense WHERE Name = 'Chatter Free'");
    const { json } = await client.call('POST', '/sobjects/Profile', {
      Name: 'Guests of HR',
      UserLicenseId: license?.Id,
    });
    const user = await client.createUser({ ProfileId: json.id });
    expect(client.org.find('User', user)?.UserType).to.equal('CsnOnly');
    expect((await client.call('DELETE', `/sobjects/Profile/${json.id}`)).json[0].errorCode).to.equal(
      'DELETE_FAILED',
    );
    const twice = await client.call('POST', '/sobjects/Profile', {
      Name: 'guests of hr',
      UserLicenseId: license?.Id,
    });
    expect(twice.json[0].errorCode).to.equal('DUPLICATE_VALUE');
  });
});

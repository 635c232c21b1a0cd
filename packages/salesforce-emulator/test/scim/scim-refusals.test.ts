import { expect } from 'chai';
import { passwordGrant } from '../support/org-client.js';
import { createScimUser, openScim, operations, scimUser } from './scim-client.js';
import type { ScimClient } from './scim-client.js';

describe('SCIM users that cannot be had', () => {
  let client: ScimClient;
  before(async () => {
    client = await openScim({ users: 0, trustedNetwork: true });
  });
  after(() => client.close());

  it('are refused with 409 for a name that is taken, with 400 and the text of REST for the rest', async () => {
    const payload = await scimUser(client);
    await client.call('POST', 'v2/Users', payload);
    const twice = await client.call('POST', 'v2/Users', { ...payload, nickName: 'another' });
    expect(twice.status).to.equal(409);
    expect(twice.json.schemas).to.deep.equal(['urn:ietf:params:scim:api:messages:2.0:Error']);
    expect(twice.json.status).to.equal('409');
    expect(twice.json.detail).to.match(/^Duplicate Username/);
    const v1 = await client.call('POST', 'v1/Users', { ...payload, nickName: 'another' });
    expect([v1.status, v1.json.Errors[0].code]).to.deep.equal([409, 409]);
    const noProfile = await client.call('POST', 'v2/Users', await scimUser(client, { entitlements: [] }));
    expect([noProfile.status, noProfile.json.detail]).to.deep.equal([
      400,
      'Required fields are missing: [ProfileId]',
    ]);
    const noEntitlement = await client.call(
      'POST',
      'v2/Users',
      await scimUser(client, { entitlements: [{ value: client.rest.org.organizationId }] }),
    );
    expect(noEntitlement.status).to.equal(400);
    const twoPhones = await client.call(
      'POST',
      'v2/Users',
      await scimUser(client, { phoneNumbers: [{ value: '1' }, { type: 'fax', value: '2' }] }),
    );
    expect(twoPhones.status).to.equal(400);
  });

  it('are written whole or not at all', async () => {
    const console = await client.setId('Sales_Console');
    const profile = await client.profileId('Standard User');
    const payload = await scimUser(client, { entitlements: [{ value: profile }, { value: console }] });
    const { status, json } = await client.call('POST', 'v2/Users', payload);
    expect([status, json.detail]).to.satisfy(
      ([code, detail]: [number, string]) => code === 400 && detail.includes('permission set license'),
    );
    const left = await client.rest.rows(`SELECT Id FROM User WHERE Username = '${payload.userName}'`);
    expect(left).to.deep.equal([]);
  });

  it('may not be changed without "Manage Users"', async () => {
    const { id } = await createScimUser(client, { userName: 'plain@example.com', nickName: 'plain' });
    await client.rest.call('POST', `/sobjects/User/${id}/password`, { NewPassword: 'Passw0rd-1' });
    const { json } = await passwordGrant(client.rest.org, 'plain@example.com', 'Passw0rd-1');
    const plain = client.as(json.access_token);
    const answer = await plain.call(
      'PATCH',
      `v2/Users/${id}`,
      operations({ op: 'replace', path: 'title', value: 'x' }),
    );
    expect([answer.status, answer.json.detail]).to.deep.equal([
      403,
      'insufficient access rights on object id',
    ]);
  });
});

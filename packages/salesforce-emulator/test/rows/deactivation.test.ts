import { expect } from 'chai';
import { openClient, passwordGrant } from '../support/org-client.js';
import type { OrgClient } from '../support/org-client.js';

describe('users whom the org cannot do without', () => {
  let client: OrgClient;
  before(async () => {
    client = await openClient({
      users: 0,
      trustedNetwork: true,
      defaultOwners: { workflow: 'flow@example.com', leads: 'Leads@example.com' },
    });
  });
  after(() => client.close());

  const deactivate = (user: string) => client.call('PATCH', `/sobjects/User/${user}`, { IsActive: false });

  it('are its default owners', async () => {
    const flow = await client.createUser({ Username: 'flow@example.com' });
    const leads = await client.createUser({ Username: 'leads@example.com' });
    const refused = await deactivate(flow);
    expect([refused.status, refused.json]).to.deep.equal([
      400,
      [
        {
          message: 'You cannot deactivate the Default Workflow User',
          errorCode: 'FIELD_INTEGRITY_EXCEPTION',
          fields: ['IsActive'],
        },
      ],
    ]);
    expect((await deactivate(leads)).status).to.equal(400);
    expect(
      (await client.call('PATCH', `/sobjects/User/${leads}`, { Username: 'ex@example.com' })).status,
    ).to.equal(204);
    expect((await deactivate(leads)).status).to.equal(204);
  });

  it('are its last administrator', async () => {
    const [admin] = await client.rows("SELECT Id FROM Profile WHERE Name = 'System Administrator'");
    const [standard] = await client.rows("SELECT Id FROM Profile WHERE Name = 'Standard User'");
    const own = await client.rows(
      `SELECT Id FROM User WHERE Username = '${client.org.credentials.username}'`,
    );
    for (const { Id: id } of await client.rows(
      `SELECT Id FROM User WHERE ProfileId = '${admin?.Id}' AND Id != '${own[0]?.Id}' AND IsActive = true`,
    ))
      expect((await deactivate(id)).status).to.equal(204);
    const demote = () => client.call('PATCH', `/sobjects/User/${own[0]?.Id}`, { ProfileId: standard?.Id });
    const refused = await demote();
    expect([refused.status, refused.json[0].errorCode]).to.deep.equal([400, 'CANNOT_DISABLE_LAST_ADMIN']);
    await client.createUser({ ProfileId: admin?.Id });
    expect((await demote()).status).to.equal(204);
  });

  it('stay logged in when a deactivation is taken back', async () => {
    const org = await openClient({ users: 0, trustedNetwork: true });
    const username = 'staying@example.com';
    const user = await org.createUser({ Username: username });
    await org.call('POST', `/sobjects/User/${user}/password`, { NewPassword: 'Passw0rd1' });
    const { json } = await passwordGrant(org.org, username, 'Passw0rd1');
    const records = [
      { attributes: { type: 'User' }, id: user, IsActive: false },
      { attributes: { type: 'User' }, id: '005000000000001AAA' },
    ];
    const answer = await org.call('PATCH', '/composite/sobjects', { allOrNone: true, records });
    expect(answer.json.map(({ success }: { success: boolean }) => success)).to.deep.equal([false, false]);
    expect((await org.as(json.access_token).call('GET', '/limits')).status).to.equal(200);
    await org.call('PATCH', '/composite/sobjects', { allOrNone: true, records: records.slice(0, 1) });
    expect((await org.as(json.access_token).call('GET', '/limits')).status).to.equal(401);
    await org.close();
  });
});

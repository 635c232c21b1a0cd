import { expect } from 'chai';
import jsforce from 'jsforce';
import { openClient } from './support/org-client.js';
import type { OrgClient } from './support/org-client.js';

describe('jsforce', () => {
  let client: OrgClient;
  before(async () => {
    client = await openClient({ users: 2_100 });
  });
  after(() => client.close());

  function connect() {
    const { org } = client;
    const { clientId, clientSecret } = org.credentials;
    return new jsforce.Connection({
      loginUrl: org.url,
      version: '62.0',
      oauth2: { loginUrl: org.url, clientId, clientSecret },
    });
  }

  async function authorized() {
    const connection = connect();
    await connection.authorize({ grant_type: 'client_credentials' });
    return connection;
  }

  it('logs in by client credentials and asks who it is', async () => {
    const connection = await authorized();
    expect(connection.instanceUrl).to.equal(client.org.url);
    const identity = await connection.identity();
    expect(identity.username).to.equal(client.org.credentials.username);
    expect(identity.organization_id).to.equal(client.org.organizationId);
  });

  it('logs in by password and asks who it is without having been told', async () => {
    const { username, password, securityToken } = client.org.credentials;
    const connection = connect();
    const info = await connection.login(username, password + securityToken);
    expect(info.organizationId).to.equal(client.org.organizationId);
    const other = new jsforce.Connection({
      instanceUrl: client.org.url,
      accessToken: connection.accessToken ?? '',
      version: '62.0',
    });
    expect((await other.identity()).user_id).to.equal(info.id);
  });

  it('names a refused login by its OAuth error', async () => {
    const error = await connect()
      .login(client.org.credentials.username, 'wrong')
      .catch((refused: Error) => refused);
    expect(error).to.include({ name: 'invalid_grant', message: 'authentication failure' });
  });

  it('reads pages to the end and learns its use of the API', async () => {
    const connection = await authorized();
    const ids = new Set<unknown>();
    let page = await connection.query('SELECT Id, Name, Profile.Name FROM User');
    for (;;) {
      for (const { Id } of page.records) ids.add(Id);
      if (page.done) break;
      page = await connection.queryMore(page.nextRecordsUrl ?? '');
    }
    expect(ids.size).to.equal(page.totalSize);
    expect(connection.limitInfo.apiUsage?.limit).to.equal(15_000);
    const counted = await connection.query('SELECT count() FROM User');
    expect(counted.totalSize).to.equal(ids.size);
    expect(await connection.query('SELECT Id FROM User', { autoFetch: true, maxFetch: 3_000 }))
      .to.have.property('records')
      .with.length(ids.size);
  });

  it('creates, retrieves, finds and updates', async () => {
    const connection = await authorized();
    const user = connection.sobject('User');
    const made = await user.create(await client.newUser({ LastName: 'Made' }));
    const id = made.id ?? '';
    expect(made).to.deep.equal({ id, success: true, errors: [] });
    expect((await user.update({ Id: id, Title: 'Updated' })).success).to.equal(true);
    expect((await user.retrieve(id)).Title).to.equal('Updated');
    const found = await user.find({ LastName: 'Made', IsActive: true }, ['Id', 'Profile.Name']).limit(5);
    expect(found.map(({ Id }) => Id)).to.deep.equal([id]);
    const refused = await user.create({ LastName: 'x' }).catch((error: Error) => error);
    expect(refused).to.include({ name: 'REQUIRED_FIELD_MISSING' });
    const deleted = await user.destroy(id).catch((error: Error) => error);
    expect(deleted).to.include({ name: 'METHOD_NOT_ALLOWED' });
  });

  it('describes', async () => {
    const connection = await authorized();
    expect((await connection.describeGlobal()).sobjects.map(({ name }) => name)).to.include('User');
    const { fields } = await connection.sobject('User').describe();
    expect(fields.find(({ name }) => name === 'Username')).to.include({
      type: 'string',
      length: 80,
      idLookup: true,
    });
    expect((await connection.limits()).DailyApiRequests?.Max).to.equal(15_000);
  });

  it('sets a password through a raw request', async () => {
    const connection = await authorized();
    const id = await client.createUser();
    const body = { NewPassword: 'Passw0rd1' };
    expect(await connection.requestPost(`/sobjects/User/${id}/password`, body)).to.equal(undefined);
    const again = await connection
      .requestPost(`/sobjects/User/${id}/password`, body)
      .catch((error: Error) => error);
    expect(again).to.include({ name: 'UNKNOWN_EXCEPTION', message: 'invalid repeated password' });
  });

  it('logs in again by itself when its session is gone', async () => {
    const { username, password, securityToken } = client.org.credentials;
    const connection = connect();
    await connection.login(username, password + securityToken);
    client.org.revokeSessions();
    expect((await connection.query('SELECT Id FROM Organization')).totalSize).to.equal(1);
  });
});

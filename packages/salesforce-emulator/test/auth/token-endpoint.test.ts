import { createHmac } from 'node:crypto';
import { expect } from 'chai';
import { fixture } from '../support/fixtures.js';
import { http, openClient, passwordGrant, tokenRequest } from '../support/org-client.js';
import type { OrgClient } from '../support/org-client.js';

describe('token endpoint', () => {
  let client: OrgClient;
  before(async () => {
    client = await openClient();
  });
  after(() => client.close());

  const credentials = () => client.org.credentials;
  const app = () => ({ client_id: credentials().clientId, client_secret: credentials().clientSecret });

  it('answers the password grant as recorded orgs do', async function () {
    const { username, password, securityToken, clientSecret } = credentials();
    const { status, json, headers } = await passwordGrant(client.org, username, password + securityToken);
    expect(status).to.equal(200);
    expect(headers.get('content-type')).to.equal('application/json;charset=UTF-8');
    expect(json.token_type).to.equal('Bearer');
    expect(json.instance_url).to.equal(client.org.url);
    expect(json.id).to.match(new RegExp(`^${client.org.url}/id/00D\\w{15}/005\\w{15}$`));
    expect(json.issued_at).to.match(/^\d{13}$/);
    expect(json.access_token).to.match(/^00D\w{12}![A-Za-z0-9._]{96}$/);
    const signature = createHmac('sha256', clientSecret)
      .update(json.id + json.issued_at)
      .digest('base64');
    expect(json.signature).to.equal(signature);
    expect(json).to.have.all.keys(Object.keys(fixture(this, 'oauth_token_password.200.json')));
  });

  it('takes client credentials from the form, from HTTP Basic and from the query string', async () => {
    const { clientId, clientSecret } = credentials();
    const url = `${client.org.url}/services/oauth2/token`;
    const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
    const grant = new URLSearchParams({ grant_type: 'client_credentials' });
    const query = new URLSearchParams({ grant_type: 'client_credentials', ...app() });
    const answers = await Promise.all([
      tokenRequest(client.org, { grant_type: 'client_credentials', ...app() }),
      http(url, { method: 'POST', body: grant, headers: { authorization: `Basic ${basic}` } }),
      http(`${url}?${query}`, { method: 'POST' }),
    ]);
    for (const { status, json } of answers) {
      expect(status).to.equal(200);
      expect(json.scope).to.equal('web api openid id');
    }
  });

  it('refuses with the errors of the OAuth endpoints', async function () {
    const { username, password, securityToken } = credentials();
    const refusal = async (parameters: Record<string, string>) => {
      const { status, json } = await tokenRequest(client.org, parameters);
      expect(status).to.equal(400);
      return json;
    };
    const login = { grant_type: 'password', ...app(), username, password: password + securityToken };
    const failure = fixture(this, 'oauth_authentication_failure.400.json');
    expect(await refusal({ ...login, password })).to.deep.equal(failure);
    expect(await refusal({ ...login, username: 'nobody@example.com' })).to.deep.equal(failure);
    const unknownClient = fixture(this, 'oauth_invalid_client_id.400.json');
    expect(await refusal({ ...login, client_id: 'other' })).to.deep.equal(unknownClient);
    expect(await refusal({ ...login, client_secret: 'wrong' })).to.deep.equal({
      error: 'invalid_client',
      error_description: 'invalid client credentials',
    });
    expect(await refusal({ ...login, grant_type: 'device' })).to.deep.equal({
      error: 'unsupported_grant_type',
      error_description: 'grant type not supported',
    });
    const { client_id: _, ...anonymous } = login;
    expect((await refusal(anonymous)).error).to.equal('invalid_request');
  });

  it('lets users log in by the password set for them, while active and not frozen', async () => {
    const username = 'login.user@example.com';
    const id = await client.createUser({ Username: username });
    expect((await passwordGrant(client.org, username, 'Passw0rd1')).status).to.equal(400);
    await client.call('POST', `/sobjects/User/${id}/password`, { NewPassword: 'Passw0rd1' });
    const session = (await passwordGrant(client.org, username, 'Passw0rd1')).json;
    expect(session.id).to.match(new RegExp(`${id}$`));
    expect(client.org.find('User', id)?.LastLoginDate).to.be.a('string');

    const [login] = await client.rows(`SELECT Id FROM UserLogin WHERE UserId = '${id}'`);
    await client.call('PATCH', `/sobjects/UserLogin/${login?.Id}`, { IsFrozen: true });
    const frozen = (await passwordGrant(client.org, username, 'Passw0rd1')).json;
    expect(frozen.error_description).to.equal('authentication failure');
    // Freezing ends no session, deactivation does.
    expect((await client.as(session.access_token).call('GET', '/limits')).status).to.equal(200);
    await client.call('PATCH', `/sobjects/UserLogin/${login?.Id}`, { IsFrozen: false });
    await client.call('PATCH', `/sobjects/User/${id}`, { IsActive: false });
    expect((await passwordGrant(client.org, username, 'Passw0rd1')).json).to.deep.equal({
      error: 'invalid_grant',
      error_description: 'inactive user',
    });
    const after = await client.as(session.access_token).call('GET', '/limits');
    expect(after.status).to.equal(401);
    expect(after.json).to.deep.equal([
      { message: 'Session expired or invalid', errorCode: 'INVALID_SESSION_ID' },
    ]);
  });

  it('locks a user after ten failed logins until someone unlocks him', async () => {
    const username = 'locked.user@example.com';
    const id = await client.createUser({ Username: username });
    await client.call('POST', `/sobjects/User/${id}/password`, { NewPassword: 'Passw0rd1' });
    for (let n = 0; n < 10; n++) await passwordGrant(client.org, username, 'wrong');
    expect((await passwordGrant(client.org, username, 'Passw0rd1')).status).to.equal(400);
    const [login] = await client.rows(`SELECT Id, IsPasswordLocked FROM UserLogin WHERE UserId = '${id}'`);
    expect(login?.IsPasswordLocked).to.equal(true);
    await client.call('PATCH', `/sobjects/UserLogin/${login?.Id}`, { IsPasswordLocked: false });
    expect((await passwordGrant(client.org, username, 'Passw0rd1')).status).to.equal(200);
  });

  it('revokes a token once', async () => {
    const { json } = await tokenRequest(client.org, { grant_type: 'client_credentials', ...app() });
    const revoke = () =>
      http(`${client.org.url}/services/oauth2/revoke`, {
        method: 'POST',
        body: new URLSearchParams({ token: json.access_token }),
      });
    const first = await revoke();
    expect([first.status, first.text]).to.deep.equal([200, '']);
    expect((await revoke()).status).to.equal(400);
    expect((await client.as(json.access_token).call('GET', '/limits')).status).to.equal(401);
  });
});

describe('identity', () => {
  let client: OrgClient;
  before(async () => {
    client = await openClient();
  });
  after(() => client.close());

  it('has the keys of a recorded identity, in their order', async function () {
    const root = await client.call('GET', '/');
    const { status, json } = await http(`${root.json.identity}?format=json&oauth_token=${client.token}`);
    expect(status).to.equal(200);
    const recorded = fixture(this, 'identity.200.json');
    expect(Object.keys(json)).to.deep.equal(Object.keys(recorded));
    expect(Object.keys(json.urls)).to.deep.equal(Object.keys(recorded.urls));
    expect(json.id).to.equal(root.json.identity);
    expect(json.username).to.equal(client.org.credentials.username);
    expect(json.utcOffset).to.equal(-28_800_000);
    expect(json.last_modified_date).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });

  it('tells userinfo by OpenID names and refuses in plain text', async () => {
    const url = `${client.org.url}/services/oauth2/userinfo`;
    const { json } = await http(url, { headers: { authorization: `Bearer ${client.token}` } });
    expect(json.preferred_username).to.equal(client.org.credentials.username);
    const missing = await http(url);
    expect([missing.status, missing.text]).to.deep.equal([403, 'Missing_OAuth_Token']);
    const bad = await http(url, { headers: { authorization: 'Bearer nonsense' } });
    expect([bad.status, bad.text]).to.deep.equal([403, 'Bad_OAuth_Token']);
  });
});

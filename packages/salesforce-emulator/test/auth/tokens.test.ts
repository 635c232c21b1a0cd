import { expect } from 'chai';
import { startOrg } from '@icf-ts/salesforce-emulator';
import { openConsentPage, returned } from '../support/consent.js';
import { http, openClient, passwordGrant, tokenRequest } from '../support/org-client.js';
import type { OrgClient } from '../support/org-client.js';

const CALLBACK = 'https://client.example/cb';
const IDLE_MS = 30 * 86_400_000;
const EXPIRED = { error: 'invalid_grant', error_description: 'expired access/refresh token' };

describe('refresh tokens', () => {
  let client: OrgClient;
  let nowMs = Date.now();
  before(async () => {
    client = await openClient({
      now: () => new Date(nowMs),
      connectedApps: [
        { clientId: 'plain', clientSecret: 'secret', callbackUrls: [CALLBACK] },
        { clientId: 'public', callbackUrls: [CALLBACK], rotatesRefreshTokens: true },
        { clientId: 'idle', callbackUrls: [CALLBACK], refreshTokenIdleMs: IDLE_MS },
      ],
    });
  });
  after(() => client.close());

  const secretOf = (clientId: string) => (clientId === 'plain' ? { client_secret: 'secret' } : {});
  async function authorized(clientId: string, login?: Record<string, string>) {
    const query = new URLSearchParams({ response_type: 'code', client_id: clientId, redirect_uri: CALLBACK });
    const page = await openConsentPage(`${client.org.url}/services/oauth2/authorize?${query}`);
    const { code = '' } = returned(await page.press(login ? 'allow' : 'integration', login));
    const answer = await tokenRequest(client.org, {
      grant_type: 'authorization_code',
      client_id: clientId,
      ...secretOf(clientId),
      redirect_uri: CALLBACK,
      code,
    });
    return answer.json;
  }
  const refresh = (clientId: string, refreshToken: string, secret: object = secretOf(clientId)) =>
    tokenRequest(client.org, {
      grant_type: 'refresh_token',
      client_id: clientId,
      ...secret,
      refresh_token: refreshToken,
    });
  const works = async (token: string) => (await client.as(token).call('GET', '/limits')).status === 200;
  const revoke = (token: string) =>
    http(`${client.org.url}/services/oauth2/revoke`, {
      method: 'POST',
      body: new URLSearchParams({ token }),
    });

  it('give new sessions as often as asked, to their own app with its secret', async () => {
    const { refresh_token: token } = await authorized('plain');
    for (let n = 0; n < 2; n++) {
      const { status, json } = await refresh('plain', token);
      expect(status).to.equal(200);
      expect(json).to.not.have.property('refresh_token');
      expect(await works(json.access_token)).to.equal(true);
    }
    expect((await refresh('plain', token, {})).json.error).to.equal('invalid_client');
    expect((await refresh('public', token)).json).to.deep.equal(EXPIRED);
    expect((await refresh('plain', 'unknown')).json).to.deep.equal(EXPIRED);
  });

  it('change with each use where the app rotates them', async () => {
    const { refresh_token: first } = await authorized('public');
    const { refresh_token: second } = (await refresh('public', first)).json;
    expect(second).to.be.a('string').and.not.equal(first);
    expect((await refresh('public', first)).json).to.deep.equal(EXPIRED);
    expect((await refresh('public', second)).status).to.equal(200);
  });

  it('take the sessions that came of them along when revoked; a revoked session leaves them', async () => {
    const { refresh_token: token, access_token: early } = await authorized('plain');
    const { access_token: late } = (await refresh('plain', token)).json;
    expect((await revoke(early)).status).to.equal(200);
    expect([await works(early), await works(late)]).to.deep.equal([false, true]);
    expect((await revoke(token)).status).to.equal(200);
    expect(await works(late)).to.equal(false);
    expect((await refresh('plain', token)).json).to.deep.equal(EXPIRED);
  });

  it('are worth nothing while their user is frozen or inactive', async () => {
    const userName = 'refreshed.user@example.com';
    const id = await client.createUser({ Username: userName });
    await client.call('POST', `/sobjects/User/${id}/password`, { NewPassword: 'Passw0rd1' });
    const { refresh_token: token } = await authorized('plain', { username: userName, password: 'Passw0rd1' });
    const outcome = async () => {
      const { status, json } = await refresh('plain', token);
      return status === 200 ? 'works' : json.error_description;
    };
    expect(await outcome()).to.equal('works');
    const [login] = await client.rows(`SELECT Id FROM UserLogin WHERE UserId = '${id}'`);
    await client.call('PATCH', `/sobjects/UserLogin/${login?.Id}`, { IsFrozen: true });
    expect(await outcome()).to.equal('authentication failure');
    await client.call('PATCH', `/sobjects/UserLogin/${login?.Id}`, { IsFrozen: false });
    await client.call('PATCH', `/sobjects/User/${id}`, { IsActive: false });
    expect(await outcome()).to.equal('inactive user');
    await client.call('PATCH', `/sobjects/User/${id}`, { IsActive: true });
    expect(await outcome()).to.equal('works');
  });

  it('end when idle for too long, and when five younger ones exist', async () => {
    const { refresh_token: idle } = await authorized('idle');
    nowMs += IDLE_MS;
    expect((await refresh('idle', idle)).status).to.equal(200);
    nowMs += IDLE_MS + 1;
    expect((await refresh('idle', idle)).json).to.deep.equal(EXPIRED);
    const tokens: string[] = [];
    for (let n = 0; n < 6; n++) tokens.push((await authorized('plain')).refresh_token);
    const statuses = await Promise.all(tokens.map(async (token) => (await refresh('plain', token)).status));
    expect(statuses).to.deep.equal([400, 200, 200, 200, 200, 200]);
  });
});

describe('introspection and the password flow', () => {
  let client: OrgClient;
  before(async () => {
    client = await openClient({ connectedApps: [{ clientId: 'other', clientSecret: 'other-secret' }] });
  });
  after(() => client.close());

  const introspect = (parameters: Record<string, string>, headers: Record<string, string> = {}) =>
    http(`${client.org.url}/services/oauth2/introspect`, {
      method: 'POST',
      headers,
      body: new URLSearchParams(parameters),
    });

  it('tells an app of its own tokens, and of others nothing', async () => {
    const { clientId, clientSecret, username } = client.org.credentials;
    const app = { client_id: clientId, client_secret: clientSecret };
    const { status, json } = await introspect({ ...app, token: client.token });
    expect(status).to.equal(200);
    expect(json).to.include({ active: true, client_id: clientId, username, token_type: 'access_token' });
    expect(json.exp - json.iat).to.equal(7_200);
    const bearer = { authorization: `Bearer ${client.token}` };
    expect((await introspect({ token: client.token }, bearer)).json.active).to.equal(true);
    const nothing = { active: false };
    expect((await introspect({ ...app, token: 'unknown' })).json).to.deep.equal(nothing);
    const foreign = { client_id: 'other', client_secret: 'other-secret', token: client.token };
    expect((await introspect(foreign)).json).to.deep.equal(nothing);
    expect((await introspect({ ...app, client_secret: 'x', token: 'x' })).json.error).to.equal(
      'invalid_client',
    );
  });

  it('refuses client credentials of an app without a user to run as', async () => {
    const app = { client_id: 'other', client_secret: 'other-secret' };
    const { status, json } = await tokenRequest(client.org, { grant_type: 'client_credentials', ...app });
    expect(status).to.equal(400);
    expect(json).to.deep.equal({
      error: 'invalid_grant',
      error_description: 'no client credentials user enabled',
    });
  });

  it('answers as XML and as a form when asked to', async () => {
    const { clientId, clientSecret } = client.org.credentials;
    const ask = (format: string) =>
      tokenRequest(client.org, {
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
        format,
      });
    const xml = await ask('xml');
    expect(xml.headers.get('content-type')).to.match(/^application\/xml/);
    expect(xml.text).to.match(/^<\?xml [^>]+><OAuth><access_token>00D/);
    expect(new URLSearchParams((await ask('urlencoded')).text).get('access_token')).to.match(/^00D/);
    expect((await ask('json')).headers.get('cache-control')).to.contain('no-store');
  });

  it('refuses the password grant where the org has switched it off', async () => {
    const org = await startOrg({ oauthPasswordFlow: false });
    const { username, password, securityToken } = org.credentials;
    const { json } = await passwordGrant(org, username, password + securityToken);
    await org.close();
    expect(json).to.deep.equal({ error: 'invalid_grant', error_description: 'authentication failure' });
  });

  it('bounds what it reads', async () => {
    const { status } = await tokenRequest(client.org, { grant_type: 'x'.repeat(70_000) });
    expect(status).to.equal(413);
  });
});

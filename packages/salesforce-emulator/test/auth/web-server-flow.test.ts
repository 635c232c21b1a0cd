import { createPublicKey, createVerify } from 'node:crypto';
import { expect } from 'chai';
import jsforce from 'jsforce';
import { openConsentPage, returned } from '../support/consent.js';
import { http, openClient, tokenRequest } from '../support/org-client.js';
import type { OrgClient } from '../support/org-client.js';

const CALLBACK = 'https://client.example/callback?from=org';
const APP = { client_id: 'web-app', client_secret: 'web-secret' };

describe('web server flow', () => {
  let client: OrgClient;
  let username: string;
  let userId: string;
  let nowMs = Date.now();
  before(async () => {
    client = await openClient({
      now: () => new Date(nowMs),
      connectedApps: [
        {
          clientId: APP.client_id,
          clientSecret: APP.client_secret,
          name: 'Web <App>',
          callbackUrls: [CALLBACK],
        },
        {
          clientId: 'strict-app',
          callbackUrls: [CALLBACK],
          scopes: ['api'],
          requiresPkce: true,
          preAuthorizedOnly: true,
        },
      ],
    });
    username = 'consenting.user@example.com';
    userId = await client.createUser({ Username: username });
    await client.call('POST', `/sobjects/User/${userId}/password`, { NewPassword: 'Passw0rd1' });
  });
  after(() => client.close());

  const authorizeUrl = (parameters: Record<string, string> = {}) =>
    `${client.org.url}/services/oauth2/authorize?${new URLSearchParams({
      response_type: 'code',
      client_id: APP.client_id,
      redirect_uri: CALLBACK,
      ...parameters,
    })}`;
  const login = () => ({ username, password: 'Passw0rd1' });
  const codeFor = async (parameters: Record<string, string> = {}) => {
    const page = await openConsentPage(authorizeUrl(parameters));
    return returned(await page.press('allow', login())).code ?? '';
  };
  const exchange = (code: string, parameters: Record<string, string> = {}) =>
    tokenRequest(client.org, {
      grant_type: 'authorization_code',
      ...APP,
      code,
      redirect_uri: CALLBACK,
      ...parameters,
    });

  function connect() {
    const { url } = client.org;
    return new jsforce.Connection({
      loginUrl: url,
      version: '62.0',
      oauth2: {
        loginUrl: url,
        clientId: APP.client_id,
        clientSecret: APP.client_secret,
        redirectUri: CALLBACK,
        useVerifier: true,
      },
    });
  }

  it('lets jsforce in with PKCE, state and a refresh token that revives its session', async () => {
    const connection = connect();
    const page = await openConsentPage(connection.oauth2.getAuthorizationUrl({ state: 'a b&c' }));
    const { code = '', ...others } = returned(await page.press('allow', login()));
    expect(others).to.deep.equal({ from: 'org', state: 'a b&c' });
    const info = await connection.authorize(code);
    expect(info.id).to.equal(userId);
    expect((await connection.identity()).username).to.equal(username);
    const former = connection.accessToken;
    client.org.revokeSessions();
    expect((await connection.query('SELECT Id FROM Organization')).totalSize).to.equal(1);
    expect(connection.accessToken).not.to.equal(former);
    await connection.logout(true);
  });

  it('shows a page that states what is asked for, and runs nothing', async () => {
    const { answer } = await openConsentPage(
      authorizeUrl({ scope: 'api refresh_token', login_hint: '"><b>' }),
    );
    expect(answer.status).to.equal(200);
    expect(answer.text).to.contain('Web &lt;App&gt;').and.contain('Manage user data via APIs');
    expect(answer.text).to.contain('value="&quot;&gt;&lt;b&gt;"').and.not.contain('<b>');
    expect(answer.headers.get('content-security-policy')).to.match(/^default-src 'none'; style-src 'sha256-/);
    for (const id of ['username', 'password']) {
      expect(answer.text).to.contain(`<label for="${id}">`).and.contain(`id="${id}"`);
    }
  });

  it('asks again after a wrong password, which counts as a failed login', async () => {
    const page = await openConsentPage(authorizeUrl({ state: 'kept' }));
    const again = await page.press('allow', { username, password: 'wrong' });
    expect(again.status).to.equal(200);
    expect(again.text).to.contain('role="alert"');
    expect(client.org.find('User', userId)?.NumberOfFailedLogins).to.equal(1);
    expect(returned(await page.press('allow', login()))).to.include({ state: 'kept' });
    expect((await page.press('allow', login())).status).to.equal(400);
  });

  it('lets the integration user in by one press, and tells the client when denied', async () => {
    const integration = await openConsentPage(authorizeUrl());
    const { code = '' } = returned(await integration.press('integration'));
    expect((await exchange(code)).json.id).to.contain('/005');
    const denying = await openConsentPage(authorizeUrl({ state: 's' }));
    expect(returned(await denying.press('deny'))).to.deep.equal({
      from: 'org',
      error: 'access_denied',
      error_description: 'end-user denied authorization',
      state: 's',
    });
  });

  it('tells nobody but the user of an unknown app or callback, and the client of the rest', async () => {
    for (const wrong of [{ client_id: 'other' }, { redirect_uri: `${CALLBACK}2` }, { redirect_uri: '' }]) {
      const { answer } = await openConsentPage(authorizeUrl(wrong));
      expect([answer.status, answer.headers.get('location')]).to.deep.equal([400, null]);
      expect(answer.text).to.contain('role="alert"');
    }
    const errorOf = async (parameters: Record<string, string>) =>
      returned(await http(authorizeUrl(parameters))).error;
    expect(await errorOf({ response_type: 'token' })).to.equal('unsupported_response_type');
    expect(await errorOf({ scope: 'api wave_api' })).to.equal('invalid_scope');
    expect(await errorOf({ code_challenge: 'x', code_challenge_method: 'plain' })).to.equal(
      'invalid_request',
    );
    expect(await errorOf({ client_id: 'strict-app' })).to.equal('invalid_request');
    expect(await errorOf({ prompt: 'none' })).to.equal('login_required');
  });

  it('keeps users out who are not pre-authorised, where the app wants that', async () => {
    const page = await openConsentPage(authorizeUrl({ client_id: 'strict-app', code_challenge: 'x' }));
    expect(returned(await page.press('allow', login())).error).to.equal('invalid_app_access');
  });

  it('takes a code once, in time, from its own client, with its callback and verifier', async () => {
    const refusal = async (...given: Parameters<typeof exchange>) => {
      const { status, json } = await exchange(...given);
      expect(status).to.equal(400);
      return `${json.error}: ${json.error_description}`;
    };
    const code = await codeFor();
    expect((await exchange(code)).status).to.equal(200);
    expect(await refusal(code)).to.equal('invalid_grant: expired authorization code');
    expect(await refusal('aPrxnonsense')).to.equal('invalid_grant: invalid authorization code');
    expect(await refusal(await codeFor(), { redirect_uri: 'https://other.example' })).to.equal(
      'redirect_uri_mismatch: redirect_uri must match configuration',
    );
    const { clientId, clientSecret } = client.org.credentials;
    expect(await refusal(await codeFor(), { client_id: clientId, client_secret: clientSecret })).to.equal(
      'invalid_grant: invalid authorization code',
    );
    expect(await refusal(await codeFor(), { client_secret: '' })).to.match(/^invalid_client:/);
    expect(await refusal(await codeFor({ code_challenge: 'x' }), { code_verifier: 'y' })).to.equal(
      'invalid_grant: invalid code verifier',
    );
    expect(await refusal(await codeFor({ code_challenge: 'x' }))).to.equal(
      'invalid_grant: invalid code verifier',
    );
    const late = await codeFor();
    nowMs += 16 * 60_000;
    expect(await refusal(late)).to.equal('invalid_grant: expired authorization code');
  });

  it('gives what the scopes ask for: refresh token, id token, the API', async () => {
    const narrow = (await exchange(await codeFor({ scope: 'web' }))).json;
    expect(narrow).to.include({ scope: 'web' }).and.not.have.any.keys('refresh_token', 'id_token');
    const answer = await client.as(narrow.access_token).call('GET', '/limits');
    expect([answer.status, answer.json]).to.deep.equal([
      401,
      [{ message: 'This session is not valid for use with the REST API', errorCode: 'INVALID_SESSION_ID' }],
    ]);
    const wide = (await exchange(await codeFor({ scope: 'openid api offline_access', nonce: 'n1' }))).json;
    expect(wide.refresh_token).to.match(/^5Aep861/);
    const [head, body, signature] = wide.id_token.split('.');
    const discovery = (await http(`${client.org.url}/.well-known/openid-configuration`)).json;
    const [jwk] = (await http(discovery.jwks_uri)).json.keys;
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    const isSigned = createVerify('sha256')
      .update(`${head}.${body}`)
      .verify(key, Buffer.from(signature, 'base64url'));
    expect(isSigned).to.equal(true);
    const claims = JSON.parse(Buffer.from(body, 'base64url').toString());
    expect(claims).to.include({ iss: discovery.issuer, aud: APP.client_id, nonce: 'n1', sub: wide.id });
  });
});

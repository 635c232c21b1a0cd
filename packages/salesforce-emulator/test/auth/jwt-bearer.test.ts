import { expect } from 'chai';
import { startOrg } from '@icf-ts/salesforce-emulator';
import { fixture } from '../support/fixtures.js';
import { openConsentPage } from '../support/consent.js';
import { openClient, tokenRequest } from '../support/org-client.js';
import type { OrgClient } from '../support/org-client.js';
import { rsaKey, signedJwt } from './jwt.js';

const GRANT = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const CALLBACK = 'http://localhost:1717/OauthRedirect';
const AUDIENCE = 'https://login.salesforce.com';

describe('JWT bearer flow', () => {
  const key = rsaKey();
  const username = 'robot@example.com';
  let client: OrgClient;
  let userId: string;
  before(async () => {
    client = await openClient({
      connectedApps: [
        { clientId: 'robots', certificate: key.publicKey, preAuthorizedUsers: ['Robot@Example.com'] },
        { clientId: 'people', certificate: key.publicKey, callbackUrls: [CALLBACK] },
        { clientId: 'keyless', preAuthorizedUsers: 'all' },
      ],
    });
    userId = await client.createUser({ Username: username });
  });
  after(() => client.close());

  const inSeconds = (seconds: number) => Math.floor(Date.now() / 1000) + seconds;
  const claims = (changes: object = {}) => ({
    iss: 'robots',
    sub: username,
    aud: AUDIENCE,
    exp: inSeconds(180),
    ...changes,
  });
  const ask = (assertion: string) => tokenRequest(client.org, { grant_type: GRANT, assertion });
  const refusal = async (assertion: string) => {
    const { status, json } = await ask(assertion);
    expect(status).to.equal(400);
    return `${json.error}: ${json.error_description}`;
  };
  const refusalOf = (changes: object) => refusal(signedJwt(claims(changes), key.privateKey));

  it('opens a session of the user it names, by whatever audience clients use', async () => {
    for (const aud of [AUDIENCE, 'https://test.salesforce.com', client.org.url, [`${client.org.url}/`]]) {
      const { status, json } = await ask(signedJwt(claims({ aud }), key.privateKey));
      expect(status).to.equal(200);
      expect(json.id).to.match(new RegExp(`${userId}$`));
      expect(json).to.include({ scope: 'web api openid id' }).and.not.have.property('refresh_token');
    }
    // Milliseconds for seconds, as the sf command line sends them.
    expect((await ask(signedJwt(claims({ exp: Date.now() + 300 }), key.privateKey))).status).to.equal(200);
  });

  it('refuses what is signed by another key, changed, unsigned or no JWT', async () => {
    const invalid = 'invalid_grant: invalid assertion';
    const good = signedJwt(claims(), key.privateKey);
    const [head, , signature] = good.split('.');
    const other = Buffer.from(JSON.stringify(claims({ sub: client.org.credentials.username })));
    expect(await refusal(signedJwt(claims(), rsaKey().privateKey))).to.equal(invalid);
    expect(await refusal(`${head}.${other.toString('base64url')}.${signature}`)).to.equal(invalid);
    expect(await refusal(signedJwt(claims(), key.privateKey, { alg: 'none' }))).to.equal(invalid);
    expect(await refusal(signedJwt(claims(), key.privateKey, { alg: 'HS256' }))).to.equal(invalid);
    expect(await refusal('a.b.c')).to.equal(invalid);
    expect(await refusal('nonsense')).to.equal(invalid);
    expect(await refusalOf({ iss: 'keyless' })).to.equal(invalid);
  });

  it('refuses unknown apps, foreign audiences and times gone by', async () => {
    expect(await refusalOf({ iss: 'unknown' })).to.equal('invalid_client_id: client identifier invalid');
    expect(await refusalOf({ aud: 'https://example.com' })).to.equal(
      'invalid_grant: Audience validation failed',
    );
    expect(await refusalOf({ aud: undefined })).to.equal('invalid_grant: Audience validation failed');
    expect(await refusalOf({ exp: inSeconds(-300) })).to.equal('invalid_grant: expired assertion');
    expect(await refusalOf({ exp: undefined })).to.equal('invalid_grant: invalid assertion');
    expect(await refusalOf({ nbf: inSeconds(300) })).to.equal('invalid_grant: invalid assertion');
  });

  it('stands only for users who are pre-authorised, or approved the app by themselves', async function () {
    const recorded = fixture(this, 'oauth_jwt_user_not_approved.400.json');
    const integration = client.org.credentials.username;
    const notApproved = `${recorded.error}: ${recorded.error_description}`;
    expect(await refusalOf({ sub: integration })).to.equal(notApproved);
    expect(await refusalOf({ iss: 'people', sub: integration })).to.equal(notApproved);
    const query = new URLSearchParams({ response_type: 'code', client_id: 'people', redirect_uri: CALLBACK });
    const page = await openConsentPage(`${client.org.url}/services/oauth2/authorize?${query}`);
    await page.press('integration');
    const assertion = signedJwt(claims({ iss: 'people', sub: integration }), key.privateKey);
    expect((await ask(assertion)).status).to.equal(200);
  });

  it('ends with the user', async () => {
    await client.call('PATCH', `/sobjects/User/${userId}`, { IsActive: false });
    expect(await refusalOf({})).to.equal('invalid_grant: inactive user');
  });
});

describe('connected apps', () => {
  const refused = async (connectedApps: Parameters<typeof startOrg>[0]) => {
    const error = await startOrg(connectedApps).catch((cause: Error) => cause);
    return error instanceof TypeError ? error.message : 'started';
  };

  it('are held to account when the org starts', async () => {
    const certificate = 'no PEM';
    expect(await refused({ connectedApps: [{ clientId: 'a', certificate }] })).to.match(
      /connected app a: cert/,
    );
    expect(await refused({ connectedApps: [{ clientId: 'a', callbackUrls: ['here'] }] })).to.match(/'here'/);
    expect(await refused({ connectedApps: [{ clientId: 'a' }, { clientId: 'a' }] })).to.match(
      /two connected/,
    );
  });

  it('may bring their key in a certificate', async () => {
    const org = await startOrg({ connectedApps: [{ clientId: 'a', certificate: CERTIFICATE }] });
    const assertion = signedJwt({ iss: 'a', sub: 'u', exp: 1, aud: 'x' }, rsaKey().privateKey);
    const { json } = await tokenRequest(org, { grant_type: GRANT, assertion });
    await org.close();
    expect(json.error_description).to.equal('invalid assertion');
  });
});

/** Self-signed by an RSA key that nobody has kept. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIDETCCAfmgAwIBAgIUR7+3cme13kcRC2ITsjm60h37ILgwDQYJKoZIhvcNAQEL
BQAwFzEVMBMGA1UEAwwMRW11bGF0ZWQgYXBwMCAXDTI2MTEyMjAzMzYzOVoYDzIx
MjYxMDI5MDMzNjM5WjAXMRUwEwYDVQQDDAxFbXVsYXRlZCBhcHAwggEiMA0GCSqG
SIb3DQEBAQUAA4IBDwAwggEKAoIBAQDYSk9ArXcPZkJlh+LPCRDpqmGz8VOkTxuo
1ecdP51zobGAlMyEqKBP0HVaQNiVV0BZCD7A12jDH7tmx5WqArRtCRR7IYfVacMM
xOpctTuSbJPTANNUjWtSNnoUT/9XehN4i6hLXtf4QUrq9+531k8e5EyOcpXEJWWs
OH1g64ZdL44zXA9sFDn2RJEd6GeNlzPmWtD2j0YL7CULn49E4t4WQGFdke5//Voh
TsNea9kgw98v8pelDJ3J1FLR9NWxwjyDIt3ZS9ZUsI7Xf+y3DGgUrm9c//8rVhvX
vriVRr6R8SDzPGMvyJV/jatJvv1W8N3VOO/2kJNSsNSuwNuMt4q7AgMBAAGjUzBR
MB0GA1UdDgQWBBS4WMM2g0qqpXvJgP/GzWfG6xHxtjAfBgNVHSMEGDAWgBS4WMM2
g0qqpXvJgP/GzWfG6xHxtjAPBgNVHRMBAf8EBTADAQH/MA0GCSqGSIb3DQEBCwUA
A4IBAQB4nlRa2IffQyyys4EGtmLJSZuxHyn5/QBIXMQnvEd4TyLgi5f49bz/iTcj
pVg0mPtm+4K8x1L7VJ7KMAaoYMAoN5Z2ujY26qKu21srzqhmX0q6zCCkzcGBvUjm
k4QnWBwe2SUY1175/lB8X6NsG6m/KWk7aDBNs12KT79wXb/1yVCHCqRpJXNuYgaN
NWqtyCWlWnltGrMCqj8QDdDk9+c0LuE5o5Bju36a27vMwfHDE1A7KK5nWTX0yEZp
SUMs2E3uYy1trtCJ83hrXFvMJPWQHawTwYlVBvmYKz9bRs+qVoh+bucLjkJF153e
YhPMsIa25nTc9g9+U8HvRS8UshO+
-----END CERTIFICATE-----
`;

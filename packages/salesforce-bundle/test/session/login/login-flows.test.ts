import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GuardedString } from '@icf-ts/framework';
import { startOrg, type Org } from '@icf-ts/salesforce-emulator';
import { expect } from 'chai';
import { audienceOf } from '#src/session/login/jwt-assertion.js';
import { ACCOUNT, facadeOf, failureOf, passwordFlow, warnings } from '../../connector/salesforce-facade.js';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
const PEM = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const CERTIFICATE = publicKey.export({ type: 'spki', format: 'pem' }).toString();
const USER = 'flows@bench.example';

describe('login flows', () => {
  let org: Org;
  let folder: string;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'icf-flows-'));
    org = await startOrg({
      users: 0,
      credentials: { username: USER },
      connectedApps: [
        { clientId: 'jwt-app', certificate: CERTIFICATE, preAuthorizedUsers: [USER] },
        { clientId: 'strange-app', certificate: CERTIFICATE },
      ],
    });
  });
  beforeEach(() => org.calls.reset());
  after(async () => {
    await rm(folder, { recursive: true });
    await org.close();
  });

  /** Tests the connector, with properties of the org unless others are given; null takes one away. */
  const test = async (properties: Record<string, unknown>): Promise<void> => {
    const facade = facadeOf(org, properties);
    try {
      await facade.test();
    } finally {
      await facade.dispose();
    }
  };
  const JWT = { clientId: 'jwt-app', clientSecret: null, username: USER };

  it('by client credentials, where there is nothing but an app', async () => {
    await test({});
    expect(org.calls).to.include({ logins: 1, total: 1 });
  });

  it('by JWT, with the key or its file', async () => {
    const file = join(folder, 'key.pem');
    await writeFile(file, PEM);
    await test({ ...JWT, privateKey: PEM });
    await test({ ...JWT, privateKeyFile: file });
    await test({ ...JWT, privateKey: PEM, jwtAudience: 'https://login.salesforce.com' });
    expect(org.calls).to.include({ logins: 3, total: 3 });
  });

  it('by JWT, saying what is wrong', async () => {
    const other = generateKeyPairSync('rsa', { modulusLength: 2_048 }).privateKey;
    for (const [properties, name, ...words] of [
      [{ jwtAudience: 'https://elsewhere.example' }, 'ConfigurationException', "'jwtAudience'"],
      [
        { privateKey: other.export({ type: 'pkcs8', format: 'pem' }).toString() },
        'ConfigurationException',
        "'privateKey'",
        'clock',
      ],
      [{ clientId: 'strange-app' }, 'PermissionDeniedException', 'Pre-authorize'],
      [{ username: 'nobody@bench.example' }, 'PermissionDeniedException', "'username'"],
    ] as const) {
      const error = await failureOf(test({ ...JWT, privateKey: PEM, ...properties }));
      expect(error).to.include({ name });
      for (const word of words) expect(error.message).to.include(word);
      expect(error.message).not.to.include('BEGIN');
    }
  });

  it('address a JWT to the host that it is meant for', () => {
    for (const [url, audience] of [
      ['https://login.salesforce.com', 'https://login.salesforce.com'],
      ['https://acme.my.salesforce.com', 'https://login.salesforce.com'],
      ['https://test.salesforce.com', 'https://test.salesforce.com'],
      ['https://acme--uat.sandbox.my.salesforce.com', 'https://test.salesforce.com'],
      ['https://id.acme.example/path', 'https://id.acme.example'],
    ] as const)
      expect(audienceOf(url), url).to.equal(audience);
  });

  it('by password, with one warning a session', async () => {
    const before = warnings.length;
    const facade = facadeOf(org, passwordFlow(org) as Record<string, unknown>);
    await facade.test();
    org.revokeSessions();
    await facade.test();
    await facade.dispose();
    expect(org.calls.logins).to.equal(2);
    const told = warnings.slice(before);
    expect(told.map(({ code }) => code)).to.deep.equal(['login-flow-retires']);
    expect(told[0]?.message).to.include("Winter '27").and.include('client_credentials');
  });

  it('by SOAP, which needs no app and has its last version in 64.0', async () => {
    const before = warnings.length;
    const soap = { ...passwordFlow(org), clientId: null, clientSecret: null, loginFlow: 'soap' };
    await test(soap);
    expect(org.calls).to.include({ logins: 1, total: 1 });
    expect(warnings.slice(before).map(({ message }) => message)).to.match(/Summer '27/);
    expect(org.requests.entries.map(({ url }) => url)).to.include('/services/Soap/u/64.0');
    const error = await failureOf(test({ ...soap, password: 'wrong & <wrong>' }));
    expect(error).to.include({ name: 'InvalidCredentialException' });
    expect(error.message).to.include('INVALID_LOGIN').and.not.include('&lt;wrong');
    org.failNext({ path: '/services/Soap', status: 503 });
    expect(await failureOf(test(soap))).to.include({ name: 'RetryableException' });
  });

  it('check a user with the flow for users', async () => {
    const credentials = passwordFlow(org) as { username: string; password: string; securityToken: string };
    const secret = new GuardedString(credentials.password + credentials.securityToken);
    const soap = facadeOf(org, { ...credentials, clientId: null, clientSecret: null, loginFlow: 'soap' });
    expect((await soap.authenticate(ACCOUNT, credentials.username, secret)).value).to.match(/^005/);
    await soap.dispose();
    const jwt = facadeOf(org, { ...JWT, privateKey: PEM });
    const error = await failureOf(jwt.authenticate(ACCOUNT, credentials.username, secret));
    expect(error).to.include({ name: 'ConfigurationException' });
    expect(error.message).to.include("'clientSecret'");
    await jwt.dispose();
  });

  it('take the address of the token endpoint for that of the org', async () => {
    await test({ loginUrl: `${org.url}/services/oauth2/token` });
    await test({ loginUrl: `${org.url}/` });
    expect(org.calls.logins).to.equal(2);
  });
});

import { generateKeyPairSync } from 'node:crypto';
import { expect } from 'chai';
import { connector, failureOf } from './salesforce-facade.js';

const COMPLETE = { loginUrl: 'https://acme.my.salesforce.com', clientId: 'key', clientSecret: 'secret' };

describe('configuration', () => {
  const validate = async (values: Record<string, unknown>): Promise<string> => {
    const local = connector();
    const facade = local.createFacade(local.info.defaultConfiguration.withProperties(values));
    try {
      await facade.validate();
      return '';
    } catch (error) {
      expect((error as Error).name).to.equal('ConfigurationException');
      return (error as Error).message;
    } finally {
      await facade.dispose();
    }
  };

  it('is valid with an app and its org', async () => {
    expect(await validate(COMPLETE)).to.equal('');
    expect(
      await validate({
        ...COMPLETE,
        loginUrl: 'https://login.salesforce.com/',
        username: 'u',
        password: 'p',
      }),
    ).to.equal('');
    expect(await validate({ ...COMPLETE, loginUrl: 'http://[::1]:8080' })).to.equal('');
    // As OpenIAM and WSO2 have it.
    expect(await validate({ ...COMPLETE, apiVersion: 'v39.0' })).to.equal('');
  });

  it('needs no consumer secret for flows that do without', async () => {
    const { clientSecret: _, ...publicApp } = COMPLETE;
    expect(await validate({ ...publicApp, refreshToken: 't' })).to.equal('');
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(await validate({ ...publicApp, username: 'u', privateKey: pem })).to.equal('');
    // A form of one line.
    for (const between of [' ', String.raw`\n`]) {
      const line = pem.trim().replaceAll('\n', between);
      expect(await validate({ ...publicApp, username: 'u', privateKey: line })).to.equal('');
    }
    const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const other = elliptic.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    expect(await validate({ ...publicApp, username: 'u', privateKey: other })).to.include('RSA');
    expect(
      await validate({ loginUrl: COMPLETE.loginUrl, loginFlow: 'soap', username: 'u', password: 'p' }),
    ).to.equal('');
  });

  for (const [title, values, ...problems] of [
    ['what is missing', {}, "'clientId'", "'clientSecret'"],
    [
      'every problem at once',
      { ...COMPLETE, loginUrl: 'nowhere', apiVersion: 'v66.1', attributeMap: 'x: [' },
      "'loginUrl'",
      "'apiVersion'",
      "'attributeMap'",
      ':1:',
    ],
    ['a login that is not encrypted', { ...COMPLETE, loginUrl: 'http://acme.my.salesforce.com' }, 'https'],
    [
      'a host that only looks like this one',
      { ...COMPLETE, loginUrl: 'http://127.0.0.1.evil.example' },
      'https',
    ],
    ['credentials in a URL', { ...COMPLETE, loginUrl: 'https://u:p@acme.my.salesforce.com' }, 'without user'],
    ['a password flow without its parts', { ...COMPLETE, loginFlow: 'password' }, "'username'", "'password'"],
    ['an unknown flow', { ...COMPLETE, loginFlow: 'magic' }, 'client_credentials, jwt_bearer'],
    [
      'client credentials on a host that all orgs share',
      { ...COMPLETE, loginUrl: 'https://login.salesforce.com' },
      "org's own domain",
    ],
    [
      'a name for deleted users that says nothing of the user',
      { ...COMPLETE, deletedUsername: 'gone.${date}@acme.example' },
      "'deletedUsername'",
      'the same name',
    ],
    [
      'a name for deleted users with a part that is not known',
      { ...COMPLETE, deletedUsername: '${user}@acme.example' },
      '${username}',
    ],
    [
      'a name for deleted users that is no e-mail address',
      { ...COMPLETE, deletedUsername: '${local}.gone' },
      'e-mail address',
    ],
    ['a suffix with an @', { ...COMPLETE, usernameSuffix: '@acme' }, "'usernameSuffix'"],
    ['an unknown delete mode', { ...COMPLETE, deleteMode: 'erase' }, 'deactivateAndRename'],
    [
      'an instance of Lightning, and the right one',
      { ...COMPLETE, instanceUrl: 'https://acme--uat.sandbox.lightning.force.com' },
      'Lightning',
      'https://acme--uat.sandbox.my.salesforce.com.',
    ],
    [
      'a login at Lightning, and the right one',
      { ...COMPLETE, loginUrl: 'https://acme.lightning.force.com/lightning/page/home' },
      "'loginUrl'",
      'https://acme.my.salesforce.com.',
    ],
    [
      'a JWT without a key',
      { ...COMPLETE, loginFlow: 'jwt_bearer', username: 'u' },
      "'privateKey' or 'privateKeyFile'",
    ],
    [
      'a key that is none',
      { ...COMPLETE, username: 'u', privateKey: 'nonsense' },
      "'privateKey' must be a private key in PEM",
    ],
    [
      'a key file that is not there',
      { ...COMPLETE, username: 'u', privateKeyFile: '/nowhere' },
      "'privateKeyFile'",
      'ENOENT',
    ],
    ['two keys', { ...COMPLETE, username: 'u', privateKey: 'x', privateKeyFile: '/nowhere' }, 'keep one'],
    [
      'a refresh flow without a token',
      { ...COMPLETE, loginFlow: 'refresh_token' },
      "'refreshToken' or 'refreshTokenFile'",
    ],
    ['a proxy that is no URL', { ...COMPLETE, proxyUrl: 'proxy.example' }, "'proxyUrl'"],
    [
      'a password in the URL of a proxy',
      { ...COMPLETE, proxyUrl: 'http://u:p@proxy.example:8080' },
      'properties of their own',
    ],
    ['credentials without a proxy', { ...COMPLETE, proxyUsername: 'u' }, "'proxyUrl'"],
    [
      'a proxy password for nobody',
      { ...COMPLETE, proxyUrl: 'http://p:80', proxyPassword: 'x' },
      "'proxyUsername'",
    ],
    [
      'a file that is not there',
      { ...COMPLETE, attributeMapFile: '/nowhere/map.yaml' },
      "'attributeMapFile'",
      'ENOENT',
    ],
    ['two maps', { ...COMPLETE, attributeMapFile: '/x', attributeMap: 'objectClasses: {}' }, 'keep one'],
    ['a batch that Salesforce does not serve', { ...COMPLETE, batchSize: 10 }, "'batchSize'"],
  ] as const) {
    it(`names ${title}`, async () => {
      const message = await validate(values);
      for (const problem of problems) expect(message).to.include(problem);
    });
  }

  it('refuses every call when it is not valid', async () => {
    const local = connector();
    const facade = local.createFacade(
      local.info.defaultConfiguration.withProperties({ loginUrl: 'ftp://x' }),
    );
    expect((await failureOf(facade.test())).name).to.equal('ConfigurationException');
    await facade.dispose();
  });
});

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
  });

  for (const [title, values, ...problems] of [
    ['what is missing', {}, "'clientId'", "'clientSecret'"],
    [
      'every problem at once',
      { ...COMPLETE, loginUrl: 'nowhere', apiVersion: 'v66', attributeMap: 'x: [' },
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
    ['an unknown flow', { ...COMPLETE, loginFlow: 'magic' }, 'client_credentials, password'],
    [
      'client credentials on a host that all orgs share',
      { ...COMPLETE, loginUrl: 'https://login.salesforce.com' },
      "org's own domain",
    ],
    [
      'a name for deleted users that says nothing of the user',
      { ...COMPLETE, deletedUsername: 'gone.${date}@acme.example' },
      "'deletedUsername'",
      'one name',
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
      'an instance of Lightning',
      { ...COMPLETE, instanceUrl: 'https://acme.lightning.force.com' },
      'Lightning',
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

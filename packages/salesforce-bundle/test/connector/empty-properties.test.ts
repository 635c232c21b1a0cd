import { LocalConnector, type ConnectorFacade } from '@icf-ts/framework';
import { ForgeRockConnector, SalesforceConnector } from '@icf-ts/salesforce-bundle';
import { expect } from 'chai';
import { usedVersion } from '#src/configuration/api-version.js';
import { ACCOUNT, openBench, person, properties, type Bench } from './salesforce-facade.js';

const TEXTS = new Set(['String', 'GuardedString', 'File']);

for (const [name, type] of Object.entries({ SalesforceConnector, ForgeRockConnector })) {
  describe(`what a form leaves empty, with ${name}`, () => {
    let bench: Bench;
    before(async () => {
      bench = await openBench({ users: 0 });
    });
    after(() => bench.close());

    const local = new LocalConnector(type);
    const { defaultConfiguration } = local.info;
    const open = (values: Record<string, unknown>): ConnectorFacade => {
      const facade = local.createFacade(
        defaultConfiguration.withProperties({ ...properties(bench.org), ...values }),
      );
      bench.facades.push(facade);
      return facade;
    };
    const optional = [...defaultConfiguration.properties].filter(
      (property) => TEXTS.has(property.type) && !property.required,
    );
    const needed = new Set(['clientId', 'clientSecret']);
    const all = (text: string, more: readonly string[] = []): Record<string, string> =>
      Object.fromEntries(
        [...optional.map((property) => property.name), ...more]
          .filter((property) => !needed.has(property))
          .map((property) => [property, text]),
      );

    it('is not given, and has its default', async () => {
      expect(Object.keys(all(''))).to.include.members([
        ...['instanceUrl', 'refreshToken', 'proxyUrl', 'membershipPolicies', 'attributeMap', 'loginFlow'],
        ...['attributeMapFile', 'deleteMode', 'deletedUsername', 'proxyPassword', 'privateKey'],
      ]);
      const facade = open(all(''));
      await facade.validate();
      await facade.test();
      const type = name === 'ForgeRockConnector' ? 'User' : ACCOUNT.type;
      expect((await facade.schema()).objectClass(type), 'the default map').to.not.equal(undefined);
    });

    it('is the same with blanks, where nothing is to be chosen from a list', async () => {
      const chosen = ['loginFlow', 'deleteMode', 'usernameCollision', 'attributeMapPreset'];
      const blank = Object.entries(all(' \n')).filter(([property]) => !chosen.includes(property));
      await open(Object.fromEntries(blank)).test();
    });

    it('leaves URLs with blanks around them what they are', async () => {
      const loginUrl = ` ${bench.org.url}/ \n`;
      await open({ loginUrl, instanceUrl: loginUrl, jwtAudience: loginUrl }).test();
    });
  });
}

describe('a default that a form leaves empty', () => {
  let bench: Bench;
  before(async () => {
    bench = await openBench({ users: 0 }, { deleteMode: '', deletedUsername: '', apiVersion: '60' });
  });
  after(() => bench.close());

  it('counts, and a version may be a whole number', async () => {
    const uid = await bench.facade.create(ACCOUNT, person());
    await bench.facade.delete(ACCOUNT, uid);
    expect(bench.org.find('User', uid.value)!['IsActive']).to.equal(false);
    expect(usedVersion('60')).to.equal('60.0');
  });
});

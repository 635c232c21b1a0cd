import { startOrg, type Org } from '@icf-ts/salesforce-emulator';
import { expect } from 'chai';
import { connector, failureOf, properties } from '../connector/salesforce-facade.js';
import { openSession, read } from './open-session.js';

describe('the API version', () => {
  let org: Org;
  before(async () => {
    org = await startOrg({ users: 0 });
  });
  after(() => org.close());
  const lists = (): number => org.requests.entries.filter(({ url }) => url === '/services/data').length;

  for (const version of ['99.0', '20.0']) {
    it(`${version} is refused with those that the org serves, asked for once`, async () => {
      const session = openSession(org, { apiVersion: version });
      org.requests.clear();
      for (let calls = 0; calls < 2; calls++) {
        const error = await failureOf(read(session));
        expect(error).to.include({ name: 'ConfigurationException' });
        expect(error.message).to.include(version).and.include('31.0 to 68.0').and.include("'apiVersion'");
      }
      expect(lists()).to.equal(1);
      session.close();
    });
  }

  it('costs nothing while calls succeed, and changes no other refusal', async () => {
    const session = openSession(org);
    org.requests.clear();
    await read(session);
    expect(lists()).to.equal(0);
    const unknown = { method: 'GET', path: '/sobjects/User/005000000000000AAA' } as const;
    const error = await failureOf(
      session.request(unknown, { action: 'read User', uid: { value: '005000000000000AAA' } }),
    );
    expect(error).to.include({ name: 'UnknownUidException' });
    session.close();
  });

  for (const [written, used] of [
    ['v39.0', '42.0'],
    ['v60.0', '60.0'],
    ['31.0', '42.0'],
  ] as const) {
    it(`${written} means ${used}`, async () => {
      const { defaultConfiguration } = connector().info;
      const facade = connector().createFacade(
        defaultConfiguration.withProperties({ ...properties(org), apiVersion: written }),
      );
      org.requests.clear();
      await facade.test();
      const paths = org.requests.entries.map(({ url }) => url).filter((url) => url.includes('/data/'));
      expect(paths).to.have.length(1);
      expect(paths[0]).to.include(`/services/data/v${used}/`);
      await facade.dispose();
    });
  }
});

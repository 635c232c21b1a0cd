import { GuardedString, LocalConnector, Locale } from '@icf-ts/framework';
import { SalesforceConnector } from '@icf-ts/salesforce-bundle';
import { startOrg, type Org } from '@icf-ts/salesforce-emulator';
import { expect } from 'chai';
import { serve, type Remote } from './contract-server.js';

describe('a caller behind a connector server', () => {
  let org: Org;
  let remote: Remote;
  before(async () => {
    org = await startOrg({ users: 1 });
    remote = await serve(new LocalConnector(SalesforceConnector));
  });
  after(async () => {
    await remote.close();
    await org.close();
  });

  it('reads what went wrong in his own language', async () => {
    const { defaultConfiguration } = new LocalConnector(SalesforceConnector).info;
    const facade = remote.createFacade(
      defaultConfiguration.withProperties({
        loginUrl: org.url,
        clientId: org.credentials.clientId,
        clientSecret: new GuardedString('wrong'),
      }),
    );
    const told = async (tag: string): Promise<string> => {
      const locale = Locale.parse(tag);
      return facade.test({ locale }).then(
        () => 'no error',
        ({ message }: Error) => message,
      );
    };
    expect(await told('de_AT')).to.match(/Prüfen Sie .*'?clientSecret'?/);
    expect(await told('iw_IL')).to.match(/[\u05d0-\u05ea]{3}/);
    expect(await told('')).to.include("Check property 'clientSecret'");
    await facade.dispose();
  });
});

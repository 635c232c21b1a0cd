import { BundleRegistry, GuardedString } from '@icf-ts/framework';
import { ConnectorServer, keyHash } from '@icf-ts/connector-server';
import { startOrg, type Org } from '@icf-ts/salesforce-emulator';
import { expect } from 'chai';
import { javaPeer, type ClientStep, type JavaPeer } from './java-peer.js';
import { openIcfPeer } from './openicf/openicf-peer.js';

const KEY = 'alias-key';
const FOREIGN = {
  bundleName: 'org.forgerock.openicf.connectors.salesforce-connector',
  bundleVersion: '1.5.20.26',
  connectorName: 'org.forgerock.openicf.connectors.salesforce.SalesforceConnector',
};
const ALIAS = Object.values(FOREIGN).join('/');
const OWN = 'icfts.salesforce/0.1.0/icfts.salesforce.ForgeRockConnector';

/** A platform configured for another product's connector keeps its configuration: our server answers to that key. */
describe('a Java client configured for another product’s connector key', () => {
  let java: JavaPeer;
  let org: Org;
  const servers: ConnectorServer[] = [];

  before(async function () {
    this.timeout(300_000);
    const found = await javaPeer();
    if ('missing' in found) {
      console.log(`skipped: ${found.missing}`);
      this.skip();
    }
    java = found;
    org = await startOrg({ users: 3 });
  });
  after(async () => {
    await Promise.all(servers.map((server) => server.close()));
    await org?.close();
  });

  const serve = async (
    aliases: Record<string, string>,
    options: { listAliases?: boolean; dialect?: 'openicf' } = {},
  ): Promise<ConnectorServer> => {
    const connectors = new BundleRegistry({ aliases });
    await connectors.addInstalled('@icf-ts/salesforce-bundle', import.meta.url);
    const server = await ConnectorServer.start({
      ...{ connectors, keyHash: keyHash(new GuardedString(KEY)), port: 0 },
      ...options,
    });
    servers.push(server);
    return server;
  };
  const properties = (): string[] => [
    `loginUrl=${org.url}`,
    `clientId=${org.credentials.clientId}`,
    `clientSecret=${org.credentials.clientSecret}`,
  ];
  const run = async (
    server: ConnectorServer,
    ...rest: string[]
  ): Promise<ReadonlyMap<string, ClientStep>> => {
    const { bundleName, connectorName } = FOREIGN;
    const { steps } = await java.runClient([
      ...['127.0.0.1', String(server.port), KEY, bundleName, connectorName],
      ...rest,
    ]);
    return new Map(steps.map((step) => [step.step, step]));
  };

  it('finds the key in the hello and works with the connector', async () => {
    const server = await serve({ [ALIAS]: OWN });
    const steps = await run(
      server,
      'salesforce',
      ...properties(),
      'attr.__NAME__=alias@example.test',
      'attr.LastName=Alias',
      'attr.Email=alias@example.test',
      'attr.ProfileId=Standard User',
      'update.Title=Engineer',
    );
    expect(steps.get('hello')).to.include({ ok: true });
    expect(steps.get('hello')!['connectors']).to.deep.include(FOREIGN);
    expect(steps.get('hello')!['connectors']).to.have.length(3);
    for (const name of ['validate', 'test', 'schema', 'create', 'getObject', 'searchAll', 'update', 'delete'])
      expect(steps.get(name), name).to.include({ ok: true });
    const uid = String(steps.get('create')!['uid']);
    expect(org.find('User', uid)).to.include({ Username: 'alias@example.test', Title: 'Engineer' });
  });

  it('does not find it where aliases are not listed, or the alias is a pattern', async () => {
    const hidden = await serve({ [ALIAS]: OWN }, { listAliases: false });
    const pattern = await serve({ [ALIAS.replace('1.5.20.26', '1.5.*')]: OWN });
    for (const server of [hidden, pattern]) {
      const hello = (await run(server, 'salesforce', ...properties())).get('hello')!;
      expect(hello).to.include({ ok: false });
      expect(hello.message).to.include('The server lacks the connector');
    }
  });

  it('finds it with OpenICF’s client, which OpenIDM looks its connectors up with', async function () {
    this.timeout(300_000);
    const fork = await openIcfPeer();
    if ('missing' in fork) {
      console.log(`skipped: ${fork.missing}`);
      return this.skip();
    }
    const server = await serve({ [ALIAS]: OWN }, { dialect: 'openicf' });
    const steps = await fork.runClient([
      ...['127.0.0.1', String(server.port), KEY, ...Object.values(FOREIGN)],
      ...properties().slice(0, 2),
    ]);
    expect(steps.get('hello')).to.match(/^\[.*SearchApiOp/);
  });
});

import { readFile } from 'node:fs/promises';
import {
  BundleRegistry,
  ConnectorKey,
  GuardedString,
  ObjectClass,
  type APIConfiguration,
  type ConnectorFacade,
  type ConnectorInfo,
} from '@icf-ts/framework';
import { ConnectorServer, RemoteConnectorInfoManager, keyHash } from '@icf-ts/connector-server';
import { startOrg, type Org } from '@icf-ts/salesforce-emulator';
import { expect } from 'chai';
import { refreshTokenOf } from '../emulated-org/refresh-token.js';

const KEY = new GuardedString('forgerock-key');
const PROVISIONER = new URL(
  '../../../packages/salesforce-bundle/test/forgerock/provisioner.json',
  import.meta.url,
);
const FOREIGN = {
  bundleName: 'org.forgerock.openicf.connectors.salesforce-connector',
  bundleVersion: '1.5.20.15',
  connectorName: 'org.forgerock.openicf.connectors.salesforce.SalesforceConnector',
};

interface Provisioner {
  readonly connectorRef: typeof FOREIGN;
  readonly configurationProperties: Readonly<Record<string, unknown>>;
}

describe('a provisioner file of OpenIDM for ForgeRock’s connector', () => {
  let org: Org;
  let registry: BundleRegistry;
  let provisioner: Provisioner;
  const facades: ConnectorFacade[] = [];

  before(async () => {
    org = await startOrg({ users: 2 });
    registry = new BundleRegistry({
      // A client that looks for the key in the server's list finds an exact alias alone.
      aliases: {
        [Object.values(FOREIGN).join('/')]: 'icfts.salesforce/0.1.0/icfts.salesforce.ForgeRockConnector',
      },
    });
    await registry.addInstalled('@icf-ts/salesforce-bundle', import.meta.url);
    provisioner = await filledIn(org);
  });
  beforeEach(() => org.calls.reset());
  after(async () => {
    for (const facade of facades) await facade.dispose();
    await org.close();
  });

  /** Tests, lists and counts, as OpenIDM does when a connector is set up. */
  const works = async (facade: ConnectorFacade): Promise<void> => {
    facades.push(facade);
    await facade.validate();
    await facade.test();
    expect(await facade.search(ObjectClass.ACCOUNT, null).toArray()).to.have.length.greaterThan(1);
    // As the object types of a provisioner file name them.
    const [user] = await facade.search(new ObjectClass('User'), null).toArray();
    expect(user!.attributes.single('Username')).to.equal(user!.name.value);
    expect(org.calls.logins).to.equal(1);
    expect(org.requests.entries.map(({ url }) => url).some((url) => url.includes('/v44.0/'))).to.equal(true);
  };
  const configured = ({ defaultConfiguration }: ConnectorInfo): APIConfiguration =>
    defaultConfiguration.withProperties(provisioner.configurationProperties);

  it('works in this process, by the alias that the bundle declares', async () => {
    const { bundleName, connectorName } = provisioner.connectorRef;
    const info = registry.find(new ConnectorKey(bundleName, '1.5.20.34', connectorName));
    await works(registry.createFacade(info!.key, configured(info!)));
  });

  it('works over the wire', async () => {
    const server = await ConnectorServer.start({ connectors: registry, keyHash: keyHash(KEY), port: 0 });
    const { host, port } = server;
    const manager = await RemoteConnectorInfoManager.connect({ host, port, key: KEY });
    try {
      const info = manager.connectorInfos.find(({ key }) => key.connectorName === FOREIGN.connectorName)!;
      const { names } = info.defaultConfiguration.properties;
      expect(names).to.include.members(Object.keys(provisioner.configurationProperties));
      await works(manager.createFacade(info.key, configured(info)));
    } finally {
      manager.close();
      await server.close();
    }
  });
});

/** The file with the values of an org in its places. */
async function filledIn(org: Org): Promise<Provisioner> {
  const { clientId, clientSecret } = org.credentials;
  const refreshToken = await refreshTokenOf(org);
  const values: Record<string, string> = {
    ...{ clientId, clientSecret, refreshToken, loginUrl: org.url, instanceUrl: org.url },
  };
  const text = await readFile(PROVISIONER, 'utf8');
  return JSON.parse(text.replace(/&\{(\w+)\}/g, (_, name: string) => values[name] ?? '')) as Provisioner;
}

import { BundleRegistry, ConnectorKey, GuardedString, LocalConnector } from '@icf-ts/framework';
import { MemoryConnector } from '@icf-ts/framework/testing';
import { expect } from 'chai';
import { RemoteConnectorInfoManager } from '#src/client/remote-info-manager.js';
import { keyHash } from '#src/protocol/guarded.js';
import { ConnectorServer } from '#src/server/connector-server.js';
import type { Client } from '#src/server/clients.js';

const KEY = new GuardedString('k');
const ORIGIN = { bundleName: 'org.example.memory', bundleVersion: '1.0.0' };
const ALIAS = new ConnectorKey('com.example.other', '2.1', 'com.example.other.Connector');

describe('aliases, over the wire', () => {
  const open: { close(): unknown }[] = [];
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.close();
  });

  const connect = async (
    client: Client,
    listAliases?: boolean,
  ): Promise<{ manager: RemoteConnectorInfoManager; own: ConnectorKey }> => {
    const connector = new LocalConnector(MemoryConnector, ORIGIN);
    const own = connector.info.key;
    const target = `${own.bundleName}/${own.bundleVersion}/${own.connectorName}`;
    const connectors = new BundleRegistry({
      aliases: { 'com.example.other/2.1/com.example.other.Connector': target, 'com.example.*/1/x': target },
    });
    connectors.add({
      ...{ name: ORIGIN.bundleName, version: ORIGIN.bundleVersion },
      ...{ folder: '', connectors: [connector], aliases: new Map() },
    });
    const hash = keyHash(KEY);
    const server = await ConnectorServer.start({
      connectors,
      clients: { authenticate: (shown) => (keyHash(shown) === hash ? client : undefined) },
      port: 0,
      ...(listAliases === undefined ? {} : { listAliases }),
    });
    const { host, port } = server;
    const manager = await RemoteConnectorInfoManager.connect({ host, port, key: KEY });
    open.push(server, manager);
    return { manager, own };
  };
  const keys = (manager: RemoteConnectorInfoManager): readonly string[] =>
    manager.connectorInfos.map(({ key }) => key.toString());

  it('that are whole keys are listed and work', async () => {
    const { manager, own } = await connect({ name: 'any' });
    expect(keys(manager)).to.deep.equal([own.toString(), ALIAS.toString()]);
    const { defaultConfiguration } = manager.find(ALIAS)!;
    await manager.createFacade(ALIAS, defaultConfiguration.withProperties({ realm: 'alias' })).test();
  });

  it('are not listed when the setting says so', async () => {
    const { manager, own } = await connect({ name: 'any' }, false);
    expect(keys(manager)).to.deep.equal([own.toString()]);
  });

  it('are no way around what a client may do', async () => {
    const refused = { name: 'refused', refusal: () => 'not for you' };
    expect(keys((await connect(refused)).manager)).to.deep.equal([]);

    const asked: string[] = [];
    const { manager, own } = await connect({
      name: 'half',
      refusal: ({ connector, operation }) => {
        asked.push(connector.toString());
        return operation === 'test' ? 'no tests' : undefined;
      },
    });
    const { defaultConfiguration } = manager.find(ALIAS)!;
    const facade = manager.createFacade(ALIAS, defaultConfiguration.withProperties({ realm: 'alias' }));
    const error = await facade.test().then(
      () => expect.fail('accepted'),
      (thrown: Error) => thrown,
    );
    expect(error.name).to.equal('PermissionDeniedException');
    expect([...new Set(asked)]).to.deep.equal([own.toString()]);
  });
});

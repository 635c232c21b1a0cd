import { AttributeDelta, GuardedString, ObjectClass, Name, attribute } from '@icf-ts/framework';
import { LocalConnector, LocalConnectorInfoManager, ZonedDateTime } from '@icf-ts/framework';
import { MemoryConnector } from '@icf-ts/framework/testing';
import { expect } from 'chai';
import { RemoteConnectorInfoManager } from '#src/client/remote-info-manager.js';
import { keyHash } from '#src/protocol/guarded.js';
import { ConnectorServer } from '#src/server/connector-server.js';
import type { ConnectorServerOptions } from '#src/server/server-options.js';
import { bytesOf, sessions } from '../fixture-index.js';
import { forkTwinManager } from '../twin/twin-manager.js';
import { decodeStream, replay } from '../sessions/replay.js';

const KEY = new GuardedString('changeit');

describe('a server that meets the OpenICF fork', () => {
  const open: { close(): unknown }[] = [];
  afterEach(async () => {
    for (const one of open.splice(0).reverse()) await one.close();
  });

  const serve = async (options: Partial<ConnectorServerOptions> = {}): Promise<ConnectorServer> => {
    const connectors = new LocalConnectorInfoManager([new LocalConnector(MemoryConnector)]);
    const server = await ConnectorServer.start({ connectors, keyHash: keyHash(KEY), port: 0, ...options });
    open.push(server);
    return server;
  };
  const connect = async (
    server: ConnectorServer,
    dialect?: 'connid' | 'openicf',
  ): Promise<RemoteConnectorInfoManager> => {
    const { host, port } = server;
    const manager = await RemoteConnectorInfoManager.connect({
      ...{ host, port, key: KEY },
      ...(dialect ? { dialect } : {}),
    });
    open.push(manager);
    return manager;
  };
  const created = async (manager: RemoteConnectorInfoManager, realm: string): Promise<unknown> => {
    const { key, defaultConfiguration } = manager.connectorInfos[0]!;
    const facade = manager.createFacade(key, defaultConfiguration.withProperties({ realm }));
    const uid = await facade.create(ObjectClass.ACCOUNT, [new Name('a'), attribute('sn', 'A')]);
    return (await facade.get(ObjectClass.ACCOUNT, uid))?.attributes.single('created');
  };

  it('answers each client in its own dialect, which its request shows', async () => {
    const server = await serve();
    expect(await created(await connect(server), 'dialect-1')).to.be.instanceOf(ZonedDateTime);
    expect(await created(await connect(server, 'openicf'), 'dialect-2')).to.be.a('string');
  });

  it('speaks what the setting says, whatever the client shows', async () => {
    const server = await serve({ dialect: 'openicf' });
    const manager = await connect(server);
    // Our client believes the hello, and the hello is the fork's.
    expect(manager.dialect).to.equal('openicf');
    expect([...manager.connectorInfos[0]!.defaultConfiguration.supportedOperations])
      .to.include('update')
      .and.not.include('updateDelta');
    expect(await created(await connect(server, 'connid'), 'dialect-3')).to.be.a('string');
  });

  it('lets a client of the fork’s dialect have updateDelta all the same, by way of update', async () => {
    const manager = await connect(await serve({ dialect: 'openicf' }));
    const { key, defaultConfiguration } = manager.connectorInfos[0]!;
    const facade = manager.createFacade(key, defaultConfiguration.withProperties({ realm: 'dialect-4' }));
    const uid = await facade.create(ObjectClass.ACCOUNT, [new Name('a'), attribute('sn', 'A')]);
    await facade.updateDelta(ObjectClass.ACCOUNT, uid, [new AttributeDelta('sn', { replace: ['B'] })]);
    expect((await facade.get(ObjectClass.ACCOUNT, uid))?.attributes.single('sn')).to.equal('B');
  });

  it('closes without an answer where ConnId’s clients get an ErrorResponse', async () => {
    const { client } = sessions.find(({ name }) => name === 'unreadable-request')!;
    const connId = await serve({ connectors: forkTwinManager() });
    expect(decodeStream(await replay(connId.port, bytesOf(client)))).to.have.length(1);
    const fork = await serve({ connectors: forkTwinManager(), dialect: 'openicf' });
    expect((await replay(fork.port, bytesOf(client))).length).to.equal(0);
  });
});

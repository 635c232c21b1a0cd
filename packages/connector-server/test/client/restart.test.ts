import { expect } from 'chai';
import { RemoteConnectorInfoManager } from '#src/client/remote-info-manager.js';
import type { ServerRestart } from '#src/client/restart-watch.js';
import type { ConnectorServer } from '#src/server/connector-server.js';
import { twinManager } from '../twin/twin-manager.js';
import { key, serve, turns } from './hosts.js';
import { Relay } from './relay.js';

describe('a connector server that was restarted', () => {
  let server: ConnectorServer;
  let relay: Relay;
  let manager: RemoteConnectorInfoManager;
  beforeEach(async () => {
    server = await serve();
    relay = await Relay.to(server.port);
    manager = await RemoteConnectorInfoManager.connect({ host: '127.0.0.1', port: relay.port, key });
  });
  afterEach(async () => {
    manager.close();
    await relay.close();
    await server.close();
  });

  const facadeOf = (of: RemoteConnectorInfoManager) => {
    const [info] = of.connectorInfos;
    return of.createFacade(info!.key, info!.defaultConfiguration);
  };
  const restarted = (): Promise<ServerRestart> =>
    new Promise((resolve) => manager.once('serverRestarted', resolve));

  /** Another process, as far as the client can see, with other bundles if asked for. */
  async function restart(options: Parameters<typeof serve>[0] = {}): Promise<void> {
    const { port } = server;
    await server.close();
    const startedMs = manager.serverStartTime!.getTime();
    // The clock of the wire counts milliseconds.
    while (Date.now() <= startedMs) await new Promise((resolve) => setImmediate(resolve));
    server = await serve({ port, ...options });
  }

  it('is noticed after the next call: the manager says so, and facades go on', async () => {
    const facade = facadeOf(manager);
    await facade.test();
    const told = restarted();
    const before = manager.serverStartTime!;
    await restart();
    await facade.test();
    const { server: address, startedBefore, startedNow } = await told;
    expect(address).to.deep.equal({ host: '127.0.0.1', port: relay.port });
    expect(startedBefore).to.deep.equal(before);
    expect(startedNow.getTime()).to.be.above(before.getTime());
  });

  it('is read anew on demand', async () => {
    const facade = facadeOf(manager);
    await restart({ connectors: twinManager() });
    expect(manager.connectorInfos.map((info) => info.key.connectorName)).to.deep.equal([
      'test.LedgerConnector',
    ]);
    const told = restarted();
    const infos = await manager.refresh();
    expect(infos).to.equal(manager.connectorInfos);
    expect(infos).to.have.length(2);
    expect(manager.serverStartTime).to.deep.equal((await told).startedNow);
    expect(facade.supports('search')).to.equal(true);
    expect(await facadeOf(manager).test()).to.equal(null);
  });

  it('is told of once, and not at all when only the connection was lost', async () => {
    const events: ServerRestart[] = [];
    manager.on('serverRestarted', (event) => events.push(event));
    const facade = facadeOf(manager);
    for (let round = 0; round < 3; round++) {
      const closed = new Promise<void>((resolve) => relay.once('closed', resolve));
      relay.cut('reset');
      await closed;
      await facade.test();
      await quiet();
    }
    expect(events).to.have.length(0);
    await restart();
    for (let calls = 0; calls < 3; calls++) {
      await facade.test();
      await quiet();
    }
    expect(events).to.have.length(1);
  });

  it('costs a hello per new connection, and none while nobody listens or the connection lasts', async () => {
    const facade = facadeOf(manager);
    const bytesOf = async (): Promise<number> => {
      relay.bytes = { request: 0, answer: 0 };
      await facade.test();
      await quiet();
      return relay.bytes.answer;
    };
    await bytesOf();
    const plain = await bytesOf();
    manager.on('serverRestarted', () => undefined);
    expect(await bytesOf()).to.equal(plain);
    const closed = new Promise<void>((resolve) => relay.once('closed', resolve));
    relay.cut('end');
    await closed;
    expect(await bytesOf()).to.be.above(plain);
    expect(await bytesOf()).to.equal(plain);
  });

  /** The hello beside the call has been answered, if there was one: the connections are idle again. */
  async function quiet(): Promise<void> {
    await turns();
    let { request, answer } = relay.bytes;
    for (let still = 0; still < 20; still++) {
      await turns();
      if (request !== relay.bytes.request || answer !== relay.bytes.answer) still = 0;
      ({ request, answer } = relay.bytes);
    }
  }
});

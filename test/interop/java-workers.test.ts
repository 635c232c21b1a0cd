import { ConnectorKey, GuardedString, ObjectClass, type ConnectorFacade } from '@icf-ts/framework';
import { RemoteConnectorInfoManager } from '@icf-ts/connector-server/client';
import { expect } from 'chai';
import {
  MEMORY_BUNDLE_NAME,
  MEMORY_BUNDLE_VERSION,
  MEMORY_CONNECTOR_NAME,
  javaPeer,
  type JavaPeer,
  type JavaServer,
} from './java-peer.js';

const KEY = 'for the workers';
const CONNECTOR = new ConnectorKey(MEMORY_BUNDLE_NAME, MEMORY_BUNDLE_VERSION, MEMORY_CONNECTOR_NAME);

/**
 * ConnId's stock server gives every connection a worker for its whole life: ten, and more only when two others wait
 * already. Idle connections of ours must leave enough of them, and no time limit may be what saves the others.
 */
describe('the Java server’s ten workers and our idle connections', () => {
  let java: JavaPeer;
  let server: JavaServer | undefined;
  const managers: RemoteConnectorInfoManager[] = [];

  before(async function () {
    this.timeout(300_000);
    const found = await javaPeer();
    if ('missing' in found) {
      console.log(`skipped: ${found.missing}`);
      this.skip();
    }
    java = found;
  });
  beforeEach(async () => {
    server = await java.startServer({ key: KEY, bundles: [java.memoryBundle] });
  });
  afterEach(async () => {
    for (const manager of managers.splice(0)) manager.close();
    await server?.stop();
    server = undefined;
  });

  const connect = async (): Promise<RemoteConnectorInfoManager> => {
    const { host, port } = server!;
    const manager = await RemoteConnectorInfoManager.connect({
      ...{ host, port, key: new GuardedString(KEY) },
      idleTimeoutMs: 600_000,
      readTimeoutMs: 15_000,
    });
    managers.push(manager);
    return manager;
  };
  const facadeOf = (manager: RemoteConnectorInfoManager, realm: string): ConnectorFacade =>
    manager.createFacade(
      CONNECTOR,
      manager.find(CONNECTOR)!.defaultConfiguration.withProperties({ realm, secret: 'x', population: 300 }),
    );
  const othersAreServed = async (): Promise<void> => {
    const { host, port } = server!;
    // As many at once as the workers that are free: each has to find one.
    await Promise.all(Array.from({ length: 4 }, connect));
    const { steps } = await java.runClient(
      [host, String(port), KEY, MEMORY_BUNDLE_NAME, MEMORY_CONNECTOR_NAME, 'hello'],
      { timeoutMs: 30_000 },
    );
    expect(steps[0]).to.include({ step: 'hello', ok: true });
  };

  it('are left to others after forty calls at once by three managers', async () => {
    const facades = (await Promise.all([connect(), connect(), connect()])).flatMap((manager, at) => [
      facadeOf(manager, `burst-${at}`),
      facadeOf(manager, `burst-${at}-more`),
    ]);
    const found = await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        facades[at % facades.length]!.search(ObjectClass.ACCOUNT).toArray(),
      ),
    );
    expect(found.every((objects) => objects.length === 300)).to.equal(true);
    await othersAreServed();
  });

  it('are left to others by many managers that each call a little', async () => {
    // One after the other, so that the server never starts more than its ten workers.
    for (let at = 0; at < 5; at++) {
      const facade = facadeOf(await connect(), `little-${at}`);
      await Promise.all([1, 2, 3, 4].map(() => facade.test()));
    }
    await othersAreServed();
  });
});

import { GuardedString, ObjectClass, PermissionDeniedException, Uid } from '@icf-ts/framework';
import { expect } from 'chai';
import { RemoteConnectorInfoManager } from '#src/client/index.js';
import type { CallOutcome, CallRecord } from '#src/server/call-record.js';
import type { Access, Clients } from '#src/server/clients.js';
import { ConnectorServer } from '#src/server/connector-server.js';
import { twinManager } from '../twin/twin-manager.js';

const KEY = new GuardedString('of the test');

/** What the server tells, and what a client's access rules are asked. */
describe('what happens on a server', () => {
  let server: ConnectorServer | undefined;
  let manager: RemoteConnectorInfoManager | undefined;
  afterEach(async () => {
    manager?.close();
    await server?.close();
    server = manager = undefined;
  });

  const start = async (clients: Clients): Promise<ConnectorServer> =>
    (server = await ConnectorServer.start({ connectors: twinManager(), clients, port: 0 }));
  const meet = async (port: number): Promise<RemoteConnectorInfoManager> =>
    (manager = await RemoteConnectorInfoManager.connect({ host: '127.0.0.1', port, key: KEY }));

  it('each call is told with who, what and how it ended, and no value', async () => {
    const { events, port } = await start({ authenticate: async () => ({ name: 'midpoint' }) });
    const calls: [CallRecord, CallOutcome][] = [];
    events.on('callEnded', (...told) => calls.push(told));
    const { connectorInfos } = await meet(port);
    const info = connectorInfos.find(({ key }) => key.connectorName.endsWith('WireConnector'))!;
    const facade = manager!.createFacade(info.key, info.defaultConfiguration);
    await facade.delete(ObjectClass.ACCOUNT, new Uid('u-1'));
    await facade.get(new ObjectClass('nothing of the kind'), new Uid('u-2')).catch(() => undefined);
    const [[deleted, well], [got, badly]] = calls as [[CallRecord, CallOutcome], [CallRecord, CallOutcome]];
    expect(deleted).to.include({
      operation: 'delete',
      method: 'delete',
      objectClass: '__ACCOUNT__',
      uid: 'u-1',
    });
    expect(deleted.caller.client.name).to.equal('midpoint');
    expect(deleted.caller.peer.address).to.equal('127.0.0.1');
    expect(deleted.caller.requestId)
      .to.match(/^\d+-\d+$/)
      .and.not.equal(got.caller.requestId);
    expect(deleted.connector?.equals(info.key)).to.equal(true);
    expect(deleted.describe((parameter) => parameter)).to.deep.equal(['objectClass', 'uid', 'options']);
    expect(well).to.include({ abandoned: false, items: 0 }).and.not.to.have.property('error');
    expect(got.method).to.equal('get');
    expect(badly.durationMs).to.be.at.least(0);
  });

  it('a client is refused what it may not do, and does not see what it may not call', async () => {
    const asked: Access[] = [];
    const refusal = (access: Access): string | undefined => {
      asked.push(access);
      if (access.connector.connectorName.endsWith('PoolConnector')) return 'Not for you.';
      return access.operation === 'delete' ? 'Client reader may only read.' : undefined;
    };
    const { port } = await start({ authenticate: () => ({ name: 'reader', refusal }) });
    const { connectorInfos } = await meet(port);
    expect(connectorInfos).to.have.length(1);
    const [info] = connectorInfos;
    const facade = manager!.createFacade(info!.key, info!.defaultConfiguration);
    asked.length = 0;
    await facade.test();
    const failure = await facade.delete(ObjectClass.ACCOUNT, new Uid('u-1')).then(
      () => undefined,
      (error: unknown) => error,
    );
    expect(failure)
      .to.be.instanceOf(PermissionDeniedException)
      .with.property('message', 'Client reader may only read.');
    expect(asked.map(({ operation, objectClass }) => [operation, objectClass])).to.deep.equal([
      ['test', undefined],
      ['delete', '__ACCOUNT__'],
    ]);
  });

  it('connections are told with what they carried, and refused keys', async () => {
    const { events, port } = await start({ authenticate: () => undefined });
    const told: string[] = [];
    const closed = new Promise<number>((resolve) => {
      events.on('connectionClosed', (_peer, { bytesRead, bytesWritten, requests }) => {
        told.push('closed');
        expect(bytesRead).to.be.greaterThan(20);
        expect(bytesWritten).to.be.greaterThan(20);
        resolve(requests);
      });
    });
    events.on('connectionOpened', ({ connectionId }) => told.push(`opened ${connectionId}`));
    events.on('keyRefused', () => told.push('key refused'));
    // A listener's fault is not the client's.
    events.on('keyRefused', () => {
      throw new Error('of the listener');
    });
    const warned = new Promise((resolve) => process.once('warning', resolve));
    await meet(port).catch(() => undefined);
    expect(await warned)
      .to.have.property('message')
      .that.contains('of the listener');
    expect(await closed).to.equal(0);
    expect(told).to.deep.equal(['opened 1', 'key refused', 'closed']);
  });

  it('it must be said who may call, once', () => {
    const connectors = twinManager();
    expect(() => new ConnectorServer({ connectors })).to.throw('either keyHash or clients');
    const both = { connectors, keyHash: 'x', clients: { authenticate: () => undefined } };
    expect(() => new ConnectorServer(both)).to.throw('either keyHash or clients');
  });
});

import { GuardedString, LocalConnector, LocalConnectorInfoManager } from '@icf-ts/framework';
import { MemoryConnector } from '@icf-ts/framework/testing';
import { ConnectorServer, keyHash, type Client } from '@icf-ts/connector-server';
import { expect } from 'chai';
import { javaPeer, type JavaPeer } from '../java-peer.js';
import { openIcfPeer, type OpenIcfPeer } from './openicf-peer.js';

const BUNDLE = { bundleName: 'org.example.memory', bundleVersion: '1.0.0' };

/** The OpenICF fork's released Java client, which OpenIDM is built on, against our server. */
describe('OpenICF’s Java client drives our server', () => {
  const connector = new LocalConnector(MemoryConnector, BUNDLE);
  const { connectorName } = connector.info.key;
  const servers: ConnectorServer[] = [];
  let fork: OpenIcfPeer;
  let connId: JavaPeer;

  before(async function () {
    this.timeout(600_000);
    const [forkPeer, connIdPeer] = [await openIcfPeer(), await javaPeer()];
    for (const found of [forkPeer, connIdPeer]) {
      if ('missing' in found) {
        console.log(`skipped: ${found.missing}`);
        this.skip();
      }
    }
    fork = forkPeer as OpenIcfPeer;
    connId = connIdPeer as JavaPeer;
  });
  afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())));

  const serve = async (
    options: Partial<Parameters<typeof ConnectorServer.start>[0]>,
  ): Promise<ConnectorServer> => {
    const server = await ConnectorServer.start({
      connectors: new LocalConnectorInfoManager([connector]),
      port: 0,
      ...options,
    } as Parameters<typeof ConnectorServer.start>[0]);
    servers.push(server);
    return server;
  };
  const runFork = (
    server: ConnectorServer,
    key: string,
    realm: string,
  ): Promise<ReadonlyMap<string, string>> =>
    fork.runClient([
      ...['127.0.0.1', String(server.port), key],
      ...[BUNDLE.bundleName, BUNDLE.bundleVersion, connectorName, `realm=${realm}`],
    ]);

  it('carries an account through its life when the setting says openicf', async () => {
    const server = await serve({ keyHash: keyHash(new GuardedString('k')), dialect: 'openicf' });
    const steps = Object.fromEntries(await runFork(server, 'k', 'fork-life'));
    expect(steps['hello']).to.include('UpdateApiOp').and.not.include('UpdateDeltaApiOp');
    expect(steps['hello']).to.not.include('DiscoverConfigurationApiOp');
    expect(steps['schema']).to.include('created:String').and.include('age:Integer');
    expect(steps['schema']).to.not.include('UpdateDeltaApiOp');
    const { create: uid } = steps;
    expect(steps).to.deep.include({
      validate: 'ok',
      test: 'ok',
      get: 'fork true String',
      getUnknown: 'null',
      search: '1',
      searchAll: '1',
      searchPaged: 'false 0',
      update: uid,
      getUpdated: 'fork false String',
      delete: 'ok',
    });
    expect(steps['createAgain']).to.match(/^! AlreadyExistsException: /);
    expect(steps['deleteAgain']).to.match(/^! UnknownUidException: /);
    expect(steps['sync']).to.equal('[CREATE true] true');
  });

  it('cannot read a hello made for ConnId that names what only ConnId has: that is what the setting is for', async () => {
    const server = await serve({ keyHash: keyHash(new GuardedString('k')) });
    const steps = await runFork(server, 'k', 'fork-unread');
    expect([...steps]).to.have.length(1);
    expect(steps.get('hello')).to.match(/^! .*(UpdateDelta|DiscoverConfiguration)ApiOp/);
  });

  it('is served beside ConnId’s client by one server, each by its own key', async () => {
    const keys: readonly (readonly [string, Client])[] = [
      [keyHash(new GuardedString('of midPoint')), { name: 'midPoint' }],
      [keyHash(new GuardedString('of OpenIDM')), { name: 'OpenIDM', dialect: 'openicf' }],
    ];
    const server = await serve({
      clients: { authenticate: (shown) => keys.find(([hash]) => keyHash(shown) === hash)?.[1] },
    });
    const steps = await runFork(server, 'of OpenIDM', 'fork-beside');
    expect(steps.get('get')).to.equal('fork true String');
    const run = await connId.runClient([
      ...['127.0.0.1', String(server.port), 'of midPoint', BUNDLE.bundleName, connectorName, 'hello'],
    ]);
    const [listed] = run.steps[0]!['connectors'] as [{ operations: readonly string[] }];
    expect(listed.operations).to.include('UpdateDeltaApiOp');
  });

  it('is refused with a wrong key', async () => {
    const server = await serve({ keyHash: keyHash(new GuardedString('k')), dialect: 'openicf' });
    const steps = await runFork(server, 'not k', 'fork-refused');
    expect([...steps]).to.have.length(1);
    expect(steps.get('hello')).to.match(/^! InvalidCredentialException: /);
  });
});

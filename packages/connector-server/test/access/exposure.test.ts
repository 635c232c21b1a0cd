import { once } from 'node:events';
import { connect } from 'node:net';
import { ConfigurationException, InvalidCredentialException } from '@icf-ts/framework';
import { expect } from 'chai';
import { ClientKeys } from '#src/server/access/client-keys.js';
import { isLoopback } from '#src/server/access/exposure.js';
import { DEFAULT_KEY_HASH } from '#src/server/access/key-hash.js';
import { oneClient } from '#src/server/clients.js';
import { ConnectorServer } from '#src/server/connector-server.js';
import type { KeyRefusal } from '#src/server/server-events.js';
import { twinManager } from '../twin/twin-manager.js';
import { facadeOf, failureOf, hashOf, identity, Stage, tlsText } from './hosts.js';

const EVERYWHERE = { host: '0.0.0.0' };

describe('a server that others than its own host can reach', () => {
  const stage = new Stage();
  const client = async (...keys: string[]): Promise<ClientKeys> =>
    new ClientKeys([
      { name: 'good', keys: [await hashOf('a key of its own')] },
      { name: 'careless', keys },
    ]);

  it('knows loopback from the rest', () => {
    for (const host of ['127.0.0.1', '127.9.9.9', '::1', 'localhost', 'LOCALHOST', '0:0:0:0:0:0:0:1']) {
      expect(isLoopback(host), host).to.equal(true);
    }
    for (const host of ['0.0.0.0', '::', '10.0.0.1', 'fe80::1', 'localhost.example.test', '', '128.0.0.1']) {
      expect(isLoopback(host), host).to.equal(false);
    }
  });

  it('does not listen with the key that Java servers are shipped with, in whatever form', async () => {
    for (const clients of [
      oneClient(DEFAULT_KEY_HASH),
      await client(`sha1$${DEFAULT_KEY_HASH}`),
      await client(await hashOf('something else'), await hashOf('changeit')),
    ]) {
      const failure = await failureOf(stage.serve(clients, EVERYWHERE));
      expect(failure).to.be.instanceOf(ConfigurationException);
      expect(failure.message).to.contain('Give the client a key of its own, or listen on 127.0.0.1');
    }
    const { port } = await stage.serve(await client(`sha1$${DEFAULT_KEY_HASH}`));
    expect(port).to.be.greaterThan(0);
  });

  it('refuses that key when a replacement brings it, at once or when it is shown', async () => {
    const keys = await client(await hashOf('first'));
    const server = await stage.serve(keys, EVERYWHERE);
    const told: KeyRefusal[] = [];
    server.events.on('keyRefused', (_peer, refusal) => told.push(refusal));
    expect(() => keys.replace([{ name: 'careless', keys: [`sha1$${DEFAULT_KEY_HASH}`] }])).to.throw(
      ConfigurationException,
      "client 'careless'",
    );
    await facadeOf(await stage.meet(server, 'first')).test();
    keys.replace([{ name: 'careless', keys: [await hashOf('changeit')] }]);
    for (let i = 0; i < 2; i++) {
      expect(await failureOf(stage.meet(server, 'changeit'))).to.be.instanceOf(InvalidCredentialException);
    }
    expect(told.map(({ client: name }) => name)).to.deep.equal(['careless', 'careless']);
    expect(told[0]!.reason).to.contain('shipped with');
  });

  it('warns of plain text, and of keys that are quick to guess', async () => {
    const legacy = 'sha1$isEpGaF851kfh3lNx2LijgcxeyY=';
    const plain = await stage.serve(await client(legacy), EVERYWHERE);
    expect(plain.warnings).to.have.length(2);
    expect(plain.warnings[0]).to.contain('without TLS');
    expect(plain.warnings[1]).to.contain("client 'careless' is stored as SHA-1");
    const tls = await stage.serve(await client(await hashOf('x')), {
      ...EVERYWHERE,
      tls: identity('server'),
    });
    expect(tls.warnings).to.deep.equal([]);
    expect((await stage.serve(await client(await hashOf('x')))).warnings).to.deep.equal([]);
  });
});

describe('TLS of a server', () => {
  const stage = new Stage();
  const ca = tlsText('authority.pem');
  const server = identity('server');
  const clientsWith = async (certificate?: string): Promise<ClientKeys> =>
    new ClientKeys([
      { name: 'midpoint', keys: [await hashOf('k')], ...(certificate ? { certificate } : {}) },
    ]);
  const optional = { ...server, ca, requestCert: true, rejectUnauthorized: false };

  it('is 1.2 or above, whatever the options say', async () => {
    const clients = await clientsWith();
    const start = (tls: object) => (): ConnectorServer =>
      new ConnectorServer({ connectors: twinManager(), clients, tls: { ...server, ...tls } });
    expect(start({ minVersion: 'TLSv1' })).to.throw(ConfigurationException, 'TLS 1.2 and above');
    expect(start({ maxVersion: 'TLSv1.1' })).to.throw(ConfigurationException);
    expect(start({ secureProtocol: 'TLSv1_method' })).to.throw(ConfigurationException);
    const running = await stage.serve(clients, { tls: server });
    const failed = once(running.events as never, 'handshakeFailed');
    const old = { ca, minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    await failureOf(stage.meet(running, 'k', { tls: old }));
    await failed;
    await facadeOf(
      await stage.meet(running, 'k', { tls: { ca, minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2' } }),
    ).test();
  });

  it('does not ask for client certificates of every authority of this world', () => {
    expect(
      () =>
        new ConnectorServer({
          connectors: twinManager(),
          keyHash: 'x',
          tls: { ...server, requestCert: true },
        }),
    ).to.throw(ConfigurationException, 'as ca');
  });

  it('a client that must show a certificate needs a server that asks for one', async () => {
    const clients = await clientsWith('CN=midpoint');
    expect((await failureOf(stage.serve(clients, { tls: server }))).message).to.contain(
      "Client 'midpoint' must show a certificate",
    );
  });

  for (const certificate of [
    'CN=midpoint',
    'O=icf-ts tests, CN=midpoint',
    'CN=midpoint,O=icf-ts tests',
    'fingerprint',
  ]) {
    it(`a key is good only with the certificate of ${certificate}`, async () => {
      const { X509Certificate } = await import('node:crypto');
      const { fingerprint256 } = new X509Certificate(identity('midpoint').cert);
      const wanted =
        certificate === 'fingerprint' ? fingerprint256.replaceAll(':', '').toLowerCase() : certificate;
      const running = await stage.serve(await clientsWith(wanted), { tls: optional });
      const reasons: string[] = [];
      running.events.on('keyRefused', (_peer, { reason }) => reasons.push(reason));
      await facadeOf(await stage.meet(running, 'k', { tls: { ca, ...identity('midpoint') } })).test();
      // None; one whose name has the other's within; one of a strange authority.
      for (const own of [{}, identity('sly'), identity('stranger')]) {
        expect(await failureOf(stage.meet(running, 'k', { tls: { ca, ...own } }))).to.be.instanceOf(
          InvalidCredentialException,
        );
      }
      expect(reasons).to.deep.equal([
        'it showed no certificate that this server trusts',
        'its certificate is not the one of the client',
        'it showed no certificate that this server trusts',
      ]);
    });
  }

  it('required certificates are asked for in the handshake, also after the server has renewed its own', async () => {
    const running = await stage.serve(await clientsWith(), { tls: { ...server, ca, requestCert: true } });
    const attempt = async (): Promise<void> => {
      await facadeOf(await stage.meet(running, 'k', { tls: { ca, ...identity('midpoint') } })).test();
      await failureOf(stage.meet(running, 'k', { tls: { ca } }));
      await failureOf(stage.meet(running, 'k', { tls: { ca, ...identity('stranger') } }));
    };
    await attempt();
    running.setSecureContext(identity('renewed'));
    await attempt();
  });

  it('connections count before their handshake, in all and by address, and their place comes free', async () => {
    const running = await stage.serve(await clientsWith(), {
      tls: server,
      maxConnections: 3,
      maxConnectionsPerAddress: 2,
    });
    const refusals: string[] = [];
    running.events.on('connectionRefused', (_peer, reason) => refusals.push(reason));
    const silent = (): ReturnType<typeof connect> =>
      connect(running.port, '127.0.0.1').on('error', () => undefined);
    const holders = [silent(), silent()];
    await Promise.all(holders.map((socket) => once(socket, 'connect')));
    const refused = silent();
    await once(refused, 'close');
    expect(refusals).to.deep.equal(['too many connections of this address']);
    expect(running.sessions).to.equal(0);
    const failures = [0, 1].map(() => once(running.events as never, 'handshakeFailed'));
    for (const socket of holders) socket.destroy();
    await Promise.all(failures);
    // One connection stays for the calls; each test of the limit above would be refused beside the former two.
    await facadeOf(await stage.meet(running, 'k', { tls: { ca } })).test();
    await facadeOf(await stage.meet(running, 'k', { tls: { ca } })).test();
  });

  it('a handshake that does not end is ended', async () => {
    const running = await stage.serve(await clientsWith(), { tls: server, handshakeTimeoutMs: 30 });
    const failed = once(running.events as never, 'handshakeFailed');
    const socket = connect(running.port, '127.0.0.1').on('error', () => undefined);
    await once(socket.resume(), 'close');
    expect(((await failed) as [string, Error])[1]).to.have.property('code', 'ERR_TLS_HANDSHAKE_TIMEOUT');
  });

  it('a handshake under way does not keep a server from closing', async () => {
    const running = await stage.serve(await clientsWith(), { tls: server });
    const socket = connect(running.port, '127.0.0.1').on('error', () => undefined);
    await once(socket, 'connect');
    await running.close();
    socket.destroy();
  });
});

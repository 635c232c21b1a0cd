import type { TlsOptions } from 'node:tls';
import { createServer as createTlsServer, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { once } from 'node:events';
import { connect as connectPlain, type AddressInfo } from 'node:net';
import { Name, ObjectClass } from '@icf-ts/framework';
import { expect } from 'chai';
import { connect } from '#src/client/connect.js';
import { RemoteConnectorInfoManager } from '#src/client/remote-info-manager.js';
import type { ConnectorServer } from '#src/server/connector-server.js';
import { TestAuthority } from '../certificates.js';
import { clientOf, failureOf, key, serve } from './hosts.js';
import { ledger } from './ledger-connector.js';
import { Relay, SilentServer } from './relay.js';

describe('TLS of the remote client', () => {
  let authority: TestAuthority;
  const servers: ConnectorServer[] = [];
  before(async () => (authority = await TestAuthority.create()));
  afterEach(async () => {
    await Promise.all(servers.splice(0).map((server) => server.close()));
  });

  async function serveTls(names: readonly string[], options: TlsOptions = {}): Promise<number> {
    const server = await serve({ tls: { ...(await authority.server(names)), ...options } });
    servers.push(server);
    return server.port;
  }

  const hello = async (port: number, tls: ConnectionOptions | true, host = 'localhost'): Promise<void> => {
    const manager = await RemoteConnectorInfoManager.connect({ host, port, key, tls });
    manager.close();
    expect(manager.connectorInfos).to.have.length(1);
  };

  it('takes a certificate of a trusted authority that names the host or the address', async () => {
    await hello(await serveTls(['localhost']), { ca: authority.cert });
    await hello(await serveTls(['127.0.0.1']), { ca: authority.cert }, '127.0.0.1');
  });

  it('refuses a certificate of another host, and says which names there are and what to do', async () => {
    const port = await serveTls(['other.example.test', '10.1.2.3']);
    const error = await failureOf(hello(port, { ca: authority.cert }));
    expect(error).to.have.property('name', 'ConnectionFailedException');
    expect(error.message).to.contain(`localhost:${port}`);
    expect(error.message).to.match(/is for DNS:other\.example\.test, .*not for localhost/);
    expect(error.message).to.contain('tls.servername');
    const byAddress = await failureOf(hello(port, { ca: authority.cert }, '127.0.0.1'));
    expect(byAddress.message).to.contain('not for 127.0.0.1');
  });

  it('takes that certificate when the name to expect is given', async () => {
    const port = await serveTls(['other.example.test']);
    await hello(port, { ca: authority.cert, servername: 'other.example.test' });
  });

  it('refuses an authority that it does not know, and names the setting', async () => {
    const port = await serveTls(['localhost']);
    const error = await failureOf(hello(port, true));
    expect(error).to.have.property('name', 'ConnectionFailedException');
    expect(error.message).to.contain('tls.ca');
  });

  it('refuses an expired certificate', async () => {
    const day = 86_400_000;
    const { cert, key: certificateKey } = await authority.server(['localhost'], {
      notBefore: new Date(Date.now() - 2 * day),
      notAfter: new Date(Date.now() - day),
    });
    const port = await serveTls([], { cert, key: certificateKey });
    expect((await failureOf(hello(port, { ca: authority.cert }))).message).to.contain('expired');
  });

  it('shows its own certificate to a server that asks for one', async () => {
    const port = await serveTls(['localhost'], {
      ca: authority.cert,
      requestCert: true,
      rejectUnauthorized: true,
    });
    await hello(port, { ca: authority.cert, ...(await authority.client('icf-ts')) });
  });

  for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
    it(`is told by ${maxVersion} that it has no certificate to show; a write has not been sent then`, async () => {
      const port = await serveTls(['localhost'], { ca: authority.cert, requestCert: true, maxVersion });
      const error = await failureOf(hello(port, { ca: authority.cert }));
      expect(error).to.have.property('name', 'ConnectionFailedException');
      expect(error.message).to.contain('tls.cert');
      const { client, facade } = clientOf([port], { tls: { ca: authority.cert, servername: 'localhost' } });
      const write = await failureOf(
        facade.create(ObjectClass.ACCOUNT, [new Name(`uncertified ${maxVersion}`)]),
      );
      client.close();
      expect(write).to.have.property('name', 'ConnectionFailedException');
      expect(write.outcomeUnknown).to.equal(undefined);
      expect(ledger.count(`uncertified ${maxVersion}`)).to.equal(0);
    });
  }

  it('does not speak TLS before 1.2', async () => {
    // Our server refuses to be set up so: one in front of it is.
    const plain = await serve();
    servers.push(plain);
    const old = { minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    const front = createTlsServer(
      { ...(await authority.server(['localhost', '127.0.0.1'])), ...old },
      (socket) => {
        const inner = connectPlain(plain.port, '127.0.0.1');
        socket.pipe(inner).pipe(socket);
        for (const stream of [socket, inner]) stream.on('error', () => undefined);
      },
    );
    await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve));
    const { port } = front.address() as AddressInfo;
    const error = await failureOf(hello(port, { ca: authority.cert, ciphers: 'DEFAULT@SECLEVEL=0' }));
    expect(error).to.have.property('name', 'ConnectionFailedException');
    expect(error.message).to.contain('before 1.2');
    // Only who says so gets it.
    await hello(port, { ca: authority.cert, ciphers: 'DEFAULT@SECLEVEL=0', minVersion: 'TLSv1.1' });
    await new Promise((resolve) => front.close(resolve));
  });

  it('says that what answers there does not speak TLS', async () => {
    const server = await serve();
    servers.push(server);
    const error = await failureOf(hello(server.port, { ca: authority.cert }));
    expect(error).to.have.property('name', 'ConnectionFailedException');
    expect(error.message).to.contain('No connection to');
  });

  it('ends a handshake that never ends with its limit, and says so', async () => {
    const silent = await SilentServer.start();
    const { client, facade } = clientOf([silent.port], { tls: true, connectTimeoutMs: 30 });
    const error = await failureOf(facade.test());
    client.close();
    await silent.close();
    expect(error).to.have.property('name', 'ConnectionFailedException');
    expect(error.message).to.contain('did not end the TLS handshake within 30 ms');
  });

  it('names the host to the server, but no address', async () => {
    const asked: (string | false)[] = [];
    const server = createTlsServer(
      await authority.server(['localhost', '127.0.0.1']),
      (socket: TLSSocket) => {
        asked.push(socket.servername as string | false);
        socket.end();
      },
    );
    server.listen(0);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const warnings: Error[] = [];
    const onWarning = (warning: Error): void => void warnings.push(warning);
    process.on('warning', onWarning);
    for (const host of ['localhost', '127.0.0.1']) {
      const socket = await connect({ host, port }, { key, tls: { ca: authority.cert } });
      const closed = once(socket, 'close');
      socket.resume().end();
      await closed;
    }
    process.off('warning', onWarning);
    await new Promise((resolve) => server.close(resolve));
    expect(asked).to.deep.equal(['localhost', false]);
    expect(warnings).to.deep.equal([]);
  });

  it('lets the server know of an abort: its connector sees its own', async () => {
    const port = await serveTls(['localhost']);
    const relay = await Relay.to(port);
    const { client, facade } = clientOf([relay.port], {
      tls: { ca: authority.cert, servername: 'localhost' },
    });
    const controller = new AbortController();
    const id = 'wait for abort over TLS';
    const [entered, aborted] = [ledger.next('entered', id), ledger.next('aborted', id)];
    const failed = failureOf(
      facade.create(ObjectClass.ACCOUNT, [new Name(id)], { signal: controller.signal }),
    );
    await entered;
    const reason = new Error('no longer wanted');
    controller.abort(reason);
    expect(await failed).to.equal(reason);
    await aborted;
    client.close();
    await relay.close();
  });
});

import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { ConfigurationException, IllegalArgumentException } from '@icf-ts/framework';
import { expect } from 'chai';
import type { CertificateReport } from '#src/server/access/certificates.js';
import { ClientKeys } from '#src/server/access/client-keys.js';
import type { ConnectorServer } from '#src/server/connector-server.js';
import { facadeOf, failureOf, hashOf, identity, secret, Stage, tlsFile, tlsText } from './hosts.js';

const ca = tlsText('authority.pem');

describe('a renewed certificate', () => {
  const stage = new Stage();
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'icf-certificates-'))));
  afterEach(() => rm(folder, { recursive: true }));

  const serve = async (): Promise<ConnectorServer> =>
    stage.serve(new ClientKeys([{ name: 'one', keys: [await hashOf('k')] }]), { tls: identity('server') });
  const filesOf = (name: string, keyOf = name): { certificate: string; key: string } => ({
    certificate: tlsFile(`${name}.pem`),
    key: tlsFile(`${keyOf}-key.pem`),
  });
  /** The unit in the subject of the certificate that new connections meet. */
  const unit = async ({ port }: ConnectorServer): Promise<unknown> => {
    const socket = connect({ port, host: '127.0.0.1', ca });
    await once(socket, 'secureConnect');
    const { OU } = socket.getPeerCertificate().subject;
    socket.destroy();
    return OU;
  };

  it('meets new connections, and does not disturb those that there are', async () => {
    const server = await serve();
    const told: CertificateReport[] = [];
    server.events.on('certificateRenewed', (report) => told.push(report));
    const facade = facadeOf(await stage.meet(server, 'k', { tls: { ca } }));
    await facade.test();
    expect(await unit(server)).to.equal(undefined);
    await server.reloadCertificates(filesOf('renewed'));
    expect(await unit(server)).to.equal('renewed');
    await facade.test();
    expect(told).to.have.length(1);
    expect(told[0]!.subject).to.contain('OU=renewed');
    expect(told[0]!.validTo.getTime()).to.be.greaterThan(Date.now());
  });

  it('that cannot be used leaves the former at work, and is told with the reason', async () => {
    const server = await serve();
    const refused: Error[] = [];
    server.events.on('certificateRefused', (error) => refused.push(error));
    const garbage = join(folder, 'garbage.pem');
    await writeFile(garbage, 'certainly no certificate');
    for (const [files, words] of [
      [filesOf('renewed', 'server'), 'cannot be used'],
      [filesOf('expired'), 'it was good until'],
      [{ ...filesOf('renewed'), certificate: garbage }, 'cannot be used'],
      [{ ...filesOf('renewed'), ca: garbage }, 'cannot be used'],
      [{ ...filesOf('renewed'), key: join(folder, 'missing.pem') }, 'ENOENT'],
      [
        { ...filesOf('server'), key: tlsFile('server-key-encrypted.pem'), passphrase: secret('no') },
        'cannot be used',
      ],
    ] as const) {
      const failure = await failureOf(server.reloadCertificates(files));
      expect(failure).to.be.instanceOf(ConfigurationException);
      expect(failure.message).to.contain(words);
      expect(refused.at(-1)).to.equal(failure);
      expect(await unit(server)).to.equal(undefined);
    }
    const passphrase = secret('correct-horse-of-the-tests');
    await server.reloadCertificates({
      certificate: tlsFile('server.pem'),
      key: tlsFile('server-key-encrypted.pem'),
      passphrase,
    });
  });

  it('needs no passphrase because the former had one', async () => {
    const server = await stage.serve(new ClientKeys([{ name: 'one', keys: [await hashOf('k')] }]), {
      tls: {
        cert: tlsText('server.pem'),
        key: tlsText('server-key-encrypted.pem'),
        passphrase: 'correct-horse-of-the-tests',
      },
    });
    await server.reloadCertificates(filesOf('renewed'));
    expect(await unit(server)).to.equal('renewed');
    server.setSecureContext({ ciphers: 'HIGH' });
    expect(await unit(server)).to.equal(undefined);
  });

  it('is found by watching its files; half of a change is not taken', async () => {
    const server = await serve();
    const files = { certificate: join(folder, 'server.pem'), key: join(folder, 'server-key.pem') };
    await copyFile(tlsFile('server.pem'), files.certificate);
    await copyFile(tlsFile('server-key.pem'), files.key);
    const end = server.watchCertificates(files, { intervalMs: 10 });
    const next = (event: string): Promise<unknown> => once(server.events as never, event);
    const refused = next('certificateRefused');
    await copyFile(tlsFile('renewed.pem'), files.certificate);
    await refused;
    expect(await unit(server)).to.equal(undefined);
    const renewed = next('certificateRenewed');
    await copyFile(tlsFile('renewed-key.pem'), files.key);
    await renewed;
    expect(await unit(server)).to.equal('renewed');
    end();
  });

  it('needs a server with TLS', async () => {
    const server = await stage.serve(new ClientKeys([{ name: 'one', keys: [await hashOf('k')] }]));
    const failure = await failureOf(server.reloadCertificates(filesOf('renewed')));
    expect(failure).to.be.instanceOf(IllegalArgumentException);
  });
});

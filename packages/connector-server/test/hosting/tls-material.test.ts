import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { GuardedString } from '@icf-ts/framework';
import { expect } from 'chai';
import { certificateProblem, readTls } from '#src/hosting/tls/tls-material.js';
import { HostFolder } from './host-folder.js';

const DAY_MS = 86_400_000;

describe('certificates of a server', () => {
  const folder = new HostFolder();
  before(async () => {
    await folder.open();
    for (const name of ['first.crt', 'first.key', 'renewed.key', 'first.p12', 'legacy.p12'])
      await folder.fixture(name);
  });
  after(() => folder.close());

  const failure = async (settings: Parameters<typeof readTls>[0]): Promise<string> =>
    readTls(settings).then(
      () => expect.fail('no failure'),
      ({ message }: Error) => message,
    );
  const passphrase = new GuardedString('of-the-test');

  it('come from PEM files or from a PKCS#12 file, and are shown', async () => {
    const pem = await readTls({ certificate: folder.of('first.crt'), key: folder.of('first.key') });
    const pfx = await readTls({ keyStore: folder.of('first.p12'), passphrase });
    expect(pem.certificate!.subject).to.equal('CN=connectors.example.org');
    expect(pfx.certificate!.fingerprint256).to.equal(pem.certificate!.fingerprint256);
  });

  it('that do not fit are told apart, and no passphrase is shown', async () => {
    const certificate = folder.of('first.crt');
    expect(await failure({ certificate, key: folder.of('renewed.key') })).to.match(
      /renewed\.key is not that of the certificate/,
    );
    expect(await failure({ certificate, key: certificate })).to.match(/cannot be used for TLS/);
    expect(await failure({ certificate, key: folder.of('nope') })).to.match(/nope does not exist/);
    const wrong = await failure({ keyStore: folder.of('first.p12'), passphrase: new GuardedString('guess') });
    expect(wrong)
      .to.match(/passphrase does not open .*first\.p12/)
      .and.not.include('guess');
    expect(await failure({ keyStore: folder.of('legacy.p12'), passphrase })).to.match(
      /old versions of Java.*keytool/,
    );
  });

  it('have a beginning and an end', async () => {
    const certificate = new X509Certificate(await readFile(folder.of('first.crt')));
    const endMs = Date.parse(certificate.validTo);
    const at = (nowMs: number): ReturnType<typeof certificateProblem> =>
      certificateProblem(certificate, nowMs);
    expect(at(endMs - 31 * DAY_MS)).to.equal(undefined);
    expect(at(endMs - 29.5 * DAY_MS))
      .to.include({ severity: 'warning' })
      .with.property('message')
      .that.includes('in 29 days');
    expect(at(endMs + 1))
      .to.include({ severity: 'error' })
      .with.property('message')
      .that.includes('expired');
    expect(at(Date.parse(certificate.validFrom) - 1)).to.include({ severity: 'error' });
  });
});

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** A certificate for an org on 127.0.0.1, also as a file: how clients are told whom to trust. */
export interface OrgCertificate {
  readonly tls: { readonly cert: string; readonly key: string };
  readonly file: string;
  remove(): Promise<void>;
}

export async function orgCertificate(): Promise<OrgCertificate> {
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'Emulated org' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'subjectAltName', altNames: [{ type: 7, ip: '127.0.0.1' }] },
    ],
  });
  const folder = await mkdtemp(join(tmpdir(), 'icf-certify-'));
  const file = join(folder, 'org.pem');
  await writeFile(file, cert);
  return { tls: { cert, key }, file, remove: () => rm(folder, { recursive: true, force: true }) };
}

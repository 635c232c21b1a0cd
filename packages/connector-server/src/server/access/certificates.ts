import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { unwatchFile, watchFile } from 'node:fs';
import { createSecureContext, type SecureContextOptions } from 'node:tls';
import { ConfigurationException, type GuardedString } from '@icf-ts/framework';

/** Where a server's certificate is, in PEM. */
export interface CertificateFiles {
  /** The certificate, and those between it and its root. */
  readonly certificate: string;
  readonly key: string;
  readonly passphrase?: GuardedString;
  /** The authority of client certificates. */
  readonly ca?: string;
}

/** What is told of a certificate: never its key. */
export interface CertificateReport {
  readonly subject: string;
  readonly fingerprint256: string;
  readonly validTo: Date;
}

/**
 * Reads certificate files and proves that they can be used: the key fits, and the time is right.
 * @throws ConfigurationException saying what is wrong with which file
 */
export async function readCertificates(
  files: CertificateFiles,
): Promise<{ readonly context: SecureContextOptions; readonly report: CertificateReport }> {
  const [cert, key, ca] = await Promise.all([
    read(files.certificate),
    read(files.key),
    files.ca === undefined ? undefined : read(files.ca),
  ]);
  const passphrase = files.passphrase?.access((clear) => clear);
  const context = {
    cert,
    key,
    ...(ca ? { ca } : {}),
    ...(passphrase === undefined ? {} : { passphrase }),
  };
  try {
    createSecureContext(context);
    // What is no certificate would be passed over in silence, and every client refused.
    if (ca) new X509Certificate(ca);
    const { subject, fingerprint256, validFrom, validTo } = new X509Certificate(cert);
    const now = Date.now();
    if (now < Date.parse(validFrom)) throw new Error(`it is good from ${validFrom} only`);
    if (now > Date.parse(validTo)) throw new Error(`it was good until ${validTo}`);
    return {
      context,
      report: { subject: subject.replaceAll('\n', ', '), fingerprint256, validTo: new Date(validTo) },
    };
  } catch (cause) {
    throw new ConfigurationException(
      `The certificate ${files.certificate} with the key ${files.key} cannot be used: ${(cause as Error).message}.`,
      { cause },
    );
  }
}

/** Calls back when one of the files may have changed, links and renamed files included; the function returned ends it. */
export function watchFiles(
  files: CertificateFiles,
  changed: () => void,
  { intervalMs }: { readonly intervalMs: number },
): () => void {
  const paths = [files.certificate, files.key, files.ca].filter((path) => path !== undefined);
  const listener = (): void => changed();
  for (const path of paths) watchFile(path, { interval: intervalMs, persistent: false }, listener);
  return () => {
    for (const path of paths) unwatchFile(path, listener);
  };
}

async function read(path: string): Promise<Buffer> {
  try {
    return await readFile(path);
  } catch (cause) {
    throw new ConfigurationException(`The file ${path} cannot be read: ${(cause as Error).message}.`, {
      cause,
    });
  }
}

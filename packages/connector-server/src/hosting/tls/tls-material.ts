import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { createSecureContext, type TlsOptions } from 'node:tls';
import { ConfigurationException } from '@icf-ts/framework';
import type { TlsSettings } from '../configuration/host-settings.js';

/** What TLS runs with, read and tried out. */
export interface TlsMaterial {
  readonly options: TlsOptions;
  /** The server's own certificate; absent where a key store does not show it. */
  readonly certificate?: X509Certificate;
}

/** The files that the settings name. */
export const tlsFiles = ({
  certificate,
  key,
  keyStore,
  clientCertificates,
}: TlsSettings): readonly string[] =>
  [certificate, key, keyStore, clientCertificates?.ca].filter((file) => file !== undefined);

/** @throws ConfigurationException saying which file is at fault, and what to do */
export async function readTls(settings: TlsSettings): Promise<TlsMaterial> {
  const { certificate, key, keyStore, passphrase, clientCertificates, minVersion } = settings;
  const own = keyStore
    ? { pfx: await content(keyStore) }
    : { cert: await content(certificate!), key: await content(key!) };
  const options: TlsOptions = {
    ...own,
    ...(passphrase ? { passphrase: passphrase.access((clear) => clear) } : {}),
    ...(minVersion ? { minVersion } : {}),
    ...(clientCertificates
      ? {
          ca: await content(clientCertificates.ca),
          requestCert: true,
          rejectUnauthorized: clientCertificates.required ?? true,
        }
      : {}),
  };
  try {
    const shown = shownCertificate(createSecureContext(options).context, options.cert as Buffer | undefined);
    return { options, ...(shown ? { certificate: shown } : {}) };
  } catch (cause) {
    throw new ConfigurationException(explained(cause as NodeJS.ErrnoException, settings), { cause });
  }
}

async function content(file: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'does not exist' : `cannot be read: ${code}`;
    throw new ConfigurationException(`The file ${file} ${why}.`, { cause });
  }
}

/** Node tells a key store's certificate only through the context itself. */
function shownCertificate(context: unknown, pem: Buffer | undefined): X509Certificate | undefined {
  const der = pem ?? (context as { getCertificate?: () => Buffer | undefined }).getCertificate?.();
  return der && new X509Certificate(der);
}

const PASSPHRASE =
  /mac verify failure|bad decrypt|bad password|interrupted or cancelled|problems getting password/i;

function explained({ message }: Error, { certificate, key, keyStore }: TlsSettings): string {
  const file = keyStore ?? key!;
  if (PASSPHRASE.test(message)) return `The passphrase does not open ${file}. Check tls.passphrase.`;
  if (/key values mismatch/i.test(message))
    return `The key ${key} is not that of the certificate ${certificate}.`;
  if (/unsupported/i.test(message) && keyStore) {
    return (
      `${keyStore} is enciphered as old versions of Java did it, which OpenSSL 3 refuses. Write it anew with Java 17 or later: ` +
      `keytool -importkeystore -srckeystore ${keyStore} -destkeystore ${keyStore}.new -deststoretype PKCS12`
    );
  }
  const files = keyStore ?? `${certificate} and ${key}`;
  return `${files} cannot be used for TLS: ${message}. Both must be PEM files; a PKCS#12 file is named by tls.keyStore.`;
}

const DAY_MS = 86_400_000;
const SOON_DAYS = 30;

/** What is wrong with the certificate's dates: an error for one that no client accepts, a warning for the near end. */
export function certificateProblem(
  { validFrom, validTo }: X509Certificate,
  nowMs = Date.now(),
): { readonly severity: 'error' | 'warning'; readonly message: string } | undefined {
  const leftDays = Math.floor((Date.parse(validTo) - nowMs) / DAY_MS);
  if (Date.parse(validFrom) > nowMs) {
    return {
      severity: 'error',
      message: `The certificate is not valid before ${validFrom}. Is the clock right?`,
    };
  }
  if (leftDays < 0) {
    return { severity: 'error', message: `The certificate expired on ${validTo}. Renew it.` };
  }
  if (leftDays < SOON_DAYS) {
    return {
      severity: 'warning',
      message: `The certificate expires on ${validTo}, in ${leftDays} days. Renew it.`,
    };
  }
  return undefined;
}

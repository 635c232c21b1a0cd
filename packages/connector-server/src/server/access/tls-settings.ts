import type { SecureVersion, TlsOptions } from 'node:tls';
import { ConfigurationException } from '@icf-ts/framework';

const OLD: readonly (SecureVersion | undefined)[] = ['TLSv1', 'TLSv1.1'];

/**
 * TLS options with the floor that this server does not go below.
 * @throws ConfigurationException for a version before 1.2, or client certificates without the authority that signs them
 */
export function checkedTls(options: TlsOptions): TlsOptions {
  if (OLD.includes(options.minVersion) || OLD.includes(options.maxVersion) || options.secureProtocol) {
    throw new ConfigurationException(
      'This server speaks TLS 1.2 and above: leave out secureProtocol, and set minVersion to TLSv1.2 or TLSv1.3.',
    );
  }
  if (options.requestCert && options.ca === undefined) {
    throw new ConfigurationException(
      'To ask for client certificates, give the authority that signs them as ca: ' +
        'without it every public authority of this world would be trusted.',
    );
  }
  return { minVersion: 'TLSv1.2', ...options };
}

import type { GuardedString, VersionPolicy } from '@icf-ts/framework';
import type { ObservationSettings } from '../../observing/observation-settings.js';
import type { ProtocolLimits } from '../../protocol/limits.js';
import type { Dialect } from '../../protocol/rows/row.js';
import type { ClientSettings } from '../../server/access/client-settings.js';
import type { ConnectorServerOptions } from '../../server/server-options.js';

/** What a connector server runs with: the configuration file, checked, with all references and paths resolved. */
export interface HostSettings extends ObservationSettings {
  readonly server?: ServerSettings;
  readonly tls?: TlsSettings;
  readonly clients: readonly ClientSettings[];
  readonly bundles?: BundleSettings;
  readonly aliases?: Readonly<Record<string, string>>;
}

type Unit = Omit<ConnectorServerOptions, 'connectors' | 'keyHash' | 'clients' | 'tls' | 'limits'>;

export interface ServerSettings extends Unit {
  /** Of clients without a dialect of their own. */
  readonly dialect?: Dialect;
  readonly limits?: Partial<ProtocolLimits>;
}

/** Either `certificate` and `key`, in PEM, or `keyStore`, a PKCS#12 file. All are paths. */
export interface TlsSettings {
  readonly certificate?: string;
  readonly key?: string;
  readonly keyStore?: string;
  readonly passphrase?: GuardedString;
  readonly clientCertificates?: { readonly ca: string; readonly required?: boolean };
  readonly minVersion?: 'TLSv1.2' | 'TLSv1.3';
}

export interface BundleSettings {
  readonly directory?: string;
  readonly watch?: boolean;
  /** Names of installed packages. */
  readonly packages?: readonly string[];
  readonly versions?: VersionPolicy;
}

import type { Problem, SourceDocument } from '@icf-ts/connector-server/configuration';

/** `icf.yaml`, checked, with references resolved and paths made absolute. */
export interface IcfConfiguration {
  readonly file: string;
  readonly default?: string;
  readonly connectors: Readonly<Record<string, ConnectorSettings>>;
  readonly repository?: RepositorySettings;
  /** Checked as far as the table goes; provisioning compiles them when they are wanted. */
  readonly jobs?: Readonly<Record<string, unknown>>;
  readonly document: SourceDocument;
  /** The file as it is. */
  readonly text: string;
  /** Paths (as text) of values that came from the environment or from files. */
  readonly referenced: ReadonlySet<string>;
  /** References of connectors that lead nowhere: told when the connector is wanted. */
  readonly lacking: readonly Problem[];
  /** Keeps nobody from working, but should be told. */
  readonly warnings: readonly Problem[];
}

/** One of the two; `folder` is a path. */
export interface RepositorySettings {
  readonly folder?: string;
  readonly url?: string;
}

export interface ConnectorSettings {
  readonly bundle?: string;
  readonly connector?: string;
  readonly version?: string;
  /** A path. */
  readonly provisioner?: string;
  readonly configuration?: Readonly<Record<string, unknown>>;
  readonly pool?: Readonly<Record<string, number>>;
  readonly resultsHandlers?: Readonly<Record<string, boolean>>;
  readonly timeoutsMs?: Readonly<Record<string, number>>;
  readonly remote?: RemoteSettings;
}

export interface RemoteSettings {
  readonly host: string;
  readonly port?: number;
  readonly key: string;
  readonly tls?: RemoteTls;
  readonly connectTimeoutMs?: number;
  readonly readTimeoutMs?: number;
  readonly dialect?: 'auto' | 'connid' | 'openicf';
}

/** `ca`, `certificate` and `key` are paths. */
export interface RemoteTls {
  readonly ca?: string;
  readonly certificate?: string;
  readonly key?: string;
  readonly passphrase?: string;
  readonly servername?: string;
}

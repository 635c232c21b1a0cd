import type { Dialect } from '../../protocol/rows/row.js';

export interface ClientSettings {
  readonly name: string;
  /** Hashes of the keys that are good now: `scrypt$N$r$p$salt$hash` or `sha1$base64`. */
  readonly keys: readonly string[];
  readonly certificate?: string;
  readonly addresses?: readonly string[];
  readonly dialect?: Dialect;
  readonly access?: readonly AccessRule[];
}

export interface AccessRule {
  readonly bundles?: readonly string[];
  readonly connectors?: readonly string[];
  readonly objectClasses?: readonly string[];
  readonly operations?: readonly string[];
  readonly readOnly?: boolean;
}

import type { Dialect } from '../../protocol/rows/row.js';

/** What an operator says of one client. */
export interface ClientSettings {
  /** What logs, audit, metrics and refusals call it. */
  readonly name: string;
  /**
   * Hashes of the keys that are good now, several while a key is being changed: `scrypt$N$r$p$salt$hash` (see `hashKey`)
   * or `sha1$base64`, the form of a Java server's properties file.
   */
  readonly keys: readonly string[];
  /**
   * Only with a certificate of this subject or SHA-256 fingerprint. A subject may be a part of the whole one: `CN=midpoint`
   * is met by `O=Example, CN=midpoint`.
   */
  readonly certificate?: string;
  /** Only from these addresses: IP or CIDR. */
  readonly addresses?: readonly string[];
  readonly dialect?: Dialect;
  /** A call must match one of these; without the list everything is allowed, with an empty one nothing. */
  readonly access?: readonly AccessRule[];
}

/** What a rule does not mention it does not limit. Names of bundles, connectors and object classes may have `*` in them. */
export interface AccessRule {
  /** Names of bundles as the server has them; an alias that a client uses counts as the connector that it stands for. */
  readonly bundles?: readonly string[];
  readonly connectors?: readonly string[];
  /**
   * Without regard to case. `__ALL__` is every class at once: it takes `__ALL__` or `*`, in so many words. An operation
   * without an object class (`schema`, `test`, …) is judged without this list; a script, which may reach every object, is
   * allowed only where the same rule names it in `operations`.
   */
  readonly objectClasses?: readonly string[];
  /**
   * Names of the OPERATIONS table. `update` and `updateDelta` are one permission in two forms: either stands for both.
   * `search` includes `get`, not the other way round.
   */
  readonly operations?: readonly string[];
  /** No operation that writes; scripts count as writing. */
  readonly readOnly?: boolean;
}

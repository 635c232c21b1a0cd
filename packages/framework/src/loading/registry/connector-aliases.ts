import type { ConnectorKey } from '../../api/connector-key.js';
import { ConfigurationException } from '../../common/errors/exceptions.js';
import { KeyPattern, parseKey } from './key-pattern.js';
import { compareVersions } from '../version-range.js';

/** Foreign name or key pattern (see KeyPattern) → the connector of ours, as a key or as `bundle/version/connector`. */
export type Aliases = Readonly<Record<string, ConnectorKey | string>>;

interface Claim {
  readonly pattern: KeyPattern;
  readonly target: ConnectorKey;
  /** Whose alias it is; undefined for one that the application configured. */
  readonly owner?: object;
}

/** The names under which connectors of ours are found beside their keys. Patterns are found, never listed. */
export class ConnectorAliases {
  readonly #claims: Claim[] = [];

  constructor(configured: Aliases = {}) {
    for (const [text, target] of Object.entries(configured)) {
      const claim = {
        pattern: new KeyPattern(text),
        target: typeof target === 'string' ? parseKey(target) : target,
      };
      this.#refuse(claim, [claim.target]);
      this.#claims.push(claim);
    }
  }

  /**
   * Takes over the aliases that a bundle declares, all or none.
   * @param owner what `remove` is told later
   * @param declared pairs of alias and key of the bundle's connector
   * @param added keys of all connectors of the bundle
   * @param present keys of the connectors loaded before
   * @throws ConfigurationException when an alias is claimed by another connector, or is the key of a real one
   */
  add(
    owner: object,
    declared: readonly (readonly [alias: string, key: ConnectorKey])[],
    added: readonly ConnectorKey[],
    present: readonly ConnectorKey[],
  ): void {
    for (const claim of this.#claims) refuseReal(claim, added);
    const claims = declared.map(([alias, target]) => ({ pattern: new KeyPattern(alias), target, owner }));
    for (const [at, claim] of claims.entries())
      this.#refuse(claim, [...present, ...added], claims.slice(0, at));
    this.#claims.push(...claims);
  }

  remove(owner: object): void {
    const kept = this.#claims.filter((claim) => claim.owner !== owner);
    this.#claims.splice(0, Infinity, ...kept);
  }

  /**
   * The keys that `key` stands for, the best first: the most specific alias, then the newest version of the bundle
   * that declares it. The version asked for is another product's and says nothing about ours.
   */
  targets(key: ConnectorKey): readonly ConnectorKey[] {
    return this.#claims
      .filter(({ pattern }) => pattern.matches(key))
      .sort(
        (a, b) =>
          b.pattern.specificity - a.pattern.specificity ||
          compareVersions(b.target.bundleVersion, a.target.bundleVersion),
      )
      .map(({ target }) => target);
  }

  /** The aliases that are keys: a pattern says which keys it takes, not which there are. */
  keys(): readonly ConnectorKey[] {
    const exact = this.#claims.flatMap(({ pattern }) => (pattern.key ? [pattern.key] : []));
    return exact.filter((key, at) => exact.findIndex((other) => other.equals(key)) === at);
  }

  #refuse(claim: Claim, real: readonly ConnectorKey[], others: readonly Claim[] = []): void {
    refuseReal(claim, real);
    const rival = [...this.#claims, ...others].find(
      ({ pattern, target }) => pattern.text === claim.pattern.text && !sameConnector(target, claim.target),
    );
    if (rival) {
      throw new ConfigurationException(
        `Alias '${claim.pattern.text}' is claimed twice: by ${describe(rival)} and by ${describe(claim)}.`,
      );
    }
  }
}

function refuseReal(claim: Claim, keys: readonly ConnectorKey[]): void {
  const real = keys.find((key) => claim.pattern.matches(key));
  if (real) {
    throw new ConfigurationException(
      `Alias '${claim.pattern.text}' of ${describe(claim)} is the key of a real connector: ${real.toString()}.`,
    );
  }
}

/** Versions of one connector share their aliases. */
const sameConnector = (a: ConnectorKey, b: ConnectorKey): boolean =>
  a.bundleName === b.bundleName && a.connectorName === b.connectorName;

const describe = ({ target, owner }: Claim): string =>
  `${target.toString()} (${owner ? 'declared by the bundle' : 'configured by the application'})`;

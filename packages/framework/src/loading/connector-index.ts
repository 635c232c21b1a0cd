import type { ConnectorKey } from '../api/connector-key.js';
import { ConfigurationException, ConnectorException } from '../common/errors/exceptions.js';
import type { LocalConnector } from './local-connector.js';
import { compatibleRange, isVersionRange, newestMatch } from './version-range.js';

/** Connectors by key. A key whose version is empty or a range finds the newest that fits; an exact match goes first. */
export class ConnectorIndex implements Iterable<LocalConnector> {
  readonly #byKey = new Map<string, LocalConnector>();

  /** @throws ConfigurationException when a connector of that key is there already. */
  add(connector: LocalConnector): void {
    this.refuseKnown(connector.info.key);
    this.#byKey.set(connector.info.key.toString(), connector);
  }

  refuseKnown(key: ConnectorKey): void {
    if (this.#byKey.has(key.toString()))
      throw new ConfigurationException(`${key.toString()} is loaded already.`);
  }

  delete(key: ConnectorKey): void {
    this.#byKey.delete(key.toString());
  }

  find(key: ConnectorKey): LocalConnector | undefined {
    const exact = this.#byKey.get(key.toString());
    if (exact || !isVersionRange(key.bundleVersion)) return exact;
    return this.#newest(key, key.bundleVersion);
  }

  /** The newest of the key's major version, for a key whose own version is not here (any more). */
  findCompatible(key: ConnectorKey): LocalConnector | undefined {
    const range = compatibleRange(key.bundleVersion);
    return range === undefined ? undefined : this.#newest(key, range);
  }

  /** What to tell somebody who asked for a connector that is not here. */
  noSuchConnector(key: ConnectorKey, hint = ''): ConnectorException {
    const known = [...this.#byKey.keys()].join(', ') || 'none';
    return new ConnectorException(`No such connector: ${key.toString()}.${hint} Loaded: ${known}.`);
  }

  #newest(key: ConnectorKey, range: string): LocalConnector | undefined {
    const versions = [...this].filter(
      ({ info }) => info.key.bundleName === key.bundleName && info.key.connectorName === key.connectorName,
    );
    return newestMatch(versions, ({ info }) => info.key.bundleVersion, range);
  }

  [Symbol.iterator](): IterableIterator<LocalConnector> {
    return this.#byKey.values();
  }
}

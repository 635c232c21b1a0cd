import { ConnectorKey } from '../../api/connector-key.js';
import { ConfigurationException } from '../../common/errors/exceptions.js';

/**
 * Which keys an alias stands for: `connectorName` (in whatever bundle and version), or
 * `bundleName/bundleVersion/connectorName`, where `*` stands for any text. Versions of another product follow no rule
 * that we know (`1.5.20.26`, `[1.5,2)`), so they are compared as texts.
 */
export class KeyPattern {
  /** The full form; two patterns are the same when their texts are. */
  readonly text: string;
  /** Patterns that say more win over those that say less. */
  readonly specificity: number;
  /** The one key that the pattern stands for; undefined where it stands for any number. */
  readonly key: ConnectorKey | undefined;
  readonly #parts: readonly [RegExp, RegExp, RegExp];

  constructor(text: string) {
    const parts = text.includes('/') ? split(text) : ['*', '*', text];
    const [bundleName, bundleVersion, connectorName] = parts as [string, string, string];
    if (bundleName === '' || connectorName.replaceAll('*', '') === '') {
      throw new ConfigurationException(
        `Alias '${text}' does not name a connector. Write connectorName or bundleName/bundleVersion/connectorName.`,
      );
    }
    this.text = parts.join('/');
    this.specificity = this.text.replaceAll('*', '').length;
    this.key = this.text.includes('*')
      ? undefined
      : new ConnectorKey(bundleName, bundleVersion, connectorName);
    this.#parts = [glob(bundleName), glob(bundleVersion), glob(connectorName)];
  }

  matches(key: ConnectorKey): boolean {
    const [bundleName, bundleVersion, connectorName] = this.#parts;
    return (
      connectorName.test(key.connectorName) &&
      bundleName.test(key.bundleName) &&
      bundleVersion.test(key.bundleVersion)
    );
  }
}

/** Reads `bundleName/bundleVersion/connectorName`; the version may be empty or a range. */
export function parseKey(text: string): ConnectorKey {
  const [bundleName, bundleVersion, connectorName] = split(text);
  if (!bundleName || !connectorName) {
    throw new ConfigurationException(
      `'${text}' is not the key of a connector. Write bundleName/bundleVersion/connectorName.`,
    );
  }
  return new ConnectorKey(bundleName, bundleVersion, connectorName);
}

/** From the right: the name of a bundle may hold a slash, as scoped packages do. */
function split(text: string): [string, string, string] {
  const name = text.lastIndexOf('/');
  const version = text.lastIndexOf('/', name - 1);
  return [
    text.slice(0, Math.max(version, 0)),
    text.slice(version + 1, Math.max(name, 0)),
    text.slice(name + 1),
  ];
}

const glob = (text: string): RegExp =>
  new RegExp(
    `^${text
      .split('*')
      .map((part) => part.replace(/[\\^$.|?+()[\]{}]/g, '\\$&'))
      .join('[^]*')}$`,
  );

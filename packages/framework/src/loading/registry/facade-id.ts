import { createHmac, randomBytes } from 'node:crypto';
import type { APIConfiguration } from '../../api/api-configuration.js';
import { coerceProperty } from '../../api/coerce-property.js';
import type { ConnectorKey } from '../../api/connector-key.js';
import { Script } from '../../common/script.js';
import { GuardedByteArray } from '../../common/security/guarded-byte-array.js';
import { GuardedString } from '../../common/security/guarded-string.js';
import { FilePath, Uri } from '../../common/values/texts.js';

/** Of this process and never written anywhere, so that an id tells nothing to who knows likely secrets. */
const KEY = randomBytes(32);
const digest = (data: string | Uint8Array): string =>
  createHmac('sha256', KEY).update(data).digest('base64url');

/**
 * One text for one connector with one configuration, whatever the order of its properties. It is a digest: neither a
 * secret nor anything else of the configuration can be read from it, and it is short however long the configuration.
 */
export function facadeId(key: ConnectorKey, configuration: APIConfiguration): string {
  return digest(
    JSON.stringify([
      key.bundleName,
      key.bundleVersion,
      key.connectorName,
      [...configuration.properties]
        .map(({ name, type, value }) => [name, type, canonical(coerceProperty(type, value) ?? value)])
        .sort(byName),
      [...configuration.supportedOperations].sort(),
      configuration.connectorPoolingSupported,
      Object.entries(configuration.pool).sort(byName),
      Object.entries(configuration.resultsHandlers).sort(byName),
      [...configuration.timeoutsMs].sort(byName),
      configuration.instanceName,
      configuration.producerBufferSize,
    ]),
  );
}

const byName = ([a]: readonly unknown[], [b]: readonly unknown[]): number =>
  String(a) < String(b) ? -1 : String(a) > String(b) ? 1 : 0;

function canonical(value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value === 'number' || typeof value === 'bigint') return [typeof value, String(value)];
  if (typeof value !== 'object') return value;
  if (value instanceof GuardedString) return ['secret', value.access(digest)];
  if (value instanceof GuardedByteArray) return ['secret', value.access(digest)];
  if (value instanceof Script) return [value.language, value.text];
  if (value instanceof Uri || value instanceof FilePath) return value.toString();
  return ['object', identity(value)];
}

/** A value whose content we cannot read is like no other: better two facades than a wrong one. */
function identity(value: object): number {
  const known = identities.get(value);
  if (known !== undefined) return known;
  identities.set(value, ++lastIdentity);
  return lastIdentity;
}
const identities = new WeakMap<object, number>();
let lastIdentity = 0;

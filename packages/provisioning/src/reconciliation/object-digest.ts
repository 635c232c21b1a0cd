import { hash } from 'node:crypto';
import type { AttributeValue, ConnectorObject, NestedValue } from '@icf-ts/framework';

/** A short text that is the same for objects with the same values under the same job. */
export function objectDigest(object: ConnectorObject, fingerprint: string): string {
  const attributes = [...object.attributes]
    .map(({ name, values }) => [name.toLowerCase(), values?.map(plain) ?? null] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return hash('sha256', fingerprint + JSON.stringify(attributes), 'base64url').slice(0, 22);
}

/** A value as JSON can tell it from others. */
function plain(value: AttributeValue | NestedValue): unknown {
  if (value === null || typeof value !== 'object') {
    return typeof value === 'bigint' ? ['bigint', String(value)] : value;
  }
  if (value instanceof Uint8Array) return ['bytes', Buffer.from(value).toString('base64')];
  if (value instanceof Map) return [...value].map(([name, nested]) => [name, plain(nested as NestedValue)]);
  if (Array.isArray(value)) return value.map((nested) => plain(nested as NestedValue));
  return [value.constructor.name, String(value)];
}

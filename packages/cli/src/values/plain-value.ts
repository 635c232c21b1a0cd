import type { ConnectorObject } from '@icf-ts/framework';
import {
  ConnectorObjectReference,
  type Attribute,
  type ConnectorObjectIdentification,
  type ObjectClassInfo,
} from '@icf-ts/framework';

/** What JSON.stringify can write. */
export type Plain = string | number | boolean | null | readonly Plain[] | { readonly [name: string]: Plain };

/** A value as JSON has it: long numbers beyond 53 bits and decimals as texts, bytes in base64, secrets hidden. */
export function plainValue(value: unknown): Plain {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) ? value : String(value);
    case 'bigint':
      return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
    default:
      break;
  }
  if (value === null || value === undefined) return null;
  if (Array.isArray(value)) return value.map(plainValue);
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (value instanceof Map)
    return Object.fromEntries(
      [...(value as Map<string, unknown>)].map(([key, item]) => [key, plainValue(item)]),
    );
  if (value instanceof ConnectorObjectReference) return plainReference(value.value);
  const json = (value as { toJSON?(): unknown }).toJSON?.();
  return typeof json === 'number' ? json : String(json ?? value);
}

const plainReference = (value: ConnectorObject | ConnectorObjectIdentification): Plain => ({
  ...(value.objectClass ? { objectClass: value.objectClass.type } : {}),
  ...Object.fromEntries([...value.attributes].map((item) => [item.name, plainAttribute(item)])),
});

/** One value alone, several as a list; a list always where the schema says that there may be several. */
export function plainAttribute({ name, values }: Attribute, schema?: ObjectClassInfo): Plain {
  if (values === null) return null;
  if (schema?.attribute(name)?.isMultiValued) return values.map(plainValue);
  return values.length === 1 ? plainValue(values[0]) : values.length === 0 ? null : values.map(plainValue);
}

/** Attribute name → value, `__UID__` and `__NAME__` first. */
export type Row = Readonly<Record<string, Plain>>;

export function rowOf(object: ConnectorObject, schema?: ObjectClassInfo): Row {
  const row: Record<string, Plain> = { __UID__: object.uid.value, __NAME__: object.name.value };
  for (const item of object.attributes) row[item.name] = plainAttribute(item, schema);
  return row;
}

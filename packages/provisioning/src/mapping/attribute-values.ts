import { lookupText, type AttributeValue, type NestedValue } from '@icf-ts/framework';
import type { JsonObject, JsonValue } from '../repository/identity.js';
import { MappingError } from './identity-mapping.js';

/**
 * A value of an attribute as JSON: maps become objects, date-times and the number classes the texts that they print,
 * bytes base64, whole numbers beyond what JSON keeps exactly their digits.
 * @throws MappingError for a secret or a reference.
 */
export function jsonOfValue(value: NestedValue, attribute: string): JsonValue {
  switch (typeof value) {
    case 'string':
    case 'boolean':
    case 'number':
      return value;
    case 'bigint':
      return Number.isSafeInteger(Number(value)) ? Number(value) : String(value);
  }
  if (value === null) return null;
  if (Array.isArray(value)) return value.map((item: NestedValue) => jsonOfValue(item, attribute));
  if (value instanceof Map) {
    return Object.fromEntries(
      [...(value as ReadonlyMap<string, NestedValue>)].map(([key, item]) => [
        key,
        jsonOfValue(item, attribute),
      ]),
    );
  }
  const text = lookupText(value as Exclude<AttributeValue, null>);
  if (text !== undefined) return text;
  throw new MappingError(
    `Attribute '${attribute}' holds a secret or a reference, which no identity can hold.`,
  );
}

/** JSON as a value of an attribute: objects become maps. */
export function valueOfJson(value: JsonValue): AttributeValue {
  if (typeof value !== 'object' || value === null) return value;
  return new Map(Object.entries(value as JsonObject).map(([key, item]) => [key, nestedOf(item)]));
}

const nestedOf = (value: JsonValue): NestedValue =>
  Array.isArray(value) ? (value as readonly JsonValue[]).map(nestedOf) : valueOfJson(value);

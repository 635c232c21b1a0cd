import { coerceProperty } from '../../api/coerce-property.js';
import type { JsonSchema } from '../../common/schema/object-class-schema.js';
import type { PropertyMetadata } from '../../spi/metadata.js';

/** What of a property its JSON Schema is made from; a remote connector tells no more than the type. */
export type SchemaSource = Pick<
  PropertyMetadata,
  'required' | 'confidential' | 'minimum' | 'maximum' | 'allowedValues' | 'allowedValuesOpenness'
> & { readonly type: string };

const text = { type: 'string' };
/** A long may be a text, because JSON readers round whole numbers beyond 53 bits. */
const long = { type: ['integer', 'string'], pattern: '^-?\\d+$' };
const char = { type: 'string', minLength: 1, maxLength: 1 };
const double = { type: 'number' };
const MAX_FLOAT = 3.4028234663852886e38;
const float = { type: 'number', minimum: -MAX_FLOAT, maximum: MAX_FLOAT };
const int = { type: 'integer', minimum: -(2 ** 31), maximum: 2 ** 31 - 1 };
const flag = { type: 'boolean' };

/** ICF type → JSON Schema of its JSON form. */
const JSON_TYPES: Readonly<Record<string, JsonSchema>> = {
  String: text,
  long,
  Long: long,
  char,
  Character: char,
  double,
  Double: double,
  float,
  Float: float,
  int,
  Integer: int,
  boolean: flag,
  Boolean: flag,
  // Java's URI may be relative.
  URI: { type: 'string', format: 'uri-reference' },
  File: { type: 'string', pattern: '^[^\\u0000]*$' },
  GuardedString: { type: 'string', format: 'password', writeOnly: true },
  GuardedByteArray: { type: 'string', contentEncoding: 'base64', writeOnly: true },
  Script: {
    type: 'object',
    required: ['language', 'text'],
    additionalProperties: false,
    properties: { language: { type: 'string', minLength: 1 }, text },
  },
};

const SECRETS = new Set(['GuardedString', 'GuardedByteArray']);

export const scalarOf = (type: string): string => (type.endsWith('[]') ? type.slice(0, -2) : type);
export const isSecret = ({ type, confidential }: SchemaSource): boolean =>
  confidential === true || SECRETS.has(scalarOf(type));
export const isClosed = ({ allowedValues, allowedValuesOpenness }: SchemaSource): boolean =>
  allowedValues !== undefined && allowedValuesOpenness !== 'OPEN';

/** A form sends an empty text for a list from which nothing was chosen: the default stays. */
export const isUnchosen = (property: SchemaSource, value: unknown): boolean =>
  value === '' && isClosed(property) && property.required !== true && !property.allowedValues!.includes('');

/** The JSON Schema of one property's values. Never says which secrets are allowed. */
export function propertySchema(property: SchemaSource): JsonSchema {
  const { type, minimum, maximum, allowedValues, required } = property;
  const base = JSON_TYPES[scalarOf(type)] ?? {};
  const scalar: JsonSchema = {
    ...base,
    ...(minimum === undefined ? {} : { minimum: Math.max(minimum, Number(base['minimum'] ?? -Infinity)) }),
    ...(maximum === undefined ? {} : { maximum: Math.min(maximum, Number(base['maximum'] ?? Infinity)) }),
    ...(isClosed(property) && !isSecret(property) ? { enum: allowedValues } : {}),
  };
  if (type.endsWith('[]')) return { type: 'array', items: scalar, ...(required ? { minItems: 1 } : {}) };
  return required && scalar['type'] === 'string' ? { minLength: 1, ...scalar } : scalar;
}

/** The JSON form of a value that fits its type. Secrets become a placeholder of the same emptiness. */
export function jsonForm(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(jsonForm);
  if (typeof value !== 'object' || value === null) return value;
  if ('access' in value) {
    const { access } = value as { access(use: (clear: { length: number }) => boolean): boolean };
    return access.call(value, (clear) => clear.length > 0) ? '[secret]' : '';
  }
  if ('text' in value && 'language' in value) return { language: value.language, text: value.text };
  return String(value);
}

/** Whether a value is among the allowed ones, for secrets that a JSON Schema must not list. */
export function isAllowed(property: SchemaSource, value: unknown): boolean {
  const { allowedValues = [] } = property;
  const texts = allowedValues.map(String);
  if (typeof value === 'object' && value !== null && 'access' in value) {
    return allowedValues.some((allowed) => sameSecret(scalarOf(property.type), allowed, value));
  }
  return texts.includes(String(value));
}

function sameSecret(type: string, allowed: string | number, secret: object): boolean {
  const other = coerceProperty(type, String(allowed)) as typeof secret | null | undefined;
  if (!other) return false;
  const bytes = (of: object): Buffer =>
    (of as { access(use: (clear: string | Uint8Array) => Buffer): Buffer }).access((clear) =>
      typeof clear === 'string' ? Buffer.from(clear, 'utf16le') : Buffer.from(clear),
    );
  return bytes(other).equals(bytes(secret));
}

import type { AttributeInfo } from './attribute-info.js';
import type { ObjectClassInfo } from './schema.js';

/** A document in JSON Schema's own form. */
export type JsonSchema = Readonly<Record<string, unknown>>;

const text = { type: 'string' };
const int = { type: 'integer', minimum: -(2 ** 31), maximum: 2 ** 31 - 1 };
/** May be a text, because JSON readers round whole numbers beyond 53 bits. */
const wide = { type: ['integer', 'string'], pattern: '^[+-]?\\d+$' };
const number = { type: 'number' };
const flag = { type: 'boolean' };
const bytes = { type: 'string', contentEncoding: 'base64' };
const secret = { type: 'string', format: 'password' };
const char = { type: 'string', minLength: 1, maxLength: 1 };

/** ICF type → JSON Schema of its JSON form. What is not listed may be anything. */
const JSON_TYPES: Readonly<Record<string, JsonSchema>> = {
  String: text,
  Character: char,
  char,
  Integer: int,
  int,
  Long: wide,
  long: wide,
  BigInteger: wide,
  BigDecimal: { type: ['number', 'string'] },
  Double: number,
  double: number,
  Float: number,
  float: number,
  Byte: { type: 'integer', minimum: -128, maximum: 127 },
  byte: { type: 'integer', minimum: -128, maximum: 127 },
  Boolean: flag,
  boolean: flag,
  ZonedDateTime: { type: 'string', format: 'date-time' },
  ByteArray: bytes,
  GuardedString: secret,
  GuardedByteArray: { ...bytes, ...secret },
  Map: { type: 'object' },
  ConnectorObjectReference: { type: 'object' },
};

/**
 * The objects of a class as a JSON Schema (draft 2020-12) for forms, editors and checks before a create: one property for
 * each attribute, with types, lengths, values, what is required, only read and never read. A value alone may be null,
 * which stands for none; several are an array. Annotations: `x-icf-type`, `x-icf-flags`, `x-icf-native-name`,
 * `x-icf-references`. The schema of a remote connector knows no lengths, values and references of texts.
 */
export function exportObjectClassSchema(info: ObjectClassInfo): JsonSchema {
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: info.type,
    type: 'object',
    additionalProperties: false,
    required: info.attributeInfos.filter(({ isRequired }) => isRequired).map(({ name }) => name),
    properties: Object.fromEntries(info.attributeInfos.map((each) => [each.name, propertyOf(each)])),
  };
}

function propertyOf(info: AttributeInfo): JsonSchema {
  const { type, flags, nativeName, referencedObjectClassName, referencedObjectClasses } = info;
  const references =
    referencedObjectClasses ?? (referencedObjectClassName === null ? null : [referencedObjectClassName]);
  return {
    ...(info.isMultiValued ? { type: 'array', items: valueOf(info) } : orNull(info, valueOf(info))),
    ...(info.isCreatable || info.isUpdateable ? {} : { readOnly: true }),
    ...(info.isReadable ? {} : { writeOnly: true }),
    'x-icf-type': type,
    'x-icf-flags': [...flags],
    ...(nativeName === null ? {} : { 'x-icf-native-name': nativeName }),
    ...(references ? { 'x-icf-references': references } : {}),
  };
}

const valueOf = ({ type, maxLength, allowedValues, suggestedValues }: AttributeInfo): JsonSchema => ({
  ...JSON_TYPES[type],
  ...(maxLength === null ? {} : { maxLength }),
  ...(allowedValues ? { enum: allowedValues } : {}),
  ...(suggestedValues ? { examples: suggestedValues } : {}),
});

function orNull({ isRequired }: AttributeInfo, value: JsonSchema): JsonSchema {
  const { type, enum: values } = value as { type?: string | string[]; enum?: readonly string[] };
  if (isRequired || type === undefined) return value;
  return { ...value, type: [type, 'null'].flat(), ...(values ? { enum: [...values, null] } : {}) };
}

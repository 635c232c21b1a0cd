import { Ajv, type ErrorObject } from 'ajv';
import type { ConfigurationProperties, ConfigurationProperty } from '../api/configuration-properties.js';
import { wrongType } from '../api/configuration-properties.js';
import { coerceProperty } from '../api/coerce-property.js';
import type { PropertyMetadata } from '../spi/metadata.js';

type JsonSchema = Readonly<Record<string, unknown>>;
type Properties = ReadonlyMap<string, PropertyMetadata>;

const LONG_TEXT = '^-?\\d+$';
/** ICF type → JSON Schema of its JSON form; a long is a text there, because JSON readers round numbers. */
const JSON_TYPES: Readonly<Record<string, JsonSchema>> = {
  String: { type: 'string' },
  long: { type: ['integer', 'string'], pattern: LONG_TEXT },
  Long: { type: ['integer', 'string'], pattern: LONG_TEXT },
  char: { type: 'string', minLength: 1, maxLength: 1 },
  Character: { type: 'string', minLength: 1, maxLength: 1 },
  double: { type: 'number' },
  Double: { type: 'number' },
  float: { type: 'number' },
  Float: { type: 'number' },
  int: { type: 'integer', minimum: -(2 ** 31), maximum: 2 ** 31 - 1 },
  Integer: { type: 'integer', minimum: -(2 ** 31), maximum: 2 ** 31 - 1 },
  boolean: { type: 'boolean' },
  Boolean: { type: 'boolean' },
  URI: { type: 'string' },
  File: { type: 'string' },
  GuardedString: { type: 'string', writeOnly: true },
  GuardedByteArray: { type: 'string', writeOnly: true },
  Script: { type: 'object' },
};

/** The JSON Schema of a configuration, derived from the declarations of its properties. */
export function configurationSchema(properties: Properties): JsonSchema {
  const entries = [...properties];
  return {
    type: 'object',
    additionalProperties: false,
    required: entries.filter(([, property]) => property.required).map(([name]) => name),
    properties: Object.fromEntries(entries.map(([name, property]) => [name, propertySchema(property)])),
  };
}

function propertySchema(property: PropertyMetadata): JsonSchema {
  const isArray = property.type.endsWith('[]');
  const scalar: JsonSchema = {
    ...JSON_TYPES[isArray ? property.type.slice(0, -2) : property.type],
    ...(property.minimum === undefined ? {} : { minimum: property.minimum }),
    ...(property.maximum === undefined ? {} : { maximum: property.maximum }),
    ...(property.allowedValues && property.allowedValuesOpenness !== 'OPEN'
      ? { enum: property.allowedValues }
      : {}),
  };
  if (isArray) return { type: 'array', items: scalar, ...(property.required ? { minItems: 1 } : {}) };
  return property.required && scalar['type'] === 'string' ? { minLength: 1, ...scalar } : scalar;
}

/** Checks the values of a configuration and returns every problem, each with the property's name; none is empty. */
export function configurationChecker(
  properties: Properties,
): (values: ConfigurationProperties) => readonly string[] {
  const validate = new Ajv({ allErrors: true, strict: false }).compile(configurationSchema(properties));
  return (values) => {
    const problems: string[] = [];
    const document: Record<string, unknown> = {};
    for (const property of values) {
      const declared = properties.get(property.name);
      if (!declared) {
        problems.push(
          `'${property.name}' is not a property of this connector (it has ${[...properties.keys()].join(', ')})`,
        );
      } else if (coerceProperty(declared.type, property.value) === undefined && !isUnset(property)) {
        problems.push(wrongType({ name: property.name, type: declared.type }, property.value));
      } else if (!isUnset(property)) {
        document[property.name] = jsonForm(property.value);
      }
    }
    if (problems.length === 0 && !validate(document)) problems.push(...(validate.errors ?? []).map(sentence));
    return problems;
  };
}

const isUnset = ({ value }: ConfigurationProperty): boolean => value === null || value === undefined;

/** Secrets go into the check as a placeholder of the same emptiness: a validator's message may quote its input. */
function jsonForm(value: unknown): unknown {
  if (typeof value === 'bigint')
    return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
  if (Array.isArray(value)) return value.map(jsonForm);
  if (typeof value !== 'object' || value === null) return value;
  if ('access' in value) {
    return (value as { access(use: (clear: { length: number }) => boolean): boolean }).access(
      (clear) => clear.length > 0,
    )
      ? '[secret]'
      : '';
  }
  return 'text' in value && 'language' in value ? {} : String(value);
}

function sentence(error: ErrorObject): string {
  if (error.keyword === 'required') return `'${String(error.params['missingProperty'])}' is required`;
  const path = error.instancePath.slice(1).replaceAll('/', '.');
  if (error.keyword === 'minLength' || error.keyword === 'minItems') return `'${path}' must not be empty`;
  if (error.keyword === 'enum') {
    return `'${path}' must be one of ${(error.params['allowedValues'] as readonly unknown[]).join(', ')}`;
  }
  return `'${path}' ${error.message ?? 'is not valid'}`;
}

import { Ajv, type ErrorObject } from 'ajv';
import type { ConfigurationProperties, ConfigurationProperty } from '../../api/configuration-properties.js';
import { coerceProperty, typeProblems } from '../../api/coerce-property.js';
import type { JsonSchema } from '../../common/schema/object-class-schema.js';
import type { PropertyMetadata } from '../../spi/metadata.js';
import { isAllowed, isClosed, isSecret, isUnchosen, jsonForm, propertySchema } from './property-schema.js';
import { isUriReference } from './uri-reference.js';

type Properties = ReadonlyMap<string, PropertyMetadata>;

/** The JSON Schema by which configurations are checked, derived from the declarations of their properties. */
export function configurationSchema(properties: Properties): JsonSchema {
  const entries = [...properties];
  return {
    type: 'object',
    additionalProperties: false,
    required: entries.filter(([, property]) => property.required).map(([name]) => name),
    properties: Object.fromEntries(entries.map(([name, property]) => [name, propertySchema(property)])),
  };
}

/** Checks the values of a configuration and returns every problem at once, each with its path; none is empty. */
export type ConfigurationChecker = (values: ConfigurationProperties) => readonly string[];

/** `defaults` are the values of properties that a configuration does not mention. */
export function configurationChecker(
  properties: Properties,
  defaults: Readonly<Record<string, unknown>> = {},
): ConfigurationChecker {
  const ajv = new Ajv({ allErrors: true, strict: false, strictNumbers: true });
  ajv.addFormat('uri-reference', isUriReference).addFormat('password', true);
  const validate = ajv.compile(configurationSchema(properties));
  return (values) => {
    const problems: string[] = [];
    const misfits = new Set<string>();
    const document = initial(properties, defaults);
    for (const property of values) {
      const found = problemsOf(property, properties);
      problems.push(...found);
      const declared = properties.get(property.name);
      if (found.length > 0) misfits.add(property.name);
      if (!declared || found.length > 0 || isUnchosen(declared, property.value)) continue;
      const value = coerceProperty(declared.type, property.value);
      if (value === null) Reflect.deleteProperty(document, property.name);
      else if (value !== undefined) document[property.name] = documentForm(value);
    }
    if (!validate(document)) {
      for (const error of validate.errors ?? []) {
        const [name] = segments(error);
        if (!misfits.has(name!)) problems.push(sentence(error, properties.get(name!)));
      }
    }
    return problems;
  };
}

/** What the schema cannot say: unknown names, values of a wrong type, secrets that are not allowed. */
function problemsOf(property: ConfigurationProperty, properties: Properties): readonly string[] {
  const { name, value } = property;
  const declared = properties.get(name);
  if (!declared)
    return [`'${name}' is not a property of this connector (it has ${[...properties.keys()].join(', ')})`];
  // An unset primitive keeps its default.
  if (value === null || value === undefined || isUnchosen(declared, value)) return [];
  const misfits = typeProblems({ name, type: declared.type }, value);
  if (misfits.length > 0 || !isClosed(declared) || !isSecret(declared)) return misfits;
  const fitted = coerceProperty(declared.type, value);
  const items = Array.isArray(fitted) ? fitted.map((item, at) => [`${name}[${at}]`, item]) : [[name, fitted]];
  return items
    .filter(([, item]) => !isAllowed(declared, item))
    .map(([path]) => `'${String(path)}' is not one of the allowed values`);
}

function initial(
  properties: Properties,
  defaults: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const document: Record<string, unknown> = {};
  for (const [name, { type }] of properties) {
    const value = coerceProperty(type, defaults[name]) ?? null;
    if (value !== null) document[name] = documentForm(value);
  }
  return document;
}

/** Longs become numbers, rounded where need be: bounds apply to numbers only, and coercion has checked the 64 bits. */
function documentForm(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(documentForm);
  return typeof value === 'bigint' ? Number(value) : jsonForm(value);
}

const segments = (error: ErrorObject): readonly string[] => {
  if (error.keyword === 'required' && error.instancePath === '')
    return [String(error.params['missingProperty'])];
  return error.instancePath
    .split('/')
    .slice(1)
    .map((segment) => segment.replaceAll('~1', '/').replaceAll('~0', '~'));
};

/** `baseContexts[2]`, `script.language`. */
const pathOf = (parts: readonly string[]): string =>
  parts.map((part, at) => (/^\d+$/.test(part) ? `[${part}]` : at === 0 ? part : `.${part}`)).join('');

function sentence(error: ErrorObject, property: PropertyMetadata | undefined): string {
  const path = pathOf(segments(error));
  if (error.keyword === 'required') return `'${path}' is required`;
  if (error.keyword === 'minLength' || error.keyword === 'minItems') return `'${path}' must not be empty`;
  if (error.keyword === 'format') return `'${path}' must be a URI`;
  if (error.keyword === 'type' && property)
    return `'${path}' must be of type ${property.type.replace('[]', '')}`;
  if (error.keyword === 'enum') {
    return `'${path}' must be one of ${(error.params['allowedValues'] as readonly unknown[]).join(', ')}`;
  }
  return `'${path}' ${error.message ?? 'is not valid'}`;
}

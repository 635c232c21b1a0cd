import type { ConfigurationProperty } from '../../api/configuration-properties.js';
import { coerceProperty } from '../../api/coerce-property.js';
import type { ConnectorInfo } from '../../api/connector-info.js';
import type { JsonSchema } from '../../common/schema/object-class-schema.js';
import { Locale } from '../../common/values/locale.js';
import type { LocalConnector } from '../local-connector.js';
import { isClosed, isSecret, jsonForm, propertySchema, type SchemaSource } from './property-schema.js';

export interface SchemaExportOptions {
  /** The language of titles and descriptions, e.g. `fr` or `pt_BR`. Default: the root catalogue. */
  readonly locale?: Locale | string;
}

/**
 * The configuration of a connector as a JSON Schema (draft 2020-12) for forms and editors, with the texts of the
 * bundle's messages. Annotations: `x-order`, `x-group`, `x-icf-type`, `x-icf-required`, `x-icf-operations`. From a
 * LocalConnector with bounds and allowed values; the info of a remote one does not know them.
 */
export function exportConfigurationSchema(
  source: ConnectorInfo | LocalConnector,
  options: SchemaExportOptions = {},
): JsonSchema {
  const locale = typeof options.locale === 'string' ? Locale.parse(options.locale) : options.locale;
  const info = 'info' in source ? source.info : source;
  const message = (key: string | null): string =>
    key === null ? '' : info.messages.format(key, locale ?? Locale.ROOT, '');
  const properties = [...info.defaultConfiguration.properties];
  const schemas = properties.map((property) => {
    const metadata = 'info' in source ? source.properties.get(property.name) : undefined;
    return [property.name, exported(property, { ...metadata, ...declared(property) }, message)] as const;
  });
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: info.displayName(locale),
    type: 'object',
    additionalProperties: false,
    // What has a default may be left out.
    required: properties
      .filter((property) => property.required && defaultOf(property) === undefined)
      .map(({ name }) => name),
    properties: Object.fromEntries(schemas),
  };
}

const declared = ({ type, required, confidential }: ConfigurationProperty): SchemaSource => ({
  type,
  required,
  confidential,
});

function exported(
  property: ConfigurationProperty,
  source: SchemaSource,
  message: (key: string | null) => string,
): JsonSchema {
  const description = message(property.helpMessageKey);
  const group = message(property.groupMessageKey);
  const value = defaultOf(property);
  const suggestions =
    source.allowedValues && !isClosed(source) && !isSecret(source) ? source.allowedValues : undefined;
  return {
    ...propertySchema(source),
    title: message(property.displayMessageKey) || property.name,
    ...(description ? { description } : {}),
    ...(value === undefined ? {} : { default: value }),
    ...(suggestions ? { examples: suggestions } : {}),
    ...(isSecret(source) ? { writeOnly: true } : {}),
    'x-order': property.order,
    ...(group ? { 'x-group': group } : {}),
    'x-icf-type': property.type,
    ...(property.required ? { 'x-icf-required': true } : {}),
    ...(property.operations.size > 0 ? { 'x-icf-operations': [...property.operations] } : {}),
  };
}

/** In JSON; undefined where there is none, and for every secret. */
function defaultOf(property: ConfigurationProperty): unknown {
  if (isSecret(property)) return undefined;
  const value = coerceProperty(property.type, property.value) ?? null;
  return value === null ? undefined : jsonDefault(value);
}

function jsonDefault(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(jsonDefault);
  if (typeof value !== 'bigint') return jsonForm(value);
  return Number.isSafeInteger(Number(value)) ? Number(value) : value.toString();
}

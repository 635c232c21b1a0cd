import {
  APIConfiguration,
  ConfigurationProperties,
  ConfigurationProperty,
  ConnectorInfo,
  ConnectorKey,
  ConnectorMessages,
  Locale,
  ObjectPoolConfiguration,
  ResultsHandlerConfiguration,
  TypeName,
  apiOfOperation,
  operationOfApi,
  operationRow,
} from '@icf-ts/framework';
import { readProperty, writeProperty } from '../property-values.js';
import { fromPattern, toPattern } from './message-pattern.js';
import { allOf, map, need, needOnly, only } from './read.js';
import { boolean, classRef, int, items, long, object, record, text, type Dialect, type Row } from './row.js';

/** Operations that the peer has no name for are not told: it could not read the whole object. */
const writeOperations = (names: Iterable<string>, dialect: Dialect): ReadonlySet<TypeName> =>
  new Set([...names].flatMap((name) => apiName(name, dialect)));

const apiName = (name: string, dialect: Dialect): TypeName[] => {
  const api = dialect === 'openicf' && operationRow(name)?.connIdOnly ? null : apiOfOperation(name);
  return api === null ? [] : [new TypeName(api)];
};

/** Missing and null mean none. */
const readOperations = (value: unknown, what: string): ReadonlySet<string> => {
  const present = only(Set as unknown as new () => Set<unknown>, value, what) ?? new Set();
  return new Set(allOf(TypeName, present, what).map(({ name }) => operationOfApi(name)));
};

const ms = (value: number): bigint => BigInt(Math.trunc(value));
const nullable = (value: unknown): string | null => (value as string | null | undefined) ?? null;
const defined = (init: Record<string, unknown>): Record<string, never> =>
  Object.fromEntries(Object.entries(init).filter(([, value]) => value !== undefined)) as Record<
    string,
    never
  >;

/** Section 3.7. */
export const configuration: readonly Row[] = [
  record(
    'ObjectPoolConfiguration',
    ObjectPoolConfiguration,
    [
      int('maxObjects', (value: ObjectPoolConfiguration) => value.maxObjects),
      int('maxIdle', (value: ObjectPoolConfiguration) => value.maxIdle),
      long('maxWait', (value: ObjectPoolConfiguration) => ms(value.maxWaitMs)),
      long('minEvictableIdleTimeMillis', (value: ObjectPoolConfiguration) =>
        ms(value.minEvictableIdleTimeMs),
      ),
      int('minIdle', (value: ObjectPoolConfiguration) => value.minIdle),
      long('maxIdleTimeMillis', (value: ObjectPoolConfiguration) => ms(value.maxIdleTimeMs), 'connid'),
    ],
    ([maxObjects, maxIdle, maxWaitMs, minEvictableIdleTimeMs, minIdle, maxIdleTimeMs]) =>
      new ObjectPoolConfiguration(
        defined({
          maxObjects,
          maxIdle,
          minIdle,
          maxWaitMs: number(maxWaitMs),
          minEvictableIdleTimeMs: number(minEvictableIdleTimeMs),
          maxIdleTimeMs: number(maxIdleTimeMs),
        }),
      ),
  ),
  record(
    'ResultsHandlerConfiguration',
    ResultsHandlerConfiguration,
    [
      boolean(
        'enableNormalizingResultsHandler',
        (v: ResultsHandlerConfiguration) => v.enableNormalizingResultsHandler,
      ),
      boolean(
        'enableFilteredResultsHandler',
        (v: ResultsHandlerConfiguration) => v.enableFilteredResultsHandler,
      ),
      boolean(
        'filteredResultsHandlerInValidationMode',
        (v: ResultsHandlerConfiguration) => v.filteredResultsHandlerInValidationMode,
        'connid',
      ),
      boolean(
        'enableCaseInsensitiveFilter',
        (v: ResultsHandlerConfiguration) => v.enableCaseInsensitiveFilter,
      ),
      boolean(
        'enableAttributesToGetSearchResultsHandler',
        (v: ResultsHandlerConfiguration) => v.enableAttributesToGetSearchResultsHandler,
      ),
    ],
    ([normalizing, filtered, validating, ignoreCase, attributesToGet]) =>
      new ResultsHandlerConfiguration(
        defined({
          enableNormalizingResultsHandler: normalizing,
          enableFilteredResultsHandler: filtered,
          filteredResultsHandlerInValidationMode: validating,
          enableCaseInsensitiveFilter: ignoreCase,
          enableAttributesToGetSearchResultsHandler: attributesToGet,
        }),
      ),
  ),
  record(
    'ConfigurationProperty',
    ConfigurationProperty,
    [
      int('order', (value: ConfigurationProperty) => value.order),
      boolean('confidential', (value: ConfigurationProperty) => value.confidential),
      boolean('required', (value: ConfigurationProperty) => value.required),
      text('name', (value: ConfigurationProperty) => value.name),
      text('helpMessageKey', (value: ConfigurationProperty) => value.helpMessageKey),
      text('displayMessageKey', (value: ConfigurationProperty) => value.displayMessageKey),
      text('groupMessageKey', (value: ConfigurationProperty) => value.groupMessageKey),
      classRef('type', (value: ConfigurationProperty) => value.type),
      object('value', (value: ConfigurationProperty) => writeProperty(value.type, value.value)),
      object('operations', (value: ConfigurationProperty, dialect) =>
        writeOperations(value.operations, dialect),
      ),
    ],
    ([
      order = 0,
      confidential = false,
      required = false,
      name,
      help,
      display,
      group,
      type,
      value,
      operations,
    ]) => {
      const propertyType = (type as string | null | undefined) ?? 'Object';
      return new ConfigurationProperty({
        order: order as number,
        confidential: confidential as boolean,
        required: required as boolean,
        name: need<string>(name, 'ConfigurationProperty.name'),
        helpMessageKey: nullable(help),
        displayMessageKey: nullable(display),
        groupMessageKey: nullable(group),
        type: propertyType,
        value: readProperty(propertyType, value ?? null),
        operations: readOperations(operations, 'ConfigurationProperty.operations'),
      });
    },
  ),
  record(
    'ConfigurationProperties',
    ConfigurationProperties,
    [items((value: ConfigurationProperties) => value)],
    (_fields, values) =>
      new ConfigurationProperties(allOf(ConfigurationProperty, values, 'ConfigurationProperties')),
  ),
  record(
    'APIConfiguration',
    APIConfiguration,
    [
      int('producerBufferSize', (value: APIConfiguration) => value.producerBufferSize),
      boolean('connectorPoolingSupported', (value: APIConfiguration) => value.connectorPoolingSupported),
      object('connectorPoolConfiguration', (value: APIConfiguration) => value.pool),
      object('resultsHandlerConfiguration', (value: APIConfiguration) => value.resultsHandlers),
      object('ConfigurationProperties', (value: APIConfiguration) => value.properties),
      object(
        'timeoutMap',
        (value: APIConfiguration, dialect) =>
          new Map(
            [...value.timeoutsMs].flatMap(([name, limit]) =>
              apiName(name, dialect).map((api) => [api, limit]),
            ),
          ),
      ),
      object('SupportedOperations', (value: APIConfiguration, dialect) =>
        writeOperations(value.supportedOperations, dialect),
      ),
      text('instanceName', (value: APIConfiguration) => value.instanceName, 'connid'),
    ],
    ([
      producerBufferSize = 0,
      pooling = false,
      pool,
      handlers,
      properties,
      timeouts,
      operations,
      instanceName,
    ]) =>
      new APIConfiguration({
        producerBufferSize: producerBufferSize as number,
        connectorPoolingSupported: pooling as boolean,
        pool:
          only(ObjectPoolConfiguration, pool, 'APIConfiguration.connectorPoolConfiguration') ??
          new ObjectPoolConfiguration(),
        resultsHandlers:
          only(ResultsHandlerConfiguration, handlers, 'APIConfiguration.resultsHandlerConfiguration') ??
          new ResultsHandlerConfiguration(),
        properties:
          only(ConfigurationProperties, properties, 'APIConfiguration.ConfigurationProperties') ??
          new ConfigurationProperties([]),
        timeoutsMs: readTimeouts(timeouts),
        supportedOperations: readOperations(operations, 'APIConfiguration.SupportedOperations'),
        instanceName: nullable(instanceName),
      }),
  ),
  record(
    'ConnectorMessages',
    ConnectorMessages,
    [
      object(
        'catalogs',
        (value: ConnectorMessages) =>
          new Map([...value.catalogs].map(([tag, catalog]) => [Locale.parse(tag), patterns(catalog)])),
      ),
    ],
    ([catalogs]) =>
      new ConnectorMessages(readCatalogs(map(catalogs, 'ConnectorMessages.catalogs') ?? new Map())),
  ),
  record(
    'ConnectorKey',
    ConnectorKey,
    [
      text('bundleName', (value: ConnectorKey) => value.bundleName),
      text('bundleVersion', (value: ConnectorKey) => value.bundleVersion),
      text('connectorName', (value: ConnectorKey) => value.connectorName),
    ],
    ([bundleName, bundleVersion, connectorName]) =>
      new ConnectorKey(
        need<string>(bundleName, 'ConnectorKey.bundleName'),
        need<string>(bundleVersion, 'ConnectorKey.bundleVersion'),
        need<string>(connectorName, 'ConnectorKey.connectorName'),
      ),
  ),
  record(
    'ConnectorInfo',
    ConnectorInfo,
    [
      text('connectorDisplayNameKey', (value: ConnectorInfo) => value.displayNameKey),
      text('connectorCategoryKey', (value: ConnectorInfo) => value.categoryKey),
      object('ConnectorKey', (value: ConnectorInfo) => value.key),
      object('ConnectorMessages', (value: ConnectorInfo) => value.messages),
      object('APIConfiguration', (value: ConnectorInfo) => value.defaultConfiguration),
    ],
    ([displayNameKey, categoryKey, key, messages, defaults]) =>
      new ConnectorInfo({
        displayNameKey: nullable(displayNameKey),
        categoryKey: nullable(categoryKey),
        key: needOnly(ConnectorKey, key, 'ConnectorInfo.ConnectorKey'),
        messages: only(ConnectorMessages, messages, 'ConnectorInfo.ConnectorMessages'),
        defaultConfiguration: needOnly(APIConfiguration, defaults, 'ConnectorInfo.APIConfiguration'),
      }),
  ),
];

/** Java's longs are milliseconds or "for ever"; beyond what a number counts exactly there is only for ever. */
const number = (value: unknown): number | undefined =>
  typeof value === 'bigint' ? Math.min(Number(value), Number.MAX_SAFE_INTEGER) : undefined;

function readTimeouts(value: unknown): ReadonlyMap<string, number> {
  const entries = map(value, 'APIConfiguration.timeoutMap') ?? new Map<unknown, unknown>();
  return new Map(
    [...entries].map(([operation, limit]) => [
      operationOfApi(needOnly(TypeName, operation, 'APIConfiguration.timeoutMap').name),
      Number(limit),
    ]),
  );
}

const patterns = (catalog: ReadonlyMap<string, string>): ReadonlyMap<string, string> =>
  new Map([...catalog].map(([key, text]) => [key, toPattern(text)]));

function readCatalogs(
  catalogs: ReadonlyMap<unknown, unknown>,
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  return new Map(
    [...catalogs].map(([locale, catalog]) => [
      // As it will be parsed again: a part of a locale may hold what separates the parts.
      Locale.parse(needOnly(Locale, locale, 'ConnectorMessages.catalogs').toString()).toString(),
      new Map(
        [...need(map(catalog, 'A catalog'), 'A catalog')].map(([key, text]) => [
          String(key),
          fromPattern(String(text)),
        ]),
      ),
    ]),
  );
}

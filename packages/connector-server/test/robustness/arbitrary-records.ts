import {
  APIConfiguration,
  ATTRIBUTE_FLAGS,
  AttributeInfo,
  BatchResult,
  BatchToken,
  ConfigurationProperties,
  ConfigurationProperty,
  ConnectorInfo,
  ConnectorKey,
  ConnectorMessages,
  EXCEPTIONS,
  GuardedString,
  ObjectClassInfo,
  ObjectPoolConfiguration,
  OPERATION_NAMES,
  OperationOptionInfo,
  ResultsHandlerConfiguration,
  Schema,
  type AttributeFlag,
} from '@icf-ts/framework';
import fc from 'fast-check';
import {
  EchoMessage,
  ErrorResponse,
  HelloRequest,
  HelloResponse,
  OperationRequest,
  OperationResponsePart,
} from '#src/protocol/messages.js';
import { RemoteWrappedException } from '#src/protocol/remote-wrapped-exception.js';
import { DOMAIN, anyText, anything } from './arbitrary-values.js';

/* Arbitrary schemas, configurations, exceptions and messages. */

const word = fc.stringMatching(/^[A-Za-z][A-Za-z0-9_.]{0,12}$/);
const nullableText = fc.option(anyText);
const operations = fc.subarray([...OPERATION_NAMES, 'FutureApiOp']);
const int = fc.integer();
const ms = fc.nat({ max: Number.MAX_SAFE_INTEGER });

const attributeInfo = fc
  .tuple(word, fc.constantFrom('String', 'int', 'String[]'), fc.subarray([...ATTRIBUTE_FLAGS]), nullableText)
  .map(([name, type, flags, nativeName]) => {
    const all = new Set<AttributeFlag>(flags);
    if (all.has('NOT_READABLE')) all.add('NOT_RETURNED_BY_DEFAULT');
    return new AttributeInfo(name, type, { flags: all, nativeName, subtype: nativeName });
  });
const classInfo = fc
  .tuple(word, fc.array(attributeInfo, { maxLength: 3 }), fc.boolean(), fc.boolean(), fc.boolean())
  .map(
    ([type, infos, container, auxiliary, embedded]) =>
      new ObjectClassInfo(type, [new AttributeInfo('__NAME__', 'String'), ...infos], {
        container,
        auxiliary,
        embedded,
      }),
  );
const schema = fc
  .tuple(fc.array(classInfo, { maxLength: 3 }), fc.uniqueArray(word, { maxLength: 3 }), operations)
  .map(([classes, options, names]) => {
    const types = new Set(classes.map(({ type }) => type));
    return new Schema(
      classes,
      options.map((name) => new OperationOptionInfo(name, 'String')),
      new Map(names.map((name) => [name, types])),
      new Map(names.map((name) => [name, new Set(options)])),
    );
  });

const TYPED = fc.oneof(
  fc.tuple(fc.constant('String'), nullableText),
  fc.tuple(fc.constantFrom('int', 'Integer'), int),
  fc.tuple(fc.constantFrom('long', 'Long'), fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
  fc.tuple(fc.constantFrom('double', 'Double', 'float'), fc.float({ noNaN: true })),
  fc.tuple(fc.constantFrom('boolean'), fc.boolean()),
  fc.tuple(fc.constant('char'), fc.constantFrom('a', '€')),
  fc.tuple(fc.constant('String[]'), fc.array(anyText, { maxLength: 3 })),
  fc.tuple(fc.constant('int[]'), fc.array(int, { maxLength: 3 })),
  fc.tuple(
    fc.constant('GuardedString'),
    anyText.map((text) => new GuardedString(text)),
  ),
);
const property = fc
  .record({
    name: word,
    typed: TYPED,
    order: int,
    flags: fc.tuple(fc.boolean(), fc.boolean()),
    key: nullableText,
    operations,
  })
  .map(
    ({ name, typed: [type, value], order, flags: [required, confidential], key, operations: names }) =>
      new ConfigurationProperty({
        name,
        type,
        value,
        order,
        required,
        confidential,
        displayMessageKey: key,
        helpMessageKey: key,
        groupMessageKey: null,
        operations: new Set(names),
      }),
  );
const configuration = fc
  .tuple(
    fc.array(property, { maxLength: 4 }),
    operations,
    fc.boolean(),
    fc.record({
      maxObjects: int,
      maxIdle: int,
      minIdle: int,
      maxWaitMs: ms,
      minEvictableIdleTimeMs: ms,
      maxIdleTimeMs: ms,
    }),
    fc.array(fc.tuple(fc.constantFrom(...OPERATION_NAMES), int), { maxLength: 3 }),
    nullableText,
  )
  .map(
    ([properties, supported, flag, pool, timeouts, instanceName]) =>
      new APIConfiguration({
        properties: new ConfigurationProperties(properties),
        supportedOperations: new Set(supported),
        connectorPoolingSupported: flag,
        pool: new ObjectPoolConfiguration(pool),
        resultsHandlers: new ResultsHandlerConfiguration({
          enableFilteredResultsHandler: flag,
          filteredResultsHandlerInValidationMode: flag,
        }),
        timeoutsMs: new Map(timeouts),
        instanceName,
        producerBufferSize: 7,
      }),
  );

const key = fc.tuple(word, word, word).map((parts) => new ConnectorKey(...parts));
const catalogs = fc
  .array(
    fc.tuple(
      fc.constantFrom('', 'de', 'pt_BR', 'fr_FR_x'),
      fc.array(fc.tuple(word, anyText), { maxLength: 3 }),
    ),
    {
      maxLength: 3,
    },
  )
  .map((entries) => new ConnectorMessages(new Map(entries.map(([tag, texts]) => [tag, new Map(texts)]))));
const info = fc
  .tuple(key, nullableText, catalogs, configuration)
  .map(
    ([name, displayNameKey, messages, defaultConfiguration]) =>
      new ConnectorInfo({ key: name, displayNameKey, categoryKey: null, messages, defaultConfiguration }),
  );

const exception: fc.Arbitrary<Error> = fc
  .tuple(fc.constantFrom(...Object.values(EXCEPTIONS).map(({ type }) => type), Error, TypeError), anyText)
  .map(([type, words]) => new type(words));
const wrapped = fc.letrec<{ wrapped: RemoteWrappedException }>((tie) => ({
  wrapped: fc
    .tuple(word, nullableText, fc.option(tie('wrapped'), { maxDepth: 5 }), nullableText)
    .map((parts) => new RemoteWrappedException(...parts)),
})).wrapped;

export const RECORDS = {
  schemas: schema,
  configurations: configuration,
  exceptions: exception,
  'wrapped exceptions': wrapped,
  batches: fc
    .tuple(fc.option(word), anything, nullableText, fc.boolean(), fc.array(anyText, { maxLength: 2 }))
    .map(
      ([resultClass, result, resultId, flag, tokens]) =>
        new BatchResult({
          resultClass,
          result,
          token: new BatchToken(tokens),
          resultId,
          complete: flag,
          error: !flag,
        }),
    ),
  messages: fc.oneof(
    int.map((level) => new HelloRequest(level)),
    fc.tuple(fc.option(exception), fc.array(info, { maxLength: 2 }), fc.array(key, { maxLength: 2 })).map(
      ([failure, connectorInfos, connectorKeys]) =>
        new HelloResponse({
          exception: failure,
          connectorInfos,
          connectorKeys,
          serverInfo: new Map([['a', 1n]]),
        }),
    ),
    fc
      .tuple(
        fc.option(word),
        nullableText,
        fc.option(key),
        nullableText,
        fc.array(anything, { maxLength: 3 }),
      )
      .map((parts) => new OperationRequest(...parts)),
    fc.tuple(fc.option(wrapped), anything).map((parts) => new OperationResponsePart(...parts)),
    fc.tuple(fc.oneof(DOMAIN.objects, exception), nullableText).map((parts) => new EchoMessage(...parts)),
    exception.map((failure) => new ErrorResponse(failure)),
  ),
} as const satisfies Record<string, fc.Arbitrary<unknown>>;

export const anyMessage: fc.Arbitrary<unknown> = fc.oneof(...Object.values(RECORDS), anything);

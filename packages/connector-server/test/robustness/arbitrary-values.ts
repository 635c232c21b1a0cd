import {
  Attribute,
  AttributeDelta,
  BigDecimal,
  BigInteger,
  Byte,
  CaseInsensitiveMap,
  CaseInsensitiveSet,
  Character,
  ComparisonFilter,
  CompositeFilter,
  COMPARISONS,
  ConnectorObject,
  ConnectorObjectIdentification,
  ConnectorObjectReference,
  Double,
  ExtendedMatchFilter,
  FilePath,
  Float,
  GuardedByteArray,
  GuardedString,
  Locale,
  Name,
  NotFilter,
  ObjectClass,
  OperationOptions,
  PresenceFilter,
  QualifiedUid,
  Script,
  ScriptContext,
  SearchResult,
  SortKey,
  SuggestedValues,
  SyncDelta,
  SyncToken,
  TypeName,
  TypedArray,
  Uid,
  Uri,
  ZonedDateTime,
  type AttributeValue,
  type Filter,
  type NestedValue,
} from '@icf-ts/framework';
import fc from 'fast-check';

/* Arbitrary values of the domain: what a connector or a client may hand to the encoder. */

/** Any text; lone halves of surrogate pairs among them. */
export const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ maxLength: 120 }),
  fc.constantFrom('', ' ', '\0', '\ud800', 'a\udc00b', '\udbff\ud800', '__proto__', '€', '😀'.repeat(20)),
);
/** Texts that stay as different from each other on the wire as they are here. */
const wellFormed = fc.string({ unit: 'binary', maxLength: 20 });
const solid = wellFormed.filter((value) => value.trim() !== '');
const number = fc.oneof(
  fc.integer(),
  fc.double(),
  fc.constantFrom(NaN, Infinity, -Infinity, -0, 0, 2 ** 31, 2 ** 31 - 1, -(2 ** 31), -(2 ** 31) - 1, 5e-324),
);
const long = fc.oneof(
  fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
  fc.constantFrom(-(2n ** 63n), 2n ** 63n - 1n, 0n),
);
const decimal = fc
  .tuple(fc.bigInt({ max: 10n ** 60n, min: -(10n ** 60n) }), fc.integer({ min: -(2 ** 31) + 1 }))
  .map(([unscaled, scale]) => new BigDecimal(unscaled, scale));
const bytes = fc.uint8Array({ maxLength: 40 });
const guarded = anyText.map((value) => new GuardedString(value));
const guardedBytes = bytes.map((value) => new GuardedByteArray(value));
const zoned = fc
  .date({ min: new Date('0001-01-01T00:00Z'), max: new Date('9999-12-31T00:00Z'), noInvalidDate: true })
  .map((date) => ZonedDateTime.fromDate(date));

const leaf: fc.Arbitrary<AttributeValue> = fc.oneof(
  anyText,
  number,
  long,
  fc.boolean(),
  fc.constant(null),
  bytes,
  number.map((value) => new Double(value)),
  number.map((value) => new Float(value)),
  fc.integer({ min: -128, max: 127 }).map((value) => new Byte(value)),
  fc.integer({ min: 0, max: 0xffff }).map((unit) => new Character(String.fromCharCode(unit))),
  fc.bigInt().map((value) => new BigInteger(value)),
  decimal,
  zoned,
  guarded,
  guardedBytes,
);

const nesting = fc.letrec<{ value: AttributeValue; nested: NestedValue; map: AttributeValue }>((tie) => ({
  value: fc.oneof({ maxDepth: 3, depthIdentifier: 'value' }, leaf, tie('map')),
  nested: fc.oneof(
    { maxDepth: 3, depthIdentifier: 'value' },
    tie('value'),
    fc.array(tie('nested'), { maxLength: 3 }),
  ),
  map: fc
    .tuple(fc.array(fc.tuple(wellFormed, tie('nested')), { maxLength: 4 }), fc.boolean())
    .map(([entries, folds]) => (folds ? CaseInsensitiveMap.of(entries) : new Map(entries))),
}));

const values = fc.oneof(fc.constant(null), fc.array(nesting.value, { maxLength: 4 }));
const name = solid.map((value) => new Name(value));
const uid = fc.record({ value: solid, revision: fc.option(solid), hint: fc.option(name) }).map(
  ({ value, revision, hint }) =>
    new Uid(value, {
      ...(revision === null ? {} : { revision }),
      ...(hint === null ? {} : { nameHint: hint }),
    }),
);
const RESERVED = /^__(uid|name|password|current_password)__$/i;
const attribute = fc
  .tuple(
    fc
      .oneof(solid, fc.constantFrom('__ENABLE__', '__proto__', 'constructor'))
      .filter((text) => !RESERVED.test(text)),
    values,
  )
  .map(([text, content]) => new Attribute(text, content));
const password = guarded.map((value) => new Attribute('__PASSWORD__', [value]));
const objectClass = fc.oneof(
  fc.constant(ObjectClass.ACCOUNT),
  solid.map((type) => new ObjectClass(type)),
);
const object = fc
  .tuple(objectClass, uid, name, fc.array(fc.oneof(attribute, password), { maxLength: 4 }))
  .map(([type, id, called, rest]) => new ConnectorObject(type, [id, called, ...rest]));
const identification = fc
  .tuple(fc.option(objectClass), name, fc.array(attribute, { maxLength: 2 }))
  .map(([type, called, rest]) => new ConnectorObjectIdentification(type, [called, ...rest]));
const reference = fc
  .oneof(object, identification)
  .map((value) => new Attribute('reference', [new ConnectorObjectReference(value)]));

const filter = fc.letrec<{ filter: Filter; leaf: Filter; and: Filter; not: Filter }>((tie) => ({
  filter: fc.oneof({ maxDepth: 6 }, tie('leaf'), tie('and'), tie('not')),
  leaf: fc.oneof(
    fc
      .tuple(fc.constantFrom(...COMPARISONS), fc.oneof(attribute, uid, name))
      .map(([kind, compared]) => new ComparisonFilter(kind, compared)),
    solid.map((text) => new PresenceFilter(text)),
    fc.tuple(solid, attribute).map(([operator, compared]) => new ExtendedMatchFilter(operator, compared)),
  ),
  and: fc
    .tuple(fc.constantFrom('and' as const, 'or' as const), tie('filter'), tie('filter'))
    .map(([kind, left, right]) => new CompositeFilter(kind, left, right)),
  not: tie('filter').map((inner) => new NotFilter(inner)),
})).filter;

const sortKey = fc.tuple(solid, fc.boolean()).map(([field, up]) => new SortKey(field, up));
const script = fc.tuple(solid, anyText).map(([language, text]) => new Script(language, text));
const option = fc.oneof(
  anyText,
  number,
  long,
  fc.boolean(),
  fc.constant(null),
  guarded,
  uid,
  objectClass,
  script,
  anyText.map((text) => new Uri(text)),
  anyText.map((text) => new FilePath(text)),
  fc.tuple(objectClass, uid).map(([type, id]) => new QualifiedUid(type, id)),
  fc.array(anyText, { maxLength: 3 }),
  fc.array(sortKey, { maxLength: 3 }),
  fc.array(fc.integer(), { maxLength: 3 }).map((items) => new TypedArray('int', items)),
  fc
    .array(
      fc.array(fc.option(anyText), { maxLength: 3 }).map((items) => new TypedArray('String', items)),
      { maxLength: 3 },
    )
    .map((items) => new TypedArray('String[]', items)),
);
const options = fc
  .array(fc.tuple(fc.oneof(wellFormed, fc.constantFrom('ATTRS_TO_GET', 'SORT_KEYS', '__proto__')), option), {
    maxLength: 5,
  })
  .map((entries) => new OperationOptions(new Map(entries)));

const token = leaf.filter((value) => value !== null).map((value) => new SyncToken(value as string));
const delta = fc
  .record({
    type: fc.constantFrom('CREATE', 'UPDATE', 'CREATE_OR_UPDATE', 'DELETE'),
    token,
    object,
    gone: fc.boolean(),
    previous: fc.option(uid),
    uid,
    objectClass: fc.option(objectClass),
  })
  .map(({ type, token: at, object: changed, gone, previous, ...rest }) =>
    type === 'DELETE' && gone
      ? new SyncDelta(type, at, rest)
      : new SyncDelta(type as 'UPDATE', at, {
          object: changed,
          previousUid: type === 'CREATE' || type === 'DELETE' ? null : previous,
        }),
  );
const attributeDelta = fc
  .tuple(solid, fc.boolean(), values, values)
  .map(
    ([text, replaces, a, b]) => new AttributeDelta(text, replaces ? { replace: a } : { add: a, remove: b }),
  );
const searchResult = fc
  .tuple(fc.option(anyText), fc.integer(), fc.integer(), fc.constantFrom('NONE', 'ESTIMATE', 'EXACT'))
  .map(
    ([pagedResultsCookie, remainingPagedResults, totalPagedResults, countPolicy]) =>
      new SearchResult({ pagedResultsCookie, remainingPagedResults, totalPagedResults, countPolicy }),
  );

type DomainPart =
  | 'attribute values'
  | 'attributes'
  | 'objects'
  | 'identifications'
  | 'filters'
  | 'options'
  | 'scripts'
  | 'deltas'
  | 'attribute deltas'
  | 'search results'
  | 'suggestions'
  | 'collections'
  | 'texts';

/* A Map of JavaScript has no key -0, and none that equals another object. */
const mapKey = fc.oneof(
  fc.integer(),
  long,
  fc.boolean(),
  fc.constant(null),
  solid.map((text) => new TypeName(text)),
);

/** A value of each part of the domain, under the name that a failure shows. */
export const DOMAIN: Readonly<Record<DomainPart, fc.Arbitrary<unknown>>> = {
  'attribute values': nesting.value,
  attributes: fc.oneof(attribute, password, reference, uid, name),
  objects: object,
  identifications: identification,
  filters: filter,
  options,
  scripts: fc
    .tuple(solid, solid, fc.array(fc.tuple(wellFormed, option), { maxLength: 3 }))
    .map(([language, text, args]) => new ScriptContext(language, text, new Map(args))),
  deltas: delta,
  'attribute deltas': attributeDelta,
  'search results': searchResult,
  suggestions: fc
    .tuple(fc.array(leaf, { maxLength: 3 }), fc.constantFrom('OPEN', 'CLOSED', null))
    .map(([content, openness]) => new SuggestedValues(content, openness)),
  collections: fc.oneof(
    fc.array(nesting.value, { maxLength: 4 }),
    fc.uniqueArray(wellFormed, { maxLength: 4 }).map((items) => new Set(items)),
    fc.array(wellFormed, { maxLength: 4 }).map((items) => CaseInsensitiveSet.of(items)),
    fc.array(fc.tuple(mapKey, leaf), { maxLength: 3 }).map((entries) => new Map(entries)),
    fc.array(objectClass, { maxLength: 3 }).map((items) => new TypedArray('ObjectClass', items)),
  ),
  texts: fc.oneof(
    solid.map((text) => new TypeName(text)),
    fc.tuple(anyText, anyText, anyText).map((parts) => new Locale(...parts)),
  ),
};

export const anything: fc.Arbitrary<unknown> = fc.oneof(...Object.values(DOMAIN));

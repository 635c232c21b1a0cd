import {
  CaseInsensitiveSet,
  ConnectorObject,
  SearchResult,
  attributeOf,
  matches,
  type Filter,
  type ObjectClass,
  type OperationOptions,
} from '@icf-ts/framework/spi';
import type { KindOf } from '../mapping/field-kinds.js';
import type { AttachedRef } from '../attached/attached-kind.js';
import { semiJoins } from '../attached/semi-join.js';
import { readAttached, type AttachedValues } from '../attached/read-attached.js';
import { fieldKinds } from './field-kind-lookup.js';
import { fieldFilter, filterTarget } from '../mapping/field-filter.js';
import { columnsOf } from '../mapping/mapping-entry.js';
import { UID_ENTRY, type FieldRef, type ObjectMapping } from '../mapping/object-mapping.js';
import { objectReader } from '../mapping/record-to-object.js';
import { queryPages } from '../session/query-pages.js';
import { both, condition } from '../soql/condition.js';
import { selectStatement } from '../soql/select.js';
import { translateFilter, type Translation } from '../soql/translate-filter.js';
import { attributesIn } from './filter-attributes.js';
import { lookupOf } from '../lookups/lookup-table.js';
import { callContext, mappingOf, type Org } from './operation-context.js';
import { searchLookup } from './search-lookup.js';
import { attachedRef } from './split-attached.js';
import { text } from '../words/text.js';
import { worded } from '../words/worded.js';
import { cookieOf, pageRequest, pageStart } from './paging.js';

/**
 * Finds users. One API call per page of up to 2,000 rows, which Salesforce may make smaller; none where no user can
 * match; one more an hour where a field is touched that not every org has.
 */
export async function* search(
  org: Org,
  objectClass: ObjectClass,
  filter: Filter | undefined,
  options: OperationOptions,
): AsyncGenerator<ConnectorObject, SearchResult, void> {
  const lookup = lookupOf(objectClass);
  if (lookup) return yield* searchLookup(org, lookup, objectClass, filter, options);
  const mapping = mappingOf(org, objectClass, 'search');
  const context = callContext(text('action.search', mapping.sobject), options, { mapping });
  const page = pageRequest(options);
  const returned = fieldsToReturn(mapping, filter, options);
  const asked = [...returned, ...sortFields(mapping, options)].flatMap(columnsOf);
  const kindOf = await fieldKinds(org.session, mapping, asked, context);
  const columns = returned.flatMap(columnsOf).filter((column) => kindOf(column) !== 'absent');

  const { where, residual } = translate(filter, mapping, kindOf);
  if (where === 'none') return new SearchResult({ remainingPagedResults: 0, countPolicy: 'EXACT' });
  const soql = selectStatement({
    fields: [...CaseInsensitiveSet.of([UID_ENTRY.field, ...columns])],
    sobject: mapping.sobject,
    where: ofTheClass(
      both(
        where,
        semiJoins(filter, (attribute) => attachedRef(mapping, attribute)),
      ) as typeof where,
      org,
      mapping,
    ),
    orderBy: [
      ...(options.sortKeys ?? []).map(({ isAscending }, at) => ({
        field: sortFields(mapping, options)[at]!.field,
        ascending: isAscending,
      })),
      // Pages of one search must fit together.
      ...(page.size === undefined ? [] : [{ field: UID_ENTRY.field, ascending: true }]),
    ],
    offset: page.offset,
  });

  const objectOf = objectReader(mapping, returned, kindOf);
  const attached = attachedToReturn(mapping, filter, options);
  let found = 0;
  let used = page.position;
  const pages = queryPages(org.session, pageStart(page, soql), batchSize(org, page.size), context);
  for await (const { records, totalSize, nextRecordsUrl, prefetch } of pages) {
    const ids = records.map((record) => String(record[UID_ENTRY.field]));
    const values = await readAttached(org.session, attached, ids, context);
    const middle = Math.floor(records.length / 2);
    for (const [index, record] of records.entries()) {
      // Early enough to hide the wait, late enough that a consumer who stops early does not pay for it.
      if (index === middle && page.size === undefined) prefetch();
      used++;
      const object = withAttached(objectOf(record), attached, values);
      if (residual && !matches(residual, object, org.textCase)) continue;
      found++;
      yield object;
      if (found === page.size && used < totalSize) {
        return new SearchResult({
          pagedResultsCookie: cookieOf(page, used, nextRecordsUrl),
          remainingPagedResults: totalSize - used,
          countPolicy: residual ? 'ESTIMATE' : 'EXACT',
        });
      }
    }
  }
  return new SearchResult({ remainingPagedResults: 0, countPolicy: 'EXACT' });
}

/** What other sObjects hold is read where it is asked for, or looked at by the filter: each kind is a query a page. */
export function attachedToReturn(
  mapping: ObjectMapping,
  filter: Filter | undefined,
  { attributesToGet }: OperationOptions,
): readonly AttachedRef[] {
  const named = CaseInsensitiveSet.of([...(attributesToGet ?? []), ...(filter ? attributesIn(filter) : [])]);
  // Under the name that was asked for: Oracle's clients have one of their own.
  return [...named].flatMap((attribute) => {
    const ref = attachedRef(mapping, attribute);
    return ref ? [{ ...ref, attribute }] : [];
  });
}

export function withAttached(
  object: ConnectorObject,
  attached: readonly AttachedRef[],
  values: AttachedValues,
): ConnectorObject {
  if (attached.length === 0) return object;
  const more = attached.map(({ attribute }) =>
    attributeOf(attribute, values.of(attribute, object.uid.value)),
  );
  return new ConnectorObject(object.objectClass, [...object.attributes, ...more]);
}

/** The attributes asked for, or those of the map; and those that the filter looks at, so that it can be applied again. */
export function fieldsToReturn(
  mapping: ObjectMapping,
  filter: Filter | undefined,
  options: OperationOptions,
): readonly FieldRef[] {
  const { attributesToGet, returnDefaultAttributes } = options;
  const byDefault = attributesToGet && !returnDefaultAttributes ? [] : mapping.returnedByDefault;
  const named = [...(attributesToGet ?? []), ...(filter ? attributesIn(filter) : [])];
  const refs = [
    mapping.nameRef,
    ...byDefault,
    ...named.flatMap((attribute) => mapping.fieldOf(attribute) ?? []),
  ];
  const seen = new CaseInsensitiveSet();
  return refs.filter(({ attribute, direction }) => {
    if (direction === 'toTarget' || attribute === UID_ENTRY.attribute || seen.has(attribute)) return false;
    seen.add(attribute);
    return true;
  });
}

function sortFields(mapping: ObjectMapping, options: OperationOptions): readonly FieldRef[] {
  return (options.sortKeys ?? []).map(({ field: attribute }) => {
    const ref = mapping.fieldOf(attribute);
    if (ref) return ref;
    throw worded('InvalidAttributeValueException', text('fault.sortKey', attribute), {
      attributeNames: [attribute],
    });
  });
}

function translate(filter: Filter | undefined, mapping: ObjectMapping, kindOf: KindOf): Translation {
  if (!filter) return { where: 'all', residual: undefined };
  const inFields = fieldFilter(filter, mapping);
  const { where, residual } = translateFilter(inFields, (attribute) =>
    mapping.attachedOf(attribute)
      ? { field: UID_ENTRY.field, kind: 'opaque' }
      : filterTarget(attribute, mapping, kindOf),
  );
  // Transforms may read other values so too.
  return { where, residual: residual || inFields !== filter ? filter : undefined };
}

/** Rows of other classes are left out, and users that are not people (Automated Process …), who have no profile. */
export function ofTheClass(
  where: Exclude<Translation['where'], 'none'>,
  org: Org,
  mapping: ObjectMapping,
): Exclude<Translation['where'], 'none'> {
  const people =
    org.includeSystemUsers || mapping.sobject !== 'User' ? 'all' : condition('ProfileId != null');
  const own = mapping.where === undefined ? 'all' : condition(`(${mapping.where})`);
  return both(both(where, own), people) as Exclude<Translation['where'], 'none'>;
}

/** Salesforce's bounds of a page. */
const MIN_BATCH = 200;
const batchSize = (org: Org, pageSize = org.batchSize): number =>
  Math.min(org.batchSize, Math.max(pageSize, MIN_BATCH));

import { ConnectorObject } from '../../common/connector-object.js';
import { ConnectorException } from '../../common/errors/exceptions.js';
import type { Filter } from '../../common/filter/filter.js';
import { attributeNames } from '../../common/filter/attribute-names.js';
import type { ObjectClass } from '../../common/object-class.js';
import type { OperationOptions } from '../../common/operation-options.js';
import { SearchResult, type SortKey } from '../../common/search-result.js';
import { sameName } from '../../common/values/case-insensitive.js';
import type { SearchOp } from '../../spi/operation-interfaces.js';
import type { Call } from '../call.js';
import { attributesToGet } from '../results/attributes-to-get.js';
import { filtered } from '../results/filtered.js';
import { normalizedFilter, normalizedObject, normalizerOf } from '../results/normalized.js';
import { PAGE_OPTIONS, paged } from '../results/paged.js';
import { sorted } from '../results/sorted.js';
import type { ResultsTransform } from '../results/transform.js';

type Objects = AsyncGenerator<ConnectorObject, SearchResult | null, void>;

/** Asks the connector and does what the connector leaves to the framework. */
export function search(call: Call): Objects {
  const [objectClass, filter] = call.args as [ObjectClass, Filter | null];
  return objectsOf(call, objectClass, filter ?? undefined);
}

/** The objects that match, in the order and the page asked for. */
export function objectsOf(call: Call, objectClass: ObjectClass, filter: Filter | undefined): Objects {
  const { sortKeys, page, options, cut } = leftToFramework(call);
  const sorts = sortKeys.length > 0;
  let objects = matching(call, objectClass, filter, options, sorts ? undefined : cut);
  if (sorts) objects = sorted(objects, sortKeys, cut);
  return page ? paged(objects, call.options) : objects;
}

/** The first of them, for which the connector is asked without a stream in between; null when nothing matches. */
export async function firstOf(
  call: Call,
  objectClass: ObjectClass,
  filter: Filter | undefined,
): Promise<ConnectorObject | null> {
  const { sortKeys, page, options, cut } = leftToFramework(call);
  if (sortKeys.length > 0 || page) return firstItem(objectsOf(call, objectClass, filter));
  const { source, transforms } = asked(call, objectClass, filter, options, cut);
  try {
    for (;;) {
      const item = await source.next();
      if (item.done) return null;
      const object = pass(checked(item.value, call), transforms);
      if (object) return object;
    }
  } finally {
    await source.return(undefined);
  }
}

async function firstItem(objects: Objects): Promise<ConnectorObject | null> {
  try {
    const { done, value } = await objects.next();
    return done ? null : value;
  } finally {
    await objects.return(null);
  }
}

interface LeftToFramework {
  /** What the framework sorts by; empty where nobody asks for it, or the connector sorts. */
  readonly sortKeys: readonly SortKey[];
  readonly page: boolean;
  /** What of the options the connector hears. */
  readonly options: OperationOptions;
  readonly cut: ResultsTransform | undefined;
}

function leftToFramework({ options, facade }: Call): LeftToFramework {
  const { sort, page } = facade.search;
  const sortKeys = sort === 'framework' ? (options.sortKeys ?? []) : [];
  // Sorted by the framework, a page can only be cut by it too.
  const cutsPages = page === 'framework' || sortKeys.length > 0;
  const heard = cutsPages ? options.without(...PAGE_OPTIONS) : options;
  return {
    sortKeys,
    page: cutsPages && PAGE_OPTIONS.some((name) => options.values.has(name)),
    options: sort === 'framework' ? heard.without('SORT_KEYS') : heard,
    cut: attributesToGet(options, facade.apiConfiguration),
  };
}

/** What the connector finds: checked, normalised, filtered and cut to the attributes asked for. */
async function* matching(
  call: Call,
  objectClass: ObjectClass,
  filter: Filter | undefined,
  options: OperationOptions,
  cut: ResultsTransform | undefined,
): Objects {
  const { source, transforms } = asked(call, objectClass, filter, options, cut);
  try {
    for (;;) {
      const item = await source.next();
      if (item.done) return item.value instanceof SearchResult ? item.value : null;
      const object = pass(checked(item.value, call), transforms);
      if (object) yield object;
    }
  } finally {
    await source.return(undefined);
  }
}

/** What the connector finds, and what is to be done with each object. */
function asked(
  call: Call,
  objectClass: ObjectClass,
  filter: Filter | undefined,
  options: OperationOptions,
  cut: ResultsTransform | undefined,
): { readonly source: ReturnType<SearchOp['search']>; readonly transforms: readonly ResultsTransform[] } {
  const { apiConfiguration, search: declared } = call.facade;
  const normalize = normalizerOf(call, objectClass);
  const wanted = filter && normalize ? normalizedFilter(filter, normalize) : filter;
  const keep = filtered(wanted, options, apiConfiguration, declared);
  const transforms: ResultsTransform[] = [];
  if (normalize) transforms.push((object) => normalizedObject(object, normalize));
  if (keep) transforms.push(keep);
  if (cut) transforms.push(cut);
  const source = (call.connector as unknown as SearchOp).search(
    objectClass,
    declared.filter === 'framework' ? undefined : wanted,
    withAttributes(options, () => [
      ...(keep && wanted ? attributeNames(wanted) : []),
      ...(call.options.sortKeys ?? []).map(({ field }) => field),
    ]),
  );
  return { source, transforms };
}

/** What the framework looks at must be there, asked for or not; it is cut off again afterwards. */
function withAttributes(options: OperationOptions, needed: () => readonly string[]): OperationOptions {
  const wanted = options.attributesToGet;
  if (!wanted) return options;
  const missing = needed().filter((name) => !wanted.some((present) => sameName(present, name)));
  return missing.length > 0 ? options.set('ATTRS_TO_GET', [...wanted, ...missing]) : options;
}

function checked(object: unknown, call: Call): ConnectorObject {
  if (object instanceof ConnectorObject) return object;
  throw new ConnectorException(
    `Connector ${call.facade.key.connectorName} yielded something that is not a ConnectorObject. This is a fault of bundle ${call.facade.key.bundleName}.`,
  );
}

function pass(object: ConnectorObject, transforms: readonly ResultsTransform[]): ConnectorObject | undefined {
  let current: ConnectorObject | undefined = object;
  for (const transform of transforms) {
    current = transform(current);
    if (!current) return undefined;
  }
  return current;
}

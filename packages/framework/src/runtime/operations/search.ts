import { ConnectorObject } from '../../common/connector-object.js';
import { ConnectorException } from '../../common/errors/exceptions.js';
import type { Filter } from '../../common/filter/filter.js';
import { attributeNames } from '../../common/filter/attribute-names.js';
import type { ObjectClass } from '../../common/object-class.js';
import type { OperationOptions } from '../../common/operation-options.js';
import { SearchResult } from '../../common/search-result.js';
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
  const { options } = call;
  const { sort, page } = call.facade.search;
  const sortKeys = sort === 'framework' ? (options.sortKeys ?? []) : [];
  // Sorted by the framework, a page can only be cut by it too.
  const cutsPages = page === 'framework' || sortKeys.length > 0;
  const hidden = [...(cutsPages ? PAGE_OPTIONS : []), ...(sort === 'framework' ? ['SORT_KEYS'] : [])];
  const cut = attributesToGet(options, call.facade.apiConfiguration);

  const sorts = sortKeys.length > 0;
  let objects = matching(call, objectClass, filter, options.without(...hidden), sorts ? undefined : cut);
  if (sorts) objects = sorted(objects, sortKeys, cut);
  return cutsPages && PAGE_OPTIONS.some((name) => options.values.has(name))
    ? paged(objects, options)
    : objects;
}

/** What the connector finds: checked, normalised, filtered and cut to the attributes asked for. */
async function* matching(
  call: Call,
  objectClass: ObjectClass,
  filter: Filter | undefined,
  options: OperationOptions,
  cut: ResultsTransform | undefined,
): Objects {
  const { apiConfiguration, search: declared } = call.facade;
  const normalize = normalizerOf(call, objectClass);
  const asked = filter && normalize ? normalizedFilter(filter, normalize) : filter;
  const keep = filtered(asked, options, apiConfiguration, declared);
  const transforms = [
    normalize && ((object: ConnectorObject) => normalizedObject(object, normalize)),
    keep,
    cut,
  ].filter((transform) => transform !== undefined);
  const needed = [
    ...(keep && asked ? attributeNames(asked) : []),
    ...(call.options.sortKeys ?? []).map(({ field }) => field),
  ];
  const source = (call.connector as unknown as SearchOp).search(
    objectClass,
    declared.filter === 'framework' ? undefined : asked,
    withAttributes(options, needed),
  );
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

/** What the framework looks at must be there, asked for or not; it is cut off again afterwards. */
function withAttributes(options: OperationOptions, needed: readonly string[]): OperationOptions {
  const wanted = options.attributesToGet;
  if (!wanted) return options;
  const missing = needed.filter((name) => !wanted.some((present) => sameName(present, name)));
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

import type { Attribute } from '../../common/attribute.js';
import { ConnectorObject } from '../../common/connector-object.js';
import { IllegalArgumentException } from '../../common/errors/exceptions.js';
import { compareValues } from '../../common/filter/compare-values.js';
import type { Filter } from '../../common/filter/filter.js';
import { matches } from '../../common/filter/match.js';
import { Name } from '../../common/name.js';
import type { OperationOptions } from '../../common/operation-options.js';
import { SearchResult, type SortKey } from '../../common/search-result.js';
import { Uid } from '../../common/uid.js';
import { sameName } from '../../common/values/case-insensitive.js';
import type { MemoryStore } from './memory-store.js';

/** The objects that match as they are at this moment; in the order and the page asked for. */
export async function* searchStore(
  store: MemoryStore,
  filter: Filter | undefined,
  options: OperationOptions,
): AsyncGenerator<ConnectorObject, SearchResult, void> {
  const found = store.objects().filter((object) => !filter || matches(filter, object));
  if (options.sortKeys) found.sort(byKeys(options.sortKeys));
  const start = startOf(options);
  const end = options.pageSize ? Math.min(start + options.pageSize, found.length) : found.length;
  for (const object of found.slice(start, end)) {
    options.signal?.throwIfAborted();
    yield projected(store, object, options);
  }
  return new SearchResult({
    pagedResultsCookie: end < found.length ? `after-${end}` : null,
    remainingPagedResults: Math.max(found.length - end, 0),
    totalPagedResults: found.length,
    countPolicy: 'EXACT',
  });
}

/** The attributes asked for, or those returned by default; Uid and Name always. */
export function projected(
  store: MemoryStore,
  object: ConnectorObject,
  { attributesToGet, returnDefaultAttributes }: OperationOptions,
): ConnectorObject {
  const byDefault = !attributesToGet || returnDefaultAttributes === true;
  const wanted = ({ name }: Attribute): boolean =>
    name === Uid.NAME ||
    name === Name.NAME ||
    (byDefault && store.kind.info.attribute(name)!.isReturnedByDefault) ||
    (attributesToGet?.some((asked) => sameName(asked, name)) ?? false);
  return new ConnectorObject(object.objectClass, [...object.attributes].filter(wanted));
}

/** The cookie is the number of results before the page; the offset counts from 1, and a cookie wins over it. */
function startOf({ pagedResultsCookie, pagedResultsOffset }: OperationOptions): number {
  if (!pagedResultsCookie) return Math.max((pagedResultsOffset ?? 1) - 1, 0);
  const position = /^after-(\d{1,9})$/.exec(pagedResultsCookie)?.[1];
  if (position === undefined) {
    throw new IllegalArgumentException('The cookie is not one that an earlier page of this search returned.');
  }
  return Number(position);
}

/** First key first; objects without a value last, whichever the direction. */
const byKeys =
  (keys: readonly SortKey[]) =>
  (a: ConnectorObject, b: ConnectorObject): number => {
    for (const { field, isAscending } of keys) {
      const left = a.attributes.get(field)?.values?.[0] ?? null;
      const right = b.attributes.get(field)?.values?.[0] ?? null;
      if (left === null || right === null) {
        if (left !== right) return left === null ? 1 : -1;
        continue;
      }
      const order = compareValues(left, right, 'exact') ?? 0;
      if (order !== 0) return isAscending ? order : -order;
    }
    return 0;
  };

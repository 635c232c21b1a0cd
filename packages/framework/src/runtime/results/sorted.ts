import type { AttributeValue } from '../../common/attribute.js';
import type { ConnectorObject } from '../../common/connector-object.js';
import { UnsupportedOperationException } from '../../common/errors/exceptions.js';
import { compareValues } from '../../common/filter/compare-values.js';
import type { ResultsTransform } from './transform.js';
import type { SearchResult, SortKey } from '../../common/search-result.js';

/** Sorting for a connector that cannot means holding everything; beyond this it is refused. */
export const MAX_SORTED_OBJECTS = 100_000;

type Objects = AsyncGenerator<ConnectorObject, SearchResult | null, void>;

/** Orders by the keys, first key first; objects without a value come last. `cut` drops what was only there to sort by. */
export async function* sorted(
  objects: Objects,
  keys: readonly SortKey[],
  cut: ResultsTransform | undefined,
): Objects {
  const all: ConnectorObject[] = [];
  for await (const object of objects) {
    if (all.length === MAX_SORTED_OBJECTS) {
      throw new UnsupportedOperationException(
        `The connector cannot sort, and the framework sorts up to ${MAX_SORTED_OBJECTS} objects. Narrow the filter, or leave the sort keys out.`,
      );
    }
    all.push(object);
  }
  all.sort((a, b) => compare(a, b, keys));
  for (const object of all) yield cut?.(object) ?? object;
  return null;
}

function compare(a: ConnectorObject, b: ConnectorObject, keys: readonly SortKey[]): number {
  for (const { field, isAscending } of keys) {
    const [left, right] = [firstValue(a, field), firstValue(b, field)];
    if (left === null || right === null) {
      if (left !== right) return left === null ? 1 : -1;
      continue;
    }
    const order = compareValues(left, right, 'exact') ?? 0;
    if (order !== 0) return isAscending ? order : -order;
  }
  return 0;
}

const firstValue = (object: ConnectorObject, field: string): AttributeValue =>
  object.attributes.get(field)?.values?.[0] ?? null;

import { MemoryConnector } from '@icf-ts/framework/testing';
import {
  ComparisonFilter,
  CompositeFilter,
  NotFilter,
  SearchResult,
  SortKey,
  type ConnectorObject,
  type Filter,
  type ObjectClass,
  type OperationOptions,
} from '@icf-ts/framework/spi';
import { through, type Mutant } from './mutant.js';

type Found = AsyncGenerator<ConnectorObject, SearchResult, void>;
type Search = (connector: MemoryConnector['search'], ...args: Parameters<MemoryConnector['search']>) => Found;

/** A memory connector whose search is changed. */
function searching(name: string, search: Search): Mutant {
  class Changed extends MemoryConnector {
    override search(type: ObjectClass, filter: Filter | undefined, options: OperationOptions): Found {
      return search((...args) => super.search(...args), type, filter, options);
    }
  }
  return { name, connector: Changed };
}

const moved = (
  options: OperationOptions,
  by: (position: number, size: number) => number,
): OperationOptions => {
  const position = /^after-(\d+)$/.exec(options.pagedResultsCookie ?? '')?.[1];
  return position === undefined
    ? options
    : options.set('PAGED_RESULTS_COOKIE', `after-${by(Number(position), options.pageSize ?? 0)}`);
};

/** The filter with another comparison in the place of some. */
function translated(
  filter: Filter | undefined,
  change: (comparison: ComparisonFilter) => ComparisonFilter,
): Filter | undefined {
  if (filter instanceof CompositeFilter) {
    const [left, right] = [translated(filter.left, change)!, translated(filter.right, change)!];
    return new CompositeFilter(filter.kind, left, right);
  }
  if (filter instanceof NotFilter) return new NotFilter(translated(filter.filter, change)!);
  return filter instanceof ComparisonFilter ? change(filter) : filter;
}

const asKind = (from: ComparisonFilter['kind'], to: ComparisonFilter['kind']) => (one: ComparisonFilter) =>
  one.kind === from ? new ComparisonFilter(to, one.attribute) : one;
const one = (object: ConnectorObject): ConnectorObject[] => [object];
const SILENT_LIMIT = 1000;

/** Leaves its cursor open where the consumer does not read to the end. */
class LeavesCursorOpen extends MemoryConnector {
  override async *search(type: ObjectClass, filter: Filter | undefined, options: OperationOptions): Found {
    this.target.activity.openCursors++;
    const result = yield* super.search(type, filter, options);
    this.target.activity.openCursors--;
    return result;
  }
}

class CountsWithoutFilter extends MemoryConnector {
  override count(type: ObjectClass, _filter: Filter | undefined, options: OperationOptions): Promise<number> {
    return super.count(type, undefined, options);
  }
}

export const SEARCH_MUTANTS: readonly Mutant[] = [
  searching('drops every second page', (search, type, filter, options) =>
    search(
      type,
      filter,
      moved(options, (position, size) => position + size),
    ),
  ),
  searching('skips one object between two pages', (search, type, filter, options) =>
    search(
      type,
      filter,
      moved(options, (position) => position + 1),
    ),
  ),
  searching('begins a page with the last object of the page before', (search, type, filter, options) =>
    search(
      type,
      filter,
      moved(options, (position) => position - 1),
    ),
  ),
  searching('gives a cookie with a full last page', (search, type, filter, options) => {
    let found = 0;
    const count = (object: ConnectorObject) => (found++, [object]);
    return through(search(type, filter, options), count, (result) =>
      found === options.pageSize && result.pagedResultsCookie === null
        ? new SearchResult({ pagedResultsCookie: `after-${found}` })
        : result,
    );
  }),
  searching('takes any cookie for the first page', (search, type, filter, options) =>
    search(
      type,
      filter,
      options.pagedResultsCookie?.startsWith('after-') ? options : options.without('PAGED_RESULTS_COOKIE'),
    ),
  ),
  searching('returns duplicates', (search, type, filter, options) =>
    through(search(type, filter, options), (object, index) => (index === 1 ? [object, object] : [object])),
  ),
  searching('ignores attributes-to-get', (search, type, filter, options) =>
    search(type, filter, options.without('ATTRS_TO_GET')),
  ),
  searching('takes attributes-to-get in their own case only', (search, type, filter, options) => {
    const known = ['title', 'mail', 'age', 'phone', 'photo', 'sn', 'description', 'member'];
    const wanted = options.attributesToGet?.filter((name) => known.includes(name));
    return search(type, filter, wanted ? options.set('ATTRS_TO_GET', wanted) : options);
  }),
  searching('equals ignores case', (search, type, filter, options) =>
    search(type, translated(filter, asKind('equals', 'equalsIgnoreCase')), options),
  ),
  searching('greaterThanOrEqual is greaterThan', (search, type, filter, options) =>
    search(type, translated(filter, asKind('greaterThanOrEqual', 'greaterThan')), options),
  ),
  searching('sorts ascending whatever is asked', (search, type, filter, options) =>
    search(
      type,
      filter,
      options.sortKeys
        ? options.set(
            'SORT_KEYS',
            options.sortKeys.map(({ field }) => new SortKey(field)),
          )
        : options,
    ),
  ),
  searching('sorts by the first key only', (search, type, filter, options) =>
    search(type, filter, options.sortKeys ? options.set('SORT_KEYS', options.sortKeys.slice(0, 1)) : options),
  ),
  searching('finds 1000 objects at most, and says nothing', async function* (search, type, filter, options) {
    let found = 0;
    const limited = (object: ConnectorObject) => (++found > SILENT_LIMIT ? [] : one(object));
    return yield* through(search(type, filter, options), limited);
  }),
  { name: 'leaves the cursor open when the consumer stops early', connector: LeavesCursorOpen },
  { name: 'counts without the filter', connector: CountsWithoutFilter },
];

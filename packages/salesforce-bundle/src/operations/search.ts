import type {
  ConnectorObject,
  Filter,
  ObjectClass,
  OperationOptions,
  SearchResult,
} from '@icf-ts/framework/spi';
import { isLimits } from '../limits/limits.js';
import { lookupOf } from '../lookups/lookup-table.js';
import type { Org } from './operation-context.js';
import { searchLimits } from './search-limits.js';
import { searchLookup } from './search-lookup.js';
import { listing } from './search/listing.js';
import { END, onePage } from './search/one-page.js';
import { planSearch } from './search/search-plan.js';

/**
 * Finds objects. None of the API calls that {@link listing} and {@link onePage} state where none can match; one more an
 * hour where a field is touched that not every org has; and for each answer one more for each kind of attached
 * attribute that is asked for.
 */
export async function* search(
  org: Org,
  objectClass: ObjectClass,
  filter: Filter | undefined,
  options: OperationOptions,
): AsyncGenerator<ConnectorObject, SearchResult, void> {
  const lookup = lookupOf(objectClass);
  if (lookup) return yield* searchLookup(org, lookup, objectClass, filter, options);
  if (isLimits(objectClass, org.mappings)) return yield* searchLimits(org, filter, options);
  const plan = await planSearch(org, objectClass, filter, options);
  if (plan.statements.length === 0) return END;
  const isPaged = options.pageSize || options.pagedResultsCookie || options.pagedResultsOffset;
  if (isPaged) return yield* onePage(org, plan, options);
  for await (const objects of listing(org, plan)) for (const object of objects) yield object;
  return END;
}

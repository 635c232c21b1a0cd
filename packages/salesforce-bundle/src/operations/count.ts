import type { Filter, ObjectClass, OperationOptions } from '@icf-ts/framework/spi';
import { isLimits } from '../limits/limits.js';
import { lookupOf } from '../lookups/lookup-table.js';
import type { QueryPage } from '../session/query-pages.js';
import { fitsUrl } from '../soql/select.js';
import type { Org } from './operation-context.js';
import { planSearch } from './search/search-plan.js';

/**
 * Counts objects, exactly. One API call where SOQL can say the whole filter; undefined where the objects have to be
 * looked at, which the framework does.
 */
export async function count(
  org: Org,
  objectClass: ObjectClass,
  filter: Filter | undefined,
  options: OperationOptions,
): Promise<number | undefined> {
  if (isLimits(objectClass, org.mappings)) return undefined;
  // Lookups, and names that are found without their suffix, only searches know.
  if (lookupOf(objectClass) || (filter && org.accounts.usernameSuffix !== '')) return undefined;
  const { statements, mapping, context } = await planSearch(org, objectClass, filter, options);
  if (statements.length === 0) return 0;
  const [{ where, keeps }] = statements as [(typeof statements)[number]];
  const soql = `SELECT count() FROM ${mapping.sobject}${where === 'all' ? '' : ` WHERE ${where.text}`}`;
  if (statements.length > 1 || keeps || !fitsUrl(soql)) return undefined;
  const path = `/query?q=${encodeURIComponent(soql)}`;
  return (await org.session.request<QueryPage>({ method: 'GET', path }, context)).totalSize;
}

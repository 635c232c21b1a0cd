import type { Row } from '../../record/row.js';
import type { Filter } from './filter.js';

/**
 * Rows among which are all that a filter selects, where an index tells them; undefined where it takes a look at all.
 *
 * @param find rows whose attribute equals a text; undefined for attributes without index
 */
export function indexedRows(
  filter: Filter,
  find: (path: string, value: string) => readonly Row[] | undefined,
): readonly Row[] | undefined {
  if (filter.kind === 'logic') {
    const left = indexedRows(filter.left, find);
    if (filter.operator === 'and') return left ?? indexedRows(filter.right, find);
    const right = left && indexedRows(filter.right, find);
    return left && right && [...new Set([...left, ...right])];
  }
  if (filter.kind !== 'compare' || filter.operator !== 'eq' || typeof filter.value !== 'string')
    return undefined;
  return find(filter.path, filter.value);
}

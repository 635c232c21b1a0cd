import { IllegalArgumentException } from '../errors/exceptions.js';
import { NotFilter, type Filter } from './filter.js';
import { joined, partsOf } from './parts.js';

/** What walks through a filter does so by recursion; the wire protocol has the same bound. */
const MAX_DEPTH = 512;

/**
 * The same filter, not too deep to be walked through: a list that was joined one by one is a chain as deep as it is
 * long, and becomes halves of halves. What is not too deep comes back as it is.
 * @throws IllegalArgumentException for a filter that is too deep all the same.
 */
export const flatten = (filter: Filter): Filter => (isTooDeep(filter) ? flattened(filter, 1) : filter);

function isTooDeep(filter: Filter): boolean {
  const open: (readonly [Filter, number])[] = [[filter, 1]];
  while (open.length > 0) {
    const [next, depth] = open.pop()!;
    if (depth > MAX_DEPTH) return true;
    if (next.kind === 'and' || next.kind === 'or') open.push([next.right, depth + 1], [next.left, depth + 1]);
    else if (next.kind === 'not') open.push([next.filter, depth + 1]);
  }
  return false;
}

function flattened(filter: Filter, depth: number): Filter {
  if (depth > MAX_DEPTH) {
    throw new IllegalArgumentException(
      `The filter nests 'and', 'or' and 'not' in one another more than ${MAX_DEPTH} levels deep. Write it flatter.`,
    );
  }
  if (filter.kind === 'not') return new NotFilter(flattened(filter.filter, depth + 1));
  if (filter.kind !== 'and' && filter.kind !== 'or') return filter;
  return joined(
    filter.kind,
    partsOf(filter.kind, filter).map((part) => flattened(part, depth + 1)),
  );
}

import { IllegalArgumentException } from '../errors/exceptions.js';
import { CompositeFilter, NotFilter, type Filter } from './filter.js';

/** ICF knows pairs only; halves keep the tree flat, because a peer bounds how deep objects may nest. */
export function fold(kind: 'and' | 'or', filters: readonly Filter[]): Filter {
  if (filters.length === 0) throw new IllegalArgumentException(`${kind}() needs at least one filter.`);
  if (filters.length === 1) return filters[0]!;
  const half = Math.ceil(filters.length / 2);
  return new CompositeFilter(kind, fold(kind, filters.slice(0, half)), fold(kind, filters.slice(half)));
}

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
  return fold(
    filter.kind,
    chain(filter.kind, filter).map((part) => flattened(part, depth + 1)),
  );
}

/** The parts of nested pairs of one kind, in their order. */
function chain(kind: 'and' | 'or', filter: Filter): readonly Filter[] {
  const parts: Filter[] = [];
  const open = [filter];
  while (open.length > 0) {
    const next = open.pop()!;
    if (next.kind === kind) open.push(next.right, next.left);
    else parts.push(next);
  }
  return parts;
}

import { IllegalArgumentException } from '../errors/exceptions.js';
import { CompositeFilter, type Filter } from './filter.js';

/**
 * One filter of several. ICF knows pairs only; halves keep the tree flat, because a peer bounds how deep objects may nest.
 * @throws IllegalArgumentException for none.
 */
export function joined(kind: 'and' | 'or', filters: readonly Filter[]): Filter {
  if (filters.length === 0) throw new IllegalArgumentException(`${kind}() needs at least one filter.`);
  if (filters.length === 1) return filters[0]!;
  const half = Math.ceil(filters.length / 2);
  return new CompositeFilter(kind, joined(kind, filters.slice(0, half)), joined(kind, filters.slice(half)));
}

/** The parts of nested pairs of one kind, in their order; without recursion, because a list may be a deep chain. */
export function partsOf(kind: 'and' | 'or', filter: Filter): readonly Filter[] {
  const parts: Filter[] = [];
  const open = [filter];
  while (open.length > 0) {
    const next = open.pop()!;
    if (next.kind === kind) open.push(next.right, next.left);
    else parts.push(next);
  }
  return parts;
}

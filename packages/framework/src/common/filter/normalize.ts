import { CompositeFilter, NotFilter, type Filter } from './filter.js';

/**
 * `negation`: NOT stands at the leaves only, and never twice. `disjunctive`: moreover, OR stands outside of AND, so that
 * the filter reads as a list of alternatives.
 */
export type NormalForm = 'negation' | 'disjunctive';

export interface NormalizeOptions {
  /** How many alternatives the disjunctive form may have; every AND of ORs multiplies them. 64 if not told. */
  readonly maxTerms?: number;
}

const DEFAULT_MAX_TERMS = 64;

/**
 * The same filter in another shape: what `matches` says of it does not change, for either text case. Composites stay
 * pairs, as on the wire, and conditions stay in their order. Where the disjunctive form would be larger than `maxTerms`
 * alternatives, the negation form is returned instead.
 */
export function normalize(
  filter: Filter,
  form: NormalForm = 'negation',
  { maxTerms = DEFAULT_MAX_TERMS }: NormalizeOptions = {},
): Filter {
  const pushed = pushNot(filter, false);
  // Counted before anything is built: the count is cheap, the form may not fit into memory.
  if (form === 'negation' || !(countTerms(pushed) <= maxTerms)) return pushed;
  return terms(pushed).reduce((left, right) => new CompositeFilter('or', left, right));
}

/** What is in shape already is returned as it is, not copied. */
function pushNot(filter: Filter, negated: boolean): Filter {
  switch (filter.kind) {
    case 'not':
      // A NOT at a leaf stays the object it was.
      if (!negated && isLeaf(filter.filter)) return filter;
      return pushNot(filter.filter, !negated);
    case 'and':
    case 'or': {
      const left = pushNot(filter.left, negated);
      const right = pushNot(filter.right, negated);
      if (!negated && left === filter.left && right === filter.right) return filter;
      const kind = (filter.kind === 'and') === negated ? 'or' : 'and';
      return new CompositeFilter(kind, left, right);
    }
    default:
      return negated ? new NotFilter(filter) : filter;
  }
}

const isLeaf = ({ kind }: Filter): boolean => kind !== 'and' && kind !== 'or' && kind !== 'not';

/** How many alternatives there are. */
function countTerms(filter: Filter): number {
  if (filter.kind === 'or') return countTerms(filter.left) + countTerms(filter.right);
  if (filter.kind === 'and') return countTerms(filter.left) * countTerms(filter.right);
  return 1;
}

/** The alternatives, each without an OR. */
function terms(filter: Filter): readonly Filter[] {
  if (filter.kind === 'or') return [...terms(filter.left), ...terms(filter.right)];
  if (filter.kind !== 'and') return [filter];
  const right = terms(filter.right);
  return terms(filter.left).flatMap((left) => right.map((term) => new CompositeFilter('and', left, term)));
}

import { UnsupportedOperationException } from '../errors/exceptions.js';
import {
  CompositeFilter,
  type ComparisonFilter,
  type ExtendedMatchFilter,
  type Filter,
  type PresenceFilter,
} from './filter.js';
import { normalize } from './normalize.js';

/** Whatever the target's queries are made of; undefined is no query, but the lack of one. */
type Query = NonNullable<unknown>;

/** A filter without parts. */
export type LeafFilter = ComparisonFilter | PresenceFilter | ExtendedMatchFilter;

/**
 * What a target can say of one leaf: a query for exactly its rows; a query that loses none of them but may bring others;
 * that it holds for every row, or for none; or, undefined, nothing at all.
 */
export type LeafTranslation<Q extends Query> =
  { readonly exact: Q } | { readonly superset: Q } | 'everything' | 'nothing' | undefined;

/** What a bundle author writes to have filters in the language of the target. */
export interface FilterTranslator<Q extends Query> {
  /**
   * One leaf; when `negated`, the rows that it does not hold for. "Exact" means: just the rows that `matches` accepts, in
   * the text case that the connector matches in. Mind the rows without a value: no comparison holds for them, so that
   * they are among the rows of every negated one, which many a target's NOT forgets.
   */
  leaf(filter: LeafFilter, negated: boolean): LeafTranslation<Q>;
  and(left: Q, right: Q): Q;
  or(left: Q, right: Q): Q;
}

export interface FilterTranslation<Q extends Query> {
  /** Brings every object that matches, perhaps more; undefined where all objects have to be fetched. */
  readonly query: Q | undefined;
  /** To be asked, by `matches`, of each object that the query brings; undefined where the query is exact. */
  readonly residual: Filter | undefined;
  /**
   * Set where no object can match, so that the target need not be asked. `residual` is then the whole filter: who does
   * not look here pays with a slow search, not with wrong objects.
   */
  readonly matchesNothing?: true;
}

/**
 * Translates as much of a filter as the target understands and leaves the rest as a residual: what the query brings,
 * reduced to what matches the residual, is what matches the filter.
 * @throws UnsupportedOperationException when an extended match is left over, which nobody but the target can answer.
 */
export function translateFilter<Q extends Query>(
  filter: Filter,
  translator: FilterTranslator<Q>,
): FilterTranslation<Q> {
  const part = translatePart(normalize(filter), translator);
  if (part === 'nothing') return { query: undefined, residual: filter, matchesNothing: true };
  if (part === 'everything') return { query: undefined, residual: undefined };
  if (part.residual) refuseExtendedMatch(part.residual);
  return part;
}

/** 'everything' is `{ query: undefined, residual: undefined }`, named so that it can be told from what is unknown. */
type Part<Q extends Query> = 'everything' | 'nothing' | Pick<FilterTranslation<Q>, 'query' | 'residual'>;

function translatePart<Q extends Query>(filter: Filter, translator: FilterTranslator<Q>): Part<Q> {
  switch (filter.kind) {
    case 'and':
      return both(
        translatePart(filter.left, translator),
        translatePart(filter.right, translator),
        translator,
      );
    case 'or':
      return either(filter, translator);
    case 'not':
      // In negation form a NOT has a leaf under it.
      return leafPart(filter, translator.leaf(filter.filter as LeafFilter, true));
    default:
      return leafPart(filter, translator.leaf(filter, false));
  }
}

function leafPart<Q extends Query>(filter: Filter, translation: LeafTranslation<Q>): Part<Q> {
  if (translation === undefined) return { query: undefined, residual: filter };
  if (typeof translation === 'string') return translation;
  if ('exact' in translation) return { query: translation.exact, residual: undefined };
  return { query: translation.superset, residual: filter };
}

/** Each side's residual stays its own business: of an exact and an inexact side only the inexact one is left over. */
function both<Q extends Query>(left: Part<Q>, right: Part<Q>, translator: FilterTranslator<Q>): Part<Q> {
  if (left === 'nothing' || right === 'nothing') return 'nothing';
  if (left === 'everything') return right;
  if (right === 'everything') return left;
  return {
    query: joinDefined(left.query, right.query, (a, b) => translator.and(a, b)),
    residual: joinDefined(left.residual, right.residual, (a, b) => new CompositeFilter('and', a, b)),
  };
}

/** A row does not tell which branch brought it: unless both are exact, the whole OR is left over. */
function either<Q extends Query>(filter: CompositeFilter, translator: FilterTranslator<Q>): Part<Q> {
  const left = translatePart(filter.left, translator);
  const right = translatePart(filter.right, translator);
  if (left === 'everything' || right === 'everything') return 'everything';
  if (left === 'nothing') return right;
  if (right === 'nothing') return left;
  return {
    query:
      left.query === undefined || right.query === undefined
        ? undefined
        : translator.or(left.query, right.query),
    residual: left.residual || right.residual ? filter : undefined,
  };
}

function joinDefined<T>(left: T | undefined, right: T | undefined, join: (a: T, b: T) => T): T | undefined {
  if (left === undefined) return right;
  return right === undefined ? left : join(left, right);
}

/** Told before the target is asked for anything, not when the first row comes. */
function refuseExtendedMatch(filter: Filter): void {
  if (filter.kind === 'and' || filter.kind === 'or') {
    refuseExtendedMatch(filter.left);
    refuseExtendedMatch(filter.right);
  } else if (filter.kind === 'not') {
    refuseExtendedMatch(filter.filter);
  } else if (filter.kind === 'extendedMatch') {
    throw new UnsupportedOperationException(
      `The connector cannot express the filter '${filter.operator}' of attribute '${filter.attribute.name}' in the ` +
        'language of its target, and nobody else can answer it. Leave it out of the filter, or out of an OR with ' +
        'conditions that the target does not know.',
    );
  }
}

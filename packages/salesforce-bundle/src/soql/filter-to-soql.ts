import {
  translateFilter,
  type Filter,
  type FilterTranslator,
  type LeafFilter,
  type LeafTranslation,
} from '@icf-ts/framework/spi';
import type { FieldKind } from '../mapping/field-kinds.js';
import { compareField, hasNoValue, type Bounds } from './compare-field.js';
import { and, both, condition, or, sameCondition, type Condition, type ConditionText } from './condition.js';

/** What a leaf of a filter looks at: a field of the rows, or something that translates its leaves itself. */
export type FilterTarget =
  | { readonly field: string; readonly kind: FieldKind }
  | { leaf(filter: LeafFilter, negated: boolean): LeafTranslation<ConditionText> };

/** What is behind an attribute; undefined for an attribute that no object of the class has. */
export type TargetLookup = (attribute: string) => FilterTarget | undefined;

/** A filter in SOQL. `residual` is set where rows beyond the filter may come and have to be matched. */
export interface SoqlFilter {
  readonly where: Condition;
  readonly residual: Filter | undefined;
}

/**
 * Translates a filter so that no row that matches is lost. SOQL ignores case and orders texts by its own alphabet, so
 * that many of ICF's comparisons can only be narrowed down to, and their negation not even that.
 * @throws UnsupportedOperationException for an extended match, of which this connector knows none.
 */
export function filterToSoql(filter: Filter, lookup: TargetLookup): SoqlFilter {
  const translator: FilterTranslator<ConditionText> = {
    leaf: (leaf, negated) => translateLeaf(leaf, negated, lookup),
    and,
    or,
  };
  const { query, residual, matchesNothing } = translateFilter(filter, translator);
  if (matchesNothing) return { where: 'none', residual: undefined };
  return { where: query ?? 'all', residual };
}

function translateLeaf(
  filter: LeafFilter,
  negated: boolean,
  lookup: TargetLookup,
): LeafTranslation<ConditionText> {
  if (filter.kind === 'extendedMatch') return undefined;
  const target = lookup(filter.kind === 'present' ? filter.name : filter.attribute.name);
  if (target && 'leaf' in target) return target.leaf(filter, negated);
  const { upper, lower } = bounds(filter, target);
  const exact = sameCondition(upper, lower);
  const wanted = negated ? complement(lower, target?.field) : upper;
  if (wanted === 'none') return 'nothing';
  if (wanted === 'all') return exact ? 'everything' : undefined;
  return exact ? { exact: wanted } : { superset: wanted };
}

/** All rows but those of the condition. A row without a value fulfils no comparison, so it is among them. */
function complement(of: Condition, field: string | undefined): Condition {
  if (of === 'all') return 'none';
  if (of === 'none') return 'all';
  if (of.text === `${field} != null`) return hasNoValue(field!);
  if (of.text === `${field} = null`) return condition(`${field} != null`);
  return condition(`((NOT (${of.text})) OR ${field} = null)`);
}

function bounds(
  filter: Exclude<LeafFilter, { kind: 'extendedMatch' }>,
  target: Extract<FilterTarget, { field: string }> | undefined,
): Bounds {
  const values =
    filter.kind === 'present' ? [] : (filter.attribute.values ?? []).filter((value) => value !== null);
  const isEmptyEquals =
    values.length === 0 && (filter.kind === 'equals' || filter.kind === 'equalsIgnoreCase');
  if (!target) return isEmptyEquals ? ALWAYS : NEVER;

  const { field, kind } = target;
  if (kind === 'compound' || kind === 'opaque') return { upper: 'all', lower: 'none' };
  const present: Bounds = { upper: condition(`${field} != null`), lower: condition(`${field} != null`) };
  if (filter.kind === 'present') return present;
  if (isEmptyEquals) return { upper: hasNoValue(field), lower: hasNoValue(field) };
  if (values.length === 0) return filter.kind === 'containsAllValues' ? present : NEVER;

  const each = values.map((value) => compareField(kind, field, filter.kind, value));
  if (each.length === 1) return each[0]!;
  // Several values: each must be there; that nothing else is, or in which order, is left to matching.
  return { upper: each.map(({ upper }) => upper).reduce(both), lower: 'none' };
}

const ALWAYS: Bounds = { upper: 'all', lower: 'all' };
const NEVER: Bounds = { upper: 'none', lower: 'none' };

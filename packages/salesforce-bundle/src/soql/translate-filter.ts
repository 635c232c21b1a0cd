import type { Filter } from '@icf-ts/framework/spi';
import type { FieldKind } from '../mapping/field-kinds.js';
import { compareField, hasNoValue, type Bounds } from './compare-field.js';
import { both, condition, either, type Condition } from './condition.js';

/** The field behind an attribute; undefined for an attribute that no object of the class has. */
export type FieldLookup = (
  attribute: string,
) => { readonly field: string; readonly kind: FieldKind } | undefined;

/** A filter in SOQL. `residual` is set where rows beyond the filter may come and have to be matched. */
export interface Translation {
  readonly where: Condition;
  readonly residual: Filter | undefined;
}

/**
 * Translates a filter so that no row that matches is lost. SOQL ignores case and orders texts by its own alphabet, so
 * that many of ICF's comparisons can only be narrowed down to, and their negation not even that.
 */
export function translateFilter(filter: Filter, lookup: FieldLookup): Translation {
  const upper = bound(filter, lookup, 'upper', false);
  const exact = sameCondition(upper, bound(filter, lookup, 'lower', false));
  return { where: upper, residual: exact ? undefined : filter };
}

type Side = keyof Bounds;

/** `negated` is pushed down to the comparisons: what SOQL's NOT does to rows without a value is not relied on. */
function bound(filter: Filter, lookup: FieldLookup, side: Side, negated: boolean): Condition {
  switch (filter.kind) {
    case 'not':
      return bound(filter.filter, lookup, side, !negated);
    case 'and':
    case 'or': {
      const join = (filter.kind === 'and') === negated ? either : both;
      return join(bound(filter.left, lookup, side, negated), bound(filter.right, lookup, side, negated));
    }
    default: {
      if (!negated) return leaf(filter, lookup)[side];
      const opposite = leaf(filter, lookup)[side === 'upper' ? 'lower' : 'upper'];
      return complement(opposite, 'attribute' in filter ? filter.attribute.name : filter.name, lookup);
    }
  }
}

/** All rows but those of the condition. A row without a value fulfils no comparison, so it is among them. */
function complement(of: Condition, attribute: string, lookup: FieldLookup): Condition {
  if (of === 'all') return 'none';
  if (of === 'none') return 'all';
  const field = lookup(attribute)!.field;
  if (of.text === `${field} != null`) return hasNoValue(field);
  if (of.text === `${field} = null`) return condition(`${field} != null`);
  return condition(`((NOT (${of.text})) OR ${field} = null)`);
}

function leaf(filter: Exclude<Filter, { kind: 'and' | 'or' | 'not' }>, lookup: FieldLookup): Bounds {
  // Only the connector knows an extended match, and this one knows none.
  if (filter.kind === 'extendedMatch') return { upper: 'all', lower: 'none' };
  const target = lookup(filter.kind === 'present' ? filter.name : filter.attribute.name);
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

const sameCondition = (a: Condition, b: Condition): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && a.text === b.text);

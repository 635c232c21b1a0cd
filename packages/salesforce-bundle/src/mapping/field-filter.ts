import { attributeOf, type Comparison, type Filter } from '@icf-ts/framework/spi';
import type { KindOf, FieldKind } from './field-kinds.js';
import type { ObjectMapping } from './object-mapping.js';
import { sourcesOf } from './transforms/transform.js';

/** Marks an attribute of a rewritten filter as a column: no attribute's name begins so. */
const COLUMN = '\u0000';

/** What a filter's attribute is compared with: a column and the kind of its values. */
export interface FilterTarget {
  readonly field: string;
  readonly kind: FieldKind;
}

/**
 * A filter in terms of columns where transforms stand between an attribute and its field: equalities that the transforms
 * can turn round become equalities of the column. The rest stays, and {@link filterTarget} calls it opaque. What matches
 * the filter given matches this one too, but not the other way round.
 */
export function fieldFilter(filter: Filter, mapping: ObjectMapping): Filter {
  switch (filter.kind) {
    case 'and':
    case 'or': {
      const left = fieldFilter(filter.left, mapping);
      const right = fieldFilter(filter.right, mapping);
      return left === filter.left && right === filter.right ? filter : { ...filter, left, right };
    }
    case 'not':
    case 'present':
    case 'extendedMatch':
      // What a negated equality leaves out must not be too much: it is left to matching.
      return filter;
    default: {
      const { attribute } = filter;
      const entry = mapping.entryOf(attribute.name);
      const values = (attribute.values ?? []).filter((value) => value !== null);
      if (!entry?.transforms || values.length !== 1 || !EQUALITIES.has(filter.kind)) return filter;
      const sources = sourcesOf(entry.transforms, values[0]!);
      if (!sources) return filter;
      const parts = sources.map((value): Filter => ({
        kind: 'equals',
        attribute: attributeOf(COLUMN + entry.field, [value]),
      }));
      const [first, ...more] = parts;
      // Nothing that the field may hold reads so: a condition that no row meets.
      if (!first) return { kind: 'equals', attribute: attributeOf(NOTHING, ['']) };
      return more.reduce((left, right): Filter => ({ kind: 'or', left, right }), first);
    }
  }
}

const EQUALITIES: ReadonlySet<Comparison> = new Set<Comparison>(['equals', 'equalsIgnoreCase']);
const NOTHING = `${COLUMN}${COLUMN}`;

/** The column of an attribute in a filter made by {@link fieldFilter}; undefined for one that no object has. */
export function filterTarget(
  attribute: string,
  mapping: ObjectMapping,
  kindOf: KindOf,
): FilterTarget | undefined {
  if (attribute === NOTHING) return undefined;
  if (attribute.startsWith(COLUMN)) {
    const field = attribute.slice(COLUMN.length);
    return { field, kind: kindOf(field) };
  }
  const ref = mapping.fieldOf(attribute);
  if (!ref || ref.direction === 'toTarget' || kindOf(ref.field) === 'absent') return undefined;
  const entry = mapping.entryOf(attribute);
  const opaque = ref.columns !== undefined || entry?.transforms !== undefined;
  return { field: ref.field, kind: opaque ? 'opaque' : kindOf(ref.field) };
}

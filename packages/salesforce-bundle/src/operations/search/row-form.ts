import {
  attributeOf,
  filters,
  type AttributeValue,
  type Comparison,
  type Filter,
} from '@icf-ts/framework/spi';
import { asRowId } from '../../soql/salesforce-id.js';
import type { FieldKind } from '../../mapping/field-kinds.js';

/** What the values of an attribute are; undefined where they are not those of a field. */
export type AttributeKind = (attribute: string) => FieldKind | undefined;

type InRow = (value: AttributeValue) => AttributeValue;

/** Kinds whose values callers may give in forms that rows do not have. */
const IN_ROW: Partial<Record<FieldKind, InRow>> = {
  id: (value) => (typeof value === 'string' ? asRowId(value) : value),
  reference: (value) => (typeof value === 'string' ? asRowId(value) : value),
};

/** Parts of texts are taken as they are. */
const PATTERNS: ReadonlySet<Comparison> = new Set<Comparison>(['contains', 'startsWith', 'endsWith']);

/**
 * The filter with its values in the form that rows have: Salesforce finds an id by 15 characters and answers with 18, so
 * that matching the rows again would find none.
 */
export function inRowForm(filter: Filter, kindOf: AttributeKind): Filter {
  switch (filter.kind) {
    case 'and':
    case 'or': {
      const left = inRowForm(filter.left, kindOf);
      const right = inRowForm(filter.right, kindOf);
      return left === filter.left && right === filter.right ? filter : filters[filter.kind](left, right);
    }
    case 'not': {
      const inner = inRowForm(filter.filter, kindOf);
      return inner === filter.filter ? filter : filters.not(inner);
    }
    case 'present':
    case 'extendedMatch':
      return filter;
    default: {
      const { name, values } = filter.attribute;
      const kind = kindOf(name);
      const inRow = kind && IN_ROW[kind];
      if (!inRow || !values || PATTERNS.has(filter.kind)) return filter;
      const own = values.map(inRow);
      return own.every((value, at) => value === values[at])
        ? filter
        : filters[filter.kind](attributeOf(name, own));
    }
  }
}

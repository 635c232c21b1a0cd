import {
  ZonedDateTime,
  attributeOf,
  filters,
  type AttributeValue,
  type Comparison,
  type Filter,
} from '@icf-ts/framework/spi';
import type { FieldKind } from '../../mapping/field-kinds.js';
import { dayOf, instantOf } from '../../mapping/instant.js';
import { asRowId } from '../../soql/salesforce-id.js';
import { text } from '../../words/text.js';
import { worded } from '../../words/worded.js';

/** What the values of an attribute are; undefined where they are not those of a field. */
export type AttributeKind = (attribute: string) => FieldKind | undefined;

/** The value as rows have it; undefined for a text that no row can have. */
type InRow = (value: AttributeValue) => AttributeValue | undefined;

const rowId: InRow = (value) => (typeof value === 'string' ? asRowId(value) : value);
/** A number that is no instant is compared as it is. */
const unlessText = (value: AttributeValue): AttributeValue | undefined =>
  typeof value === 'string' ? undefined : value;
const rowInstant: InRow = (value) => {
  if (typeof value !== 'string' && typeof value !== 'bigint') return value;
  const instant = instantOf(value);
  return instant ? ZonedDateTime.fromDate(instant) : unlessText(value);
};

/** Kinds whose values callers may give in forms that rows do not have. */
const IN_ROW: Partial<Record<FieldKind, InRow>> = {
  id: rowId,
  reference: rowId,
  datetime: rowInstant,
  date: (value) => dayOf(value) ?? unlessText(value),
};

/** Parts of texts are taken as they are. */
const PATTERNS: ReadonlySet<Comparison> = new Set<Comparison>(['contains', 'startsWith', 'endsWith']);

/**
 * The filter with its values in the form that rows have: an id may be given by 15 characters, a date-time as a text or in
 * milliseconds, and matching the rows again would find none of them.
 * @throws InvalidAttributeValueException for a text that is no date, which would find nobody.
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
      const own = values.map((value) => {
        const found = inRow(value);
        if (found !== undefined) return found;
        throw worded('InvalidAttributeValueException', text('fault.noDate', name), {
          attributeNames: [name],
        });
      });
      return own.every((value, at) => value === values[at])
        ? filter
        : filters[filter.kind](attributeOf(name, own));
    }
  }
}

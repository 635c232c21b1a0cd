import type { Attribute } from '../attribute.js';

/** The comparisons of one attribute with a value. */
export const COMPARISONS = [
  'equals',
  'equalsIgnoreCase',
  'contains',
  'startsWith',
  'endsWith',
  'greaterThan',
  'greaterThanOrEqual',
  'lessThan',
  'lessThanOrEqual',
  'containsAllValues',
] as const;
export type Comparison = (typeof COMPARISONS)[number];

/** `attribute` holds the name to look at and the value to compare with. */
export class ComparisonFilter {
  readonly kind: Comparison;
  readonly attribute: Attribute;
  constructor(kind: Comparison, attribute: Attribute) {
    this.kind = kind;
    this.attribute = attribute;
  }
}

export class CompositeFilter {
  readonly kind: 'and' | 'or';
  readonly left: Filter;
  readonly right: Filter;
  constructor(kind: 'and' | 'or', left: Filter, right: Filter) {
    this.kind = kind;
    this.left = left;
    this.right = right;
  }
}

export class NotFilter {
  readonly kind = 'not' as const;
  readonly filter: Filter;
  constructor(filter: Filter) {
    this.filter = filter;
  }
}

/** Whether the object has the attribute at all (the OpenICF fork's; ConnId has no such filter). */
export class PresenceFilter {
  readonly kind = 'present' as const;
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

/** A comparison that only the connector understands (the OpenICF fork's). */
export class ExtendedMatchFilter {
  readonly kind = 'extendedMatch' as const;
  readonly operator: string;
  readonly attribute: Attribute;
  constructor(operator: string, attribute: Attribute) {
    this.operator = operator;
    this.attribute = attribute;
  }
}

/** Which objects a search is for. A closed union: `switch (filter.kind)` is exhaustive. */
export type Filter = ComparisonFilter | CompositeFilter | NotFilter | PresenceFilter | ExtendedMatchFilter;

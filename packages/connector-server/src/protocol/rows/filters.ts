import {
  Attribute,
  CompositeFilter,
  ComparisonFilter,
  ExtendedMatchFilter,
  NotFilter,
  PresenceFilter,
  type Comparison,
  type Filter,
} from '@icf-ts/framework';
import { ProtocolError } from '../protocol-error.js';
import { need, needOnly } from './read.js';
import { connIdOnly, items, object, record, text, type Row } from './row.js';

const COMPARISON_TYPES: Readonly<Record<Comparison, string>> = {
  equals: 'EqualsFilter',
  equalsIgnoreCase: 'EqualsIgnoreCaseFilter',
  contains: 'ContainsFilter',
  startsWith: 'StartsWithFilter',
  endsWith: 'EndsWithFilter',
  greaterThan: 'GreaterThanFilter',
  greaterThanOrEqual: 'GreaterThanOrEqualFilter',
  lessThan: 'LessThanFilter',
  lessThanOrEqual: 'LessThanOrEqualFilter',
  containsAllValues: 'ContainsAllValuesFilter',
};

/** Classes that stand for several types: the kind of the value tells which. */
export const filterTypeOf = (filter: ComparisonFilter | CompositeFilter): string =>
  filter instanceof CompositeFilter ? COMPOSITE_TYPES[filter.kind] : COMPARISON_TYPES[filter.kind];

const COMPOSITE_TYPES = { and: 'AndFilter', or: 'OrFilter' } as const;

function filterAt(values: readonly unknown[], at: number): Filter {
  const value = values[at];
  const known = [ComparisonFilter, CompositeFilter, NotFilter, PresenceFilter, ExtendedMatchFilter];
  if (known.some((type) => value instanceof type)) return value as Filter;
  throw new ProtocolError('A filter holds something that is not a filter.');
}

/** Section 3.8, and the fork's two. */
export const filters: readonly Row[] = [
  ...(['and', 'or'] as const).map((kind) =>
    record(
      COMPOSITE_TYPES[kind],
      null,
      [items(({ left, right }: CompositeFilter) => [left, right])],
      (_fields, values) => new CompositeFilter(kind, filterAt(values, 0), filterAt(values, 1)),
    ),
  ),
  record(
    'NotFilter',
    NotFilter,
    [items(({ filter }: NotFilter) => [filter])],
    (_fields, values) => new NotFilter(filterAt(values, 0)),
  ),
  ...(Object.keys(COMPARISON_TYPES) as Comparison[]).map((kind) => {
    const row = record(
      COMPARISON_TYPES[kind],
      null,
      [object('attribute', (value: ComparisonFilter) => value.attribute)],
      ([attribute]) =>
        new ComparisonFilter(kind, needOnly(Attribute, attribute, `${COMPARISON_TYPES[kind]}.attribute`)),
    );
    return kind === 'equalsIgnoreCase' ? connIdOnly(row) : row;
  }),
  record(
    'PresenceFilter',
    PresenceFilter,
    [text('name', (value: PresenceFilter) => value.name)],
    ([name]) => new PresenceFilter(need<string>(name, 'PresenceFilter.name')),
  ),
  record(
    'ExtendedMatchFilter',
    ExtendedMatchFilter,
    [
      text('operator', (value: ExtendedMatchFilter) => value.operator),
      object('attribute', (value: ExtendedMatchFilter) => value.attribute),
    ],
    ([operator, attribute]) =>
      new ExtendedMatchFilter(
        need<string>(operator, 'ExtendedMatchFilter.operator'),
        needOnly(Attribute, attribute, 'ExtendedMatchFilter.attribute'),
      ),
  ),
];

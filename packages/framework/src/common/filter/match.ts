import type { Attribute, AttributeValue } from '../attribute.js';
import type { ConnectorObject } from '../connector-object.js';
import { UnsupportedOperationException } from '../errors/exceptions.js';
import { compareValues, equalValues, textOf, type TextCase } from './compare-values.js';
import type { ComparisonFilter, Filter } from './filter.js';

/**
 * Whether the object is among those that the filter is for. An absent attribute matches only `equals` with no values.
 * @throws UnsupportedOperationException for an extended match, which only a connector can answer.
 */
export function matches(filter: Filter, object: ConnectorObject, textCase: TextCase = 'exact'): boolean {
  switch (filter.kind) {
    case 'and':
      return matches(filter.left, object, textCase) && matches(filter.right, object, textCase);
    case 'or':
      return matches(filter.left, object, textCase) || matches(filter.right, object, textCase);
    case 'not':
      return !matches(filter.filter, object, textCase);
    case 'present':
      return valuesOf(object.attributes.get(filter.name)).length > 0;
    case 'extendedMatch':
      throw new UnsupportedOperationException(
        `The filter '${filter.operator}' can be answered by a connector only, and this one left it to the framework.`,
      );
    default:
      return matchesComparison(filter, object, textCase);
  }
}

function matchesComparison(filter: ComparisonFilter, object: ConnectorObject, textCase: TextCase): boolean {
  const wanted = valuesOf(filter.attribute);
  const present = valuesOf(object.attributes.get(filter.attribute.name));
  switch (filter.kind) {
    case 'equals':
      return equalLists(wanted, present, textCase);
    case 'equalsIgnoreCase':
      return equalLists(wanted, present, 'ignore');
    case 'containsAllValues':
      return (
        present.length > 0 &&
        wanted.every((value) => present.some((has) => equalValues(value, has, textCase)))
      );
    case 'contains':
      return eachText(wanted, present, textCase, (has, value) => has.includes(value));
    case 'startsWith':
      return eachText(wanted, present, textCase, (has, value) => has.startsWith(value));
    case 'endsWith':
      return eachText(wanted, present, textCase, (has, value) => has.endsWith(value));
    case 'greaterThan':
      return ordered(wanted, present, textCase, (order) => order > 0);
    case 'greaterThanOrEqual':
      return ordered(wanted, present, textCase, (order) => order >= 0);
    case 'lessThan':
      return ordered(wanted, present, textCase, (order) => order < 0);
    case 'lessThanOrEqual':
      return ordered(wanted, present, textCase, (order) => order <= 0);
  }
}

type Values = readonly AttributeValue[];

/** Null values and an empty list both mean "nothing there" to a filter. */
const valuesOf = (attribute: Attribute | undefined): Values =>
  attribute?.values?.filter((value) => value !== null) ?? [];

const equalLists = (a: Values, b: Values, textCase: TextCase): boolean =>
  a.length === b.length && a.every((value, index) => equalValues(value, b[index]!, textCase));

/** Patterns and orders look at the single value, as ICF's do; of several values each is a candidate. */
function eachText(
  wanted: Values,
  present: Values,
  textCase: TextCase,
  test: (has: string, value: string) => boolean,
) {
  const value = wanted.length === 1 ? textOf(wanted[0]!, textCase) : undefined;
  if (value === undefined) return false;
  return present.some((candidate) => {
    const has = textOf(candidate, textCase);
    return has !== undefined && test(has, value);
  });
}

function ordered(
  wanted: Values,
  present: Values,
  textCase: TextCase,
  test: (order: number) => boolean,
): boolean {
  if (wanted.length !== 1) return false;
  return present.some((candidate) => {
    const order = compareValues(candidate, wanted[0]!, textCase);
    return order !== undefined && test(order);
  });
}

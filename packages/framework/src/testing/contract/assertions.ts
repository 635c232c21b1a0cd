import type { AttributeValue } from '../../common/attribute.js';
import type { ConnectorObject } from '../../common/connector-object.js';
import { equalValues } from '../../common/filter/compare-values.js';

/** A promise of ICF that was not kept. */
export class ContractViolation extends Error {
  override readonly name = 'ContractViolation';
}

/** @throws ContractViolation saying `what` unless `condition` holds. */
export function must(condition: boolean, what: string): asserts condition {
  if (!condition) throw new ContractViolation(what);
}

export function mustEqual(actual: unknown, expected: unknown, what: string): void {
  must(Object.is(actual, expected), `${what}: expected ${show(expected)}, found ${show(actual)}`);
}

/** The same items, in any order, each as often. */
export function mustHaveSame(actual: readonly string[], expected: readonly string[], what: string): void {
  const [left, right] = [[...actual].sort(), [...expected].sort()];
  const missing = right.filter((item) => !left.includes(item));
  const surplus = left.filter((item) => !right.includes(item));
  const twice = left.filter((item, at) => at > 0 && left[at - 1] === item);
  const problems = [
    ...(missing.length > 0 ? [`missing ${list(missing)}`] : []),
    ...(surplus.length > 0 ? [`too much: ${list(surplus)}`] : []),
    ...(twice.length > 0 && left.length !== right.length ? [`more than once: ${list(twice)}`] : []),
  ];
  must(left.length === right.length && problems.length === 0, `${what}: ${problems.join('; ')}`);
}

export function mustHaveSameOrder(
  actual: readonly string[],
  expected: readonly string[],
  what: string,
): void {
  mustHaveSame(actual, expected, what);
  must(actual.join('\n') === expected.join('\n'), `${what}: order is ${list(actual)}, not ${list(expected)}`);
}

/** The values of an attribute, in any order: the values of an attribute are a set to most targets. */
export function mustHaveValues(
  object: ConnectorObject,
  name: string,
  expected: readonly AttributeValue[],
  what: string,
): void {
  const present = object.attributes.get(name)?.values ?? [];
  const has = (values: readonly AttributeValue[], value: AttributeValue): boolean =>
    values.some((candidate) => equalValues(candidate, value, 'exact'));
  must(
    present.length === expected.length &&
      expected.every((value) => has(present, value)) &&
      present.every((value) => has(expected, value)),
    `${what}: '${name}' has ${list(present.map(show))} instead of ${list(expected.map(show))}`,
  );
}

/** Whether the work is refused with one of these exceptions; any ConnectorException where none are named. */
export async function mustRefuse(
  work: Promise<unknown>,
  names: readonly string[],
  what: string,
): Promise<Error> {
  let error: unknown;
  try {
    await work;
  } catch (caught) {
    error = caught;
  }
  must(
    error !== undefined,
    `${what} was accepted; it must be refused with ${names.join(' or ') || 'an exception'}`,
  );
  must(error instanceof Error, `${what} was refused with something that is no Error: ${show(error)}`);
  must(
    names.length === 0 || names.includes(error.name),
    `${what} must be refused with ${names.join(' or ')}, not with ${error.name}: ${error.message}`,
  );
  return error;
}

export const uidsOf = (objects: Iterable<ConnectorObject>): string[] =>
  [...objects].map(({ uid }) => uid.value);

const MAX_SHOWN = 8;
const list = (items: readonly string[]): string =>
  items.length === 0
    ? 'nothing'
    : items.slice(0, MAX_SHOWN).join(', ') + (items.length > MAX_SHOWN ? ` … (${items.length})` : '');

const show = (value: unknown): string =>
  typeof value === 'string'
    ? `'${value}'`
    : typeof value === 'object' && value !== null
      ? (value.constructor?.name ?? 'object')
      : String(value);

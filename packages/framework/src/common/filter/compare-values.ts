import type { AttributeValue } from '../attribute.js';
import { BigDecimal, BigInteger, Character } from '../values/numbers.js';
import { foldCase } from '../values/case-insensitive.js';
import { ZonedDateTime } from '../values/zoned-date-time.js';

/** How texts are compared. */
export type TextCase = 'exact' | 'ignore';

/**
 * Orders two values of one kind: numbers of any width among each other, texts by code unit, booleans false before
 * true, date-times by instant. Undefined where the two have no common order.
 */
export function compareValues(a: AttributeValue, b: AttributeValue, textCase: TextCase): number | undefined {
  const left = comparable(a, textCase);
  const right = comparable(b, textCase);
  if (left === undefined || right === undefined || kindOf(left) !== kindOf(right)) return undefined;
  return left < right ? -1 : left > right ? 1 : left <= right ? 0 : undefined;
}

/** Whether two values are the same; values without an order are compared by content. */
export function equalValues(a: AttributeValue, b: AttributeValue, textCase: TextCase): boolean {
  if (a === b) return true;
  const order = compareValues(a, b, textCase);
  if (order !== undefined) return order === 0;
  if (a instanceof Uint8Array && b instanceof Uint8Array) return Buffer.compare(a, b) === 0;
  if (a instanceof Map && b instanceof Map) return equalMaps(a, b, textCase);
  return hasEquals(a) && a.equals(b);
}

/** Text for pattern comparisons; undefined for what has no text. */
export function textOf(value: AttributeValue, textCase: TextCase): string | undefined {
  const text = typeof value === 'string' ? value : value instanceof Character ? value.value : undefined;
  return text === undefined || textCase === 'exact' ? text : foldCase(text);
}

function comparable(
  value: AttributeValue,
  textCase: TextCase,
): string | number | bigint | boolean | undefined {
  switch (typeof value) {
    case 'number':
    case 'bigint':
    case 'boolean':
      return value;
    case 'string':
      return textOf(value, textCase);
    default:
      if (value instanceof BigInteger) return value.value;
      if (value instanceof BigDecimal) return Number(value.toString());
      if (value instanceof Character) return textOf(value, textCase);
      if (value instanceof ZonedDateTime) return value.toDate().getTime();
      return numberOf(value);
  }
}

/** bigint and number compare with each other; all else only within its own type. */
const kindOf = (value: string | number | bigint | boolean): string =>
  typeof value === 'bigint' ? 'number' : typeof value;

/** The number classes (Double, Float, Byte) tell theirs by valueOf. */
function numberOf(value: unknown): number | undefined {
  const primitive: unknown = (value as object | null)?.valueOf();
  return typeof primitive === 'number' ? primitive : undefined;
}

const hasEquals = (value: unknown): value is { equals(other: unknown): boolean } =>
  typeof value === 'object' && value !== null && typeof (value as { equals?: unknown }).equals === 'function';

function equalMaps(
  a: ReadonlyMap<string, unknown>,
  b: ReadonlyMap<string, unknown>,
  textCase: TextCase,
): boolean {
  return (
    a.size === b.size &&
    [...a].every(([key, value]) => b.has(key) && equalNested(value, b.get(key), textCase))
  );
}

function equalNested(a: unknown, b: unknown, textCase: TextCase): boolean {
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => equalNested(item, b[index], textCase));
  }
  return equalValues(a as AttributeValue, b as AttributeValue, textCase);
}

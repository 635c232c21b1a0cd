import { IllegalArgumentException, InvalidAttributeValueException } from './errors/exceptions.js';
import { GuardedString } from './security/guarded-string.js';
import { ATTRIBUTE_VALUE, type MarkedValue } from './values/attribute-value-mark.js';
import { foldCase, sameName } from './values/case-insensitive.js';

/** What a Map among the values may hold: values, maps, and lists of them. */
export type NestedValue = AttributeValue | readonly NestedValue[];

/**
 * One value of an attribute. `number` is Integer or Double, `bigint` Long; the marked classes are Float, Double, Byte,
 * Character, BigInteger, BigDecimal, ZonedDateTime, GuardedString, GuardedByteArray and ConnectorObjectReference.
 */
export type AttributeValue =
  string | number | bigint | boolean | Uint8Array | MarkedValue | ReadonlyMap<string, NestedValue> | null;

/** Attributes that hold one secret and nothing else. */
const SECRETS = new Set(['__password__', '__current_password__']);
const SPACE = 32;
/** Far above any sane nesting of maps; a cyclic map ends here instead of in the stack. */
const MAX_NESTING = 32;

/**
 * A named list of values. ICF keeps three things apart: an absent attribute, an attribute whose `values` are null, and
 * one with an empty list.
 *
 * @throws IllegalArgumentException for a blank name.
 * @throws InvalidAttributeValueException for a value that ICF cannot carry, or a password that is not guarded.
 */
export class Attribute {
  readonly name: string;
  readonly values: readonly AttributeValue[] | null;

  constructor(name: string, values: readonly AttributeValue[] | null) {
    if (isBlank(name)) throw new IllegalArgumentException('The name of an attribute must not be blank.');
    this.name = name;
    // A frozen list cannot change under us, so it need not be copied: the codec makes them by the thousand.
    this.values = values === null || Object.isFrozen(values) ? values : Object.freeze(values.slice());
    const count = this.values === null ? 0 : this.values.length;
    for (let at = 0; at < count; at++) {
      const value = this.values![at];
      if (typeof value !== 'string') checkValue(name, value);
    }
    if (name.startsWith('__') && SECRETS.has(foldCase(name))) checkSecret(name, this.values);
  }

  /** Whether this is the attribute of that name, without regard to case. */
  is(name: string): boolean {
    return sameName(this.name, name);
  }

  /** The only value; null when there is none. @throws InvalidAttributeValueException when there are several. */
  get single(): AttributeValue {
    if (this.values === null || this.values.length === 0) return null;
    if (this.values.length > 1) {
      throw new InvalidAttributeValueException(
        `Attribute '${this.name}' must have one value, but ${this.values.length} were given.`,
        { attributeNames: [this.name] },
      );
    }
    return this.values[0]!;
  }
}

export const isBlank = (text: string): boolean =>
  !(text.charCodeAt(0) > SPACE && text.charCodeAt(0) < 127) && text.trim() === '';

/** Whether ICF can carry `value` as a value of an attribute. */
export function isAttributeValue(value: unknown, nesting = 0): value is AttributeValue {
  switch (typeof value) {
    case 'string':
    case 'number':
    case 'boolean':
      return true;
    case 'bigint':
      return BigInt.asIntN(64, value) === value;
    case 'object':
      if (value === null || (value as MarkedValue)[ATTRIBUTE_VALUE]) return true;
      if (value instanceof Uint8Array) return true;
      return value instanceof Map && nesting < MAX_NESTING && isMapOfValues(value, nesting + 1);
    default:
      return false;
  }
}

function isMapOfValues(map: ReadonlyMap<unknown, unknown>, nesting: number): boolean {
  for (const [key, value] of map) {
    if (typeof key !== 'string' || !isNestedValue(value, nesting)) return false;
  }
  return true;
}

const isNestedValue = (value: unknown, nesting: number): boolean =>
  Array.isArray(value)
    ? nesting < MAX_NESTING && value.every((item) => isNestedValue(item, nesting + 1))
    : isAttributeValue(value, nesting);

function checkValue(name: string, value: unknown): void {
  if (isAttributeValue(value)) return;
  const hint =
    typeof value === 'bigint'
      ? ' A bigint beyond 64 bits needs the BigInteger class.'
      : value instanceof Date
        ? ' Use ZonedDateTime.fromDate(date).'
        : value instanceof Set || Array.isArray(value)
          ? ' Give several values as several values, not as one list.'
          : '';
  throw new InvalidAttributeValueException(
    `Attribute '${name}' cannot hold a value of type ${typeNameOf(value)}.${hint}`,
    { attributeNames: [name] },
  );
}

const typeNameOf = (value: unknown): string =>
  typeof value === 'object' && value !== null ? (value.constructor?.name ?? 'object') : typeof value;

function checkSecret(name: string, values: readonly unknown[] | null): void {
  if (values === null || values.length === 0) return;
  if (values.length > 1 || !isGuarded(values[0])) {
    throw new InvalidAttributeValueException(
      `Attribute '${name}' takes one value, which must be a GuardedString.`,
      {
        attributeNames: [name],
      },
    );
  }
}

/** By behaviour, not by class, so that another copy's GuardedString is one too; null stands for "no password". */
const isGuarded = (value: unknown): boolean =>
  value === null ||
  value instanceof GuardedString ||
  (typeof value === 'object' && ATTRIBUTE_VALUE in value && 'access' in value);

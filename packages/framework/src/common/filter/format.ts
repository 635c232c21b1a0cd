import type { Attribute, AttributeValue } from '../attribute.js';
import { IllegalArgumentException } from '../errors/exceptions.js';
import { Double, isInteger } from '../values/numbers.js';
import type { CompositeFilter, Filter } from './filter.js';
import { mayLackValues, nameOfComparison } from './filter-functions.js';

/**
 * Writes a filter in the text form that `parseFilter` reads. It is for people and for settings: it carries texts,
 * numbers, booleans and nulls, and of a Uid the value alone.
 * @throws IllegalArgumentException for a value that has no text form, such as a date or a secret.
 */
export function formatFilter(filter: Filter): string {
  switch (filter.kind) {
    case 'and':
    case 'or':
      return composite(filter);
    case 'not':
      return `not(${formatFilter(filter.filter)})`;
    case 'present':
      return `present(${quote(filter.name)})`;
    case 'extendedMatch':
      return `extendedMatch(${quote(filter.operator)},${operands(filter.attribute, true)})`;
    default:
      return `${nameOfComparison(filter.kind)}(${operands(filter.attribute, mayLackValues(filter.kind))})`;
  }
}

/** Brackets where reading from left to right, `&` before `|`, would make another tree of it. */
function composite({ kind, left, right }: CompositeFilter): string {
  return kind === 'and'
    ? `${bracketed(left, 'or')} & ${bracketed(right, 'and', 'or')}`
    : `${formatFilter(left)} | ${bracketed(right, 'or')}`;
}

const bracketed = (filter: Filter, ...kinds: readonly string[]): string =>
  kinds.includes(filter.kind) ? `(${formatFilter(filter)})` : formatFilter(filter);

/** No values at all and an empty list are kept apart where the text form allows both. */
function operands({ name, values }: Attribute, mayLack: boolean): string {
  if (values === null && mayLack) return quote(name);
  const texts = (values ?? []).map((value) => formatValue(name, value));
  return `${quote(name)},${texts.length === 1 ? texts[0]! : `[${texts.join(',')}]`}`;
}

function formatValue(name: string, value: AttributeValue): string {
  if (typeof value === 'string') return quote(value);
  if (typeof value === 'boolean' || value === null) return String(value);
  if (typeof value === 'bigint') return `${value}L`;
  if (typeof value === 'number' && isInteger(value)) return String(value);
  const double = value instanceof Double ? value.value : value;
  if (typeof double === 'number' && Number.isFinite(double)) return formatDouble(double);
  const type = typeof value === 'object' ? value.constructor.name : `number ${value}`;
  throw new IllegalArgumentException(
    `The filter of attribute '${name}' cannot be written as text: a ${type} has no text form.`,
  );
}

/** With a point or an exponent, so that it is not read as a whole number. */
function formatDouble(value: number): string {
  const text = Object.is(value, -0) ? '-0' : String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

const quote = (text: string): string =>
  `'${text.replace(/[\\'\p{Cc}\u2028\u2029]/gu, (unit) => SHORT[unit] ?? unicode(unit))}'`;

const unicode = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;

const SHORT: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  "'": "\\'",
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

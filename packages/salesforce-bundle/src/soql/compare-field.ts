import { ZonedDateTime, type AttributeValue, type Comparison } from '@icf-ts/framework/spi';
import { instantOf, numberOf, type FieldKind } from '../mapping/field-kinds.js';
import { condition, equality, type Condition } from './condition.js';
import { quote, quoteLike } from './escape.js';
import { isSalesforceId } from './salesforce-id.js';

/**
 * A comparison in SOQL: `upper` is true for every row that ICF's comparison is true for, `lower` for none but such
 * rows. Where SOQL says exactly what ICF says, the two are one; the difference is what is left to be matched.
 */
export interface Bounds {
  readonly upper: Condition;
  readonly lower: Condition;
}

const exactly = (only: Condition): Bounds => ({ upper: only, lower: only });
const atMost = (upper: Condition): Bounds => ({ upper, lower: 'none' });
const NEVER = exactly('none');

const hasValue = (field: string): Condition => condition(`${field} != null`);
export const hasNoValue = (field: string): Condition => condition(`${field} = null`);

/** Salesforce's limit of a text in a condition. */
const MAX_TEXT = 4_000;
/** Texts that SOQL, which ignores case and perhaps more, cannot take for another. */
const UNMISTAKABLE = /^[\x21-\x40\x5b-\x60\x7b-\x7e]+$/;

const ORDERS: Partial<Record<Comparison, string>> = {
  greaterThan: '>',
  greaterThanOrEqual: '>=',
  lessThan: '<',
  lessThanOrEqual: '<=',
};
const PATTERNS: Partial<Record<Comparison, (text: string) => string>> = {
  contains: (text) => quoteLike(text, '%', '%'),
  startsWith: (text) => quoteLike(text, '', '%'),
  endsWith: (text) => quoteLike(text, '%', ''),
};

/** One value of ICF's against one field. */
export function compareField(
  kind: FieldKind,
  field: string,
  comparison: Comparison,
  value: NonNullable<AttributeValue>,
): Bounds {
  return BY_KIND[kind](field, comparison, value);
}

type Compare = (field: string, comparison: Comparison, value: NonNullable<AttributeValue>) => Bounds;

const compareText: Compare = (field, comparison, value) => {
  if (typeof value !== 'string') return typeof value === 'object' ? atMost(hasValue(field)) : NEVER;
  if (value.length > MAX_TEXT || ORDERS[comparison]) return atMost(hasValue(field));
  const pattern = PATTERNS[comparison];
  if (pattern)
    return value === ''
      ? exactly(hasValue(field))
      : close(value, condition(`${field} LIKE ${pattern(value)}`));
  return close(value, equality(field, quote(value)));
};
const close = (value: string, upper: Condition): Bounds =>
  UNMISTAKABLE.test(value) ? exactly(upper) : atMost(upper);

/** Ids are 18 characters in ICF; Salesforce also finds them by 15, or by a wrong ending. */
const compareId: Compare = (field, comparison, value) => {
  if (ORDERS[comparison] || PATTERNS[comparison]) return atMost(hasValue(field));
  return typeof value === 'string' && isSalesforceId(value) ? atMost(equality(field, quote(value))) : NEVER;
};

const compared = (field: string, order: string | undefined, literal: string): Condition =>
  order ? condition(`${field} ${order} ${literal}`) : equality(field, literal);

/** A kind whose values have literals and an order that ICF and SOQL agree on. */
const ordered =
  (literal: (value: NonNullable<AttributeValue>) => string | undefined): Compare =>
  (field, comparison, value) => {
    if (PATTERNS[comparison] || typeof value === 'string' || typeof value === 'boolean') return NEVER;
    const text = literal(value);
    if (text === undefined) return atMost(hasValue(field));
    return exactly(compared(field, ORDERS[comparison], text));
  };

const PLAIN_NUMBER = /^-?\d+(\.\d+)?$/;
const plain = (number: number | undefined): string | undefined =>
  number !== undefined && PLAIN_NUMBER.test(String(number)) ? String(number) : undefined;

const compareInt = ordered((value) => {
  const number = numberOf(value);
  return number !== undefined && (number | 0) === number ? plain(number) : undefined;
});
/** Decimal fields are rounded to their scale, so that equality is not quite JavaScript's. */
const compareDouble: Compare = (field, comparison, value) => {
  const bounds = ordered((number) => plain(numberOf(number)))(field, comparison, value);
  return ORDERS[comparison] ? { ...bounds, lower: 'none' } : atMost(bounds.upper);
};
const compareDatetime = ordered((value) => {
  const text = value instanceof ZonedDateTime ? instantOf(value)?.toISOString() : undefined;
  return text?.length === 24 ? text : undefined;
});

const DATE = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const compareDate: Compare = (field, comparison, value) => {
  if (PATTERNS[comparison] || typeof value !== 'string' || !DATE.test(value)) return atMost(hasValue(field));
  return exactly(compared(field, ORDERS[comparison], value));
};

const compareBoolean: Compare = (field, comparison, value) => {
  if (PATTERNS[comparison]) return NEVER;
  if (ORDERS[comparison]) return atMost(hasValue(field));
  return typeof value === 'boolean' ? exactly(condition(`${field} = ${value}`)) : NEVER;
};

const compareMulti: Compare = (field, comparison, value) =>
  typeof value !== 'string' ||
  value === '' ||
  value.includes(';') ||
  ORDERS[comparison] ||
  PATTERNS[comparison]
    ? atMost(hasValue(field))
    : atMost(condition(`${field} INCLUDES (${quote(value)})`));

/** Not to be filtered by at all. */
const leaveAll: Compare = () => atMost('all');

const BY_KIND: Readonly<Record<FieldKind, Compare>> = {
  text: compareText,
  picklist: compareText,
  id: compareId,
  reference: compareId,
  boolean: compareBoolean,
  int: compareInt,
  double: compareDouble,
  datetime: compareDatetime,
  date: compareDate,
  multipicklist: compareMulti,
  compound: leaveAll,
  opaque: leaveAll,
  absent: () => NEVER,
};

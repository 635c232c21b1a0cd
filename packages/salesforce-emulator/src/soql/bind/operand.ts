import { dayOf, dayText, startOfDayMs } from '../../calendar/day.js';
import type { FieldSpec } from '../../describe/field-spec.js';
import { isText } from '../../describe/field-spec.js';
import { isDate, parseDatetimeMs } from '../../record/datetime.js';
import { canonicalId } from '../../record/record-id.js';
import type { StoredValue } from '../../record/row.js';
import type { QueryScope } from './query-scope.js';
import { relativeDays } from '../../calendar/relative-date.js';
import type { Literal } from '../parse/statement.js';
import { literalText } from '../parse/string-literal.js';

/** Milliseconds from `fromMs` up to, not including, `toMs`: an instant, or the days of a relative date. */
export interface InstantRange {
  readonly fromMs: number;
  readonly toMs: number;
}

/** Days from `fromDay` up to, not including, `toDay`, both as `2026-01-31`. */
export interface DayRange {
  readonly fromDay: string;
  readonly toDay: string;
}

/** A literal in the form its field's values compare in: folded text, canonical id, number, boolean, instants. */
export type Operand = string | number | boolean | InstantRange | DayRange | null;

/**
 * A literal as an operand for a field.
 *
 * @throws ApiError INVALID_FIELD when the literal's kind does not fit the field's type,
 *   INVALID_QUERY_FILTER_OPERATOR for text that is no id
 */
export function toOperand(literal: Literal, field: FieldSpec, scope: QueryScope): Operand {
  if (literal.kind === 'null') return null;
  const { query } = scope;
  const mismatch = (type: string, quoted: boolean): Error =>
    query.invalidField(
      `value of filter criterion for field '${field.name}' must be of type ${type} and should ${quoted ? '' : 'not '}be enclosed in quotes`,
      literal.offset,
    );
  switch (field.type) {
    case 'boolean':
      if (literal.kind !== 'boolean') throw mismatch('boolean', false);
      return literal.text.toLowerCase() === 'true';
    case 'int':
    case 'double':
    case 'currency':
    case 'percent':
      if (literal.kind !== 'number') throw mismatch(field.type, false);
      return Number(literal.text);
    case 'date':
      return dates(literal, scope) ?? fail(mismatch('date', false));
    case 'datetime':
      return instants(literal, scope) ?? fail(mismatch('dateTime', false));
    case 'id':
    case 'reference': {
      if (literal.kind !== 'string') throw mismatch('string', true);
      const text = literalText(literal, query);
      if (text === '') return null;
      const id = canonicalId(text);
      if (id !== null) return id;
      throw query.error('INVALID_QUERY_FILTER_OPERATOR', `invalid ID field: ${text}`, literal.offset);
    }
    default: {
      if (!comparesAsText(field) || literal.kind !== 'string') throw mismatch('string', true);
      const text = literalText(literal, query);
      return comparable(text, field);
    }
  }
}

export function comparesAsText({ type }: FieldSpec): boolean {
  return isText(type) || type === 'multipicklist';
}

/** A stored value in the form in which values of its field compare: text folded, empty text as null. */
export function comparable(value: StoredValue, field: FieldSpec): string | number | boolean | null {
  if (typeof value !== 'string' || !comparesAsText(field)) return value;
  if (value === '') return null;
  const folded = value.toLowerCase();
  return field.type === 'multipicklist' ? folded.split(';').sort().join(';') : folded;
}

/** Dates are kept as their text, which sorts as they do; relative ones are the days from one to before another. */
function dates(literal: Literal, scope: QueryScope): string | DayRange | null {
  if (literal.kind === 'date') {
    if (isDate(literal.text)) return literal.text;
    throw scope.query.malformed(`Invalid date: ${literal.text}`, literal.offset);
  }
  if (literal.kind !== 'relative-date') return null;
  const days = relativeDays(literal.text, dayOf(scope.nowMs, scope.timeZone));
  return days && { fromDay: dayText(days.from), toDay: dayText(days.to) };
}

function fail(error: Error): never {
  throw error;
}

function instants(literal: Literal, scope: QueryScope): InstantRange | null {
  if (literal.kind === 'datetime') {
    const atMs = parseDatetimeMs(literal.text);
    if (atMs === null) throw scope.query.malformed(`Invalid dateTime: ${literal.text}`, literal.offset);
    return { fromMs: atMs, toMs: atMs + 1 };
  }
  if (literal.kind !== 'relative-date') return null;
  const days = relativeDays(literal.text, dayOf(scope.nowMs, scope.timeZone));
  return (
    days && {
      fromMs: startOfDayMs(days.from, scope.timeZone),
      toMs: startOfDayMs(days.to, scope.timeZone),
    }
  );
}

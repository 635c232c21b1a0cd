import { field as fieldSpec } from '../../describe/field-spec.js';
import type { Row } from '../../record/row.js';
import type { Expression, FunctionCall } from '../parse/statement.js';
import { bindField } from './bind-field.js';
import type { Bound } from './bound.js';
import { DATE_FUNCTIONS, applyDateFunction } from './date-functions.js';
import type { QueryScope } from './query-scope.js';

const UTC = 'GMT';

/** A field or a function of one, for a single row. @throws ApiError for aggregates, which have no place here */
export function bindExpression(expression: Expression, scope: QueryScope): Bound<Row> {
  if (expression.kind === 'field') return bindField(expression, scope);
  if (expression.name === 'TOLABEL') return bindLabel(expression, scope);
  if (DATE_FUNCTIONS.has(expression.name)) return bindDateFunction(expression, scope);
  throw scope.query.unexpected(expression.name, expression.offset);
}

/** Datetimes are read in UTC, or in the user's zone when `convertTimezone()` stands around the field. */
function bindDateFunction({ name, argument, offset }: FunctionCall, scope: QueryScope): Bound<Row> {
  const dateFunction = DATE_FUNCTIONS.get(name);
  const converts = argument?.kind === 'function' && argument.name === 'CONVERTTIMEZONE';
  const inner = converts ? argument.argument : argument;
  if (!dateFunction || inner?.kind !== 'field') throw scope.query.unexpected(name, offset);
  const bound = bindField(inner, scope);
  const { type } = bound.field;
  const fits = type === 'datetime' || (type === 'date' && !dateFunction.onlyDatetimes && !converts);
  if (!fits) {
    throw scope.query.invalidField(`${name} cannot be applied to the field ${bound.field.name}`, offset);
  }
  const zone = converts ? scope.timeZone : UTC;
  const read: Bound<Row>['read'] = (row) => applyDateFunction(dateFunction, bound.read(row), zone);
  const text = `${name}(${converts ? `CONVERTTIMEZONE(${bound.text})` : bound.text})`;
  return { field: fieldSpec(text, dateFunction.yields, 'NFSG', text), text, read, present: read };
}

/** The label of a picklist's value, in the one language that the labels of this org have. */
function bindLabel({ argument, offset }: FunctionCall, scope: QueryScope): Bound<Row> {
  if (argument?.kind !== 'field') throw scope.query.unexpected('TOLABEL', offset);
  const bound = bindField(argument, scope);
  const labels = new Map(bound.field.picklist?.().map(({ value, label }) => [value, label]));
  const read: Bound<Row>['read'] = (row) => {
    const value = bound.read(row);
    return (typeof value === 'string' ? labels.get(value) : undefined) ?? value;
  };
  return { field: bound.field, text: `TOLABEL(${bound.text})`, read, present: read };
}

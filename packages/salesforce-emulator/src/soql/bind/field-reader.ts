import type { FieldSpec } from '../../describe/field-spec.js';
import { presentValue, readValue } from '../../describe/field-value.js';
import type { ObjectSpec } from '../../describe/object-spec.js';
import { formatDatetime } from '../../record/datetime.js';
import type { RestValue, Row, StoredValue } from '../../record/row.js';
import { NAME, nameReader } from './name-object.js';
import type { QueryTarget } from './query-scope.js';

/** How a field is read from rows of an object: decided once, for it is done for every row of a table. */
export function fieldReader(
  object: ObjectSpec,
  field: FieldSpec,
  target: QueryTarget,
): (row: Row) => StoredValue {
  if (object === NAME) return nameReader(field, target);
  const { sources } = target;
  if (field.compute) return (row) => readValue(row, field, sources);
  const { name, initial } = field;
  return (row) => {
    const value = row[name];
    return value === undefined ? initial : value;
  };
}

/** The same in the form of a REST answer. */
export function fieldPresenter(
  object: ObjectSpec,
  field: FieldSpec,
  target: QueryTarget,
): (row: Row) => RestValue {
  if (field.type === 'address') return (row) => presentValue(row, field, target.sources);
  const read = fieldReader(object, field, target);
  return field.type === 'datetime' ? presentDatetimes(read) : read;
}

/** Datetimes in the form of REST. */
export function presentDatetimes<Subject>(
  read: (subject: Subject) => StoredValue,
): (subject: Subject) => RestValue {
  return (subject) => {
    const seconds = read(subject);
    return typeof seconds === 'number' ? formatDatetime(seconds) : seconds;
  };
}

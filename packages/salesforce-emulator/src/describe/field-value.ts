import { formatDatetime } from '../record/datetime.js';
import type { RestValue, Row, StoredValue } from '../record/row.js';
import type { ComputeSources, FieldSpec } from './field-spec.js';

/** The value a row has for a field, as the store keeps it; compound fields have none of their own. */
export function readValue(row: Row, field: FieldSpec, sources: ComputeSources): StoredValue {
  if (field.compute) {
    const computed = field.compute(row, sources);
    return typeof computed === 'object' ? null : computed;
  }
  const value = row[field.name];
  return value === undefined ? field.initial : value;
}

/** The value in the form of a REST answer. */
export function presentValue(row: Row, field: FieldSpec, sources: ComputeSources): RestValue {
  if (field.type === 'address' && field.compute) return field.compute(row, sources);
  const value = readValue(row, field, sources);
  return field.type === 'datetime' && typeof value === 'number' ? formatDatetime(value) : value;
}

import type { FieldSpec } from '../describe/field-spec.js';
import { isPicklist, isText } from '../describe/field-spec.js';
import type { ObjectSpec } from '../describe/object-spec.js';
import { rowErrors } from '../errors/row-errors.js';
import { isDate, parseDatetimeMs } from '../record/datetime.js';
import type { FieldValues, StoredValue } from '../record/row.js';
import type { JsonRecord } from './json-record.js';
import { relatedId } from './related-row.js';
import type { WriteContext } from './rules/object-rules.js';

/**
 * The fields of a request's body by canonical name, in the form the store keeps them. Text is trimmed; null and ""
 * clear a field. A relation may name its row by an external id instead of its id.
 *
 * @throws ApiError INVALID_FIELD, JSON_PARSER_ERROR, INVALID_FIELD_FOR_INSERT_UPDATE
 */
export function readFields(
  spec: ObjectSpec,
  body: JsonRecord,
  action: 'create' | 'update',
  { org }: WriteContext,
): FieldValues {
  const values: FieldValues = {};
  const refused: string[] = [];
  for (const [key, value] of Object.entries(body.values)) {
    if (key === 'attributes') continue;
    const reference = typeof value === 'object' ? spec.referenceNamed(key) : undefined;
    const field = reference ?? spec.fieldNamed(key);
    if (!field) throw rowErrors.noSuchColumn(key, spec.name);
    if (field.type === 'id') throw rowErrors.keyInBody(field.name);
    if (!(action === 'create' ? field.createable : field.updateable)) refused.push(field.name);
    else if (reference) values[field.name] = relatedId(spec, reference, value as object | null, org);
    else values[field.name] = storedValue(field, key, value, body);
  }
  if (refused.length > 0) throw rowErrors.notWriteable(refused);
  return values;
}

function storedValue(field: FieldSpec, key: string, value: unknown, body: JsonRecord): StoredValue {
  const { type } = field;
  if (value === null || value === undefined) return type === 'boolean' ? false : null;
  if (isText(type) || isPicklist(type) || type === 'reference') {
    if (typeof value !== 'string') throw body.wrongType(key, type === 'reference' ? type : 'string');
    return value.trim() || null;
  }
  if (type === 'boolean') {
    if (typeof value === 'boolean') return value;
    if (value === 'true' || value === 'false') return value === 'true';
    throw body.wrongType(key, type);
  }
  if (value === '') return null;
  if (type === 'date') {
    if (typeof value !== 'string' || !isDate(value)) throw body.wrongType(key, type);
    return value;
  }
  if (type === 'datetime') {
    const atMs = typeof value === 'string' ? parseDatetimeMs(value) : null;
    if (atMs === null) throw body.wrongType(key, type);
    return Math.floor(atMs / 1000);
  }
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isFinite(number)) throw body.wrongType(key, type);
  if (type === 'int' && !Number.isInteger(number)) throw body.wrongType(key, type);
  return number;
}

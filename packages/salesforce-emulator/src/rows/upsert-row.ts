import type { FieldSpec } from '../describe/field-spec.js';
import type { ObjectSpec } from '../describe/object-spec.js';
import { rowErrors } from '../errors/row-errors.js';
import type { Row } from '../record/row.js';
import { findByKey } from './find-by-key.js';
import type { JsonRecord } from './json-record.js';
import type { WriteContext } from './rules/object-rules.js';
import { createRow, updateRow } from './write-rows.js';

/** What an upsert did. */
export interface Upserted {
  readonly row: Row;
  readonly created: boolean;
}

/**
 * Updates the row whose key field has the value, or creates it with that value.
 *
 * @param body the other fields; it may not name the key field
 * @throws ApiError with the codes of row validation, or DUPLICATE_EXTERNAL_ID when several rows have the value
 */
export function upsertRow(
  spec: ObjectSpec,
  key: FieldSpec,
  value: string,
  body: JsonRecord,
  context: WriteContext,
): Upserted {
  if (Object.keys(body.values).some((name) => spec.fieldNamed(name) === key))
    throw rowErrors.keyInBody(key.name);
  const [row, ...others] = findByKey(context.org.store, spec, key, value);
  if (row && others.length > 0) throw rowErrors.ambiguousKey([row, ...others].map(({ Id: id }) => id));
  if (row) {
    updateRow(spec, row, body, context);
    return { row, created: false };
  }
  if (key.type === 'id') throw rowErrors.invalidReference();
  const whole = { ...body, values: { ...body.values, [key.name]: value } };
  return { row: createRow(spec, whole, context), created: true };
}

import type { Row } from '../record/row.js';
import type { JsonRecord } from '../rows/json-record.js';
import { createRow, deleteRow, updateRow } from '../rows/write-rows.js';
import type { ScimCall } from './scim-call.js';
import { MalformedPayload } from './scim-error.js';

/** Values that come from a SCIM payload, whose places are not told. */
function recordOf(values: Readonly<Record<string, unknown>>): JsonRecord {
  return { values, wrongType: (key) => new MalformedPayload(key) };
}

/** @throws ApiError with the codes of row validation, MalformedPayload */
export function insertRecord(call: ScimCall, object: string, values: Readonly<Record<string, unknown>>): Row {
  return createRow(call.org.store.table(object).spec, recordOf(values), call);
}

/** Writes nothing where nothing is to change. @throws ApiError with the codes of row validation, MalformedPayload */
export function changeRecord(
  call: ScimCall,
  object: string,
  row: Row,
  values: Readonly<Record<string, unknown>>,
): void {
  if (Object.keys(values).length === 0) return;
  updateRow(call.org.store.table(object).spec, row, recordOf(values), call);
}

/** @throws ApiError */
export function removeRecord(call: ScimCall, object: string, row: Row): void {
  deleteRow(call.org.store.table(object).spec, row, call);
}

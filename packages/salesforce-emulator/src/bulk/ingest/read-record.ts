import type { FieldSpec } from '../../describe/field-spec.js';
import type { ObjectSpec } from '../../describe/object-spec.js';
import { bulkRowErrors } from '../../errors/bulk-errors.js';
import type { JsonRecord } from '../../rows/json-record.js';
import type { Store } from '../../store/store.js';
import type { IngestColumn } from './ingest-columns.js';
import { findByKey } from '../../rows/find-by-key.js';

/** Clears a field; a value that is empty leaves it as it is. */
const NULL = '#N/A';

const TRUE = new Set(['true', 'yes', 'y', 'on', '1']);
const FALSE = new Set(['false', 'no', 'n', 'off', '0']);

/** A row of the upload: its id, if it has one, and what it sets, as if sent by REST. */
export interface UploadedRecord {
  readonly id: string | null;
  readonly body: JsonRecord;
}

/** @throws ApiError for a relation whose row is not found */
export function readRecord(
  values: readonly string[],
  columns: readonly IngestColumn[],
  spec: ObjectSpec,
  store: Store,
): UploadedRecord {
  let id: string | null = null;
  const set: Record<string, unknown> = {};
  for (const [at, { field, related }] of columns.entries()) {
    const text = values[at]?.trim() ?? '';
    if (text === '') continue;
    if (field.type === 'id') id = text;
    else if (text === NULL) set[field.name] = null;
    else if (related) set[field.name] = relatedId(text, spec, related, store);
    else set[field.name] = field.type === 'boolean' ? booleanOf(text) : text;
  }
  const wrongType = (name: string): Error =>
    bulkRowErrors.wrongType(spec.fieldNamed(name)?.label ?? name, name, String(set[name]));
  return { id, body: { values: set, wrongType } };
}

function booleanOf(text: string): boolean | string {
  const folded = text.toLowerCase();
  return TRUE.has(folded) || (FALSE.has(folded) ? false : text);
}

function relatedId(
  value: string,
  spec: ObjectSpec,
  { object, key }: { readonly object: ObjectSpec; readonly key: FieldSpec },
  store: Store,
): string {
  const rows = findByKey(store, object, key, value);
  const [row] = rows;
  if (!row) throw bulkRowErrors.relatedNotFound(value, key.name, spec.name);
  if (rows.length > 1) throw bulkRowErrors.ambiguousKey(rows.map(({ Id }) => Id));
  return row.Id;
}

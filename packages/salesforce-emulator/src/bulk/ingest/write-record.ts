import type { FieldSpec } from '../../describe/field-spec.js';
import type { ObjectSpec } from '../../describe/object-spec.js';
import { bulkRowErrors } from '../../errors/bulk-errors.js';
import { rowErrors } from '../../errors/row-errors.js';
import { canonicalId } from '../../record/record-id.js';
import type { Row } from '../../record/row.js';
import type { WriteContext } from '../../rows/rules/object-rules.js';
import { createRow, deleteRow, updateRow } from '../../rows/write-rows.js';
import type { IngestOperation } from './ingest-operation.js';
import { findByKey } from '../../rows/find-by-key.js';
import type { UploadedRecord } from './read-record.js';

/** What became of a row of the upload. */
export interface WrittenRecord {
  readonly id: string;
  readonly created: boolean;
}

/** Where and as whom a job's rows are written. */
export interface IngestTarget extends WriteContext {
  readonly spec: ObjectSpec;
  /** What an upsert finds rows by; null for other operations. */
  readonly key: FieldSpec | null;
}

type Write = (record: UploadedRecord, target: IngestTarget) => WrittenRecord;

/** How each operation writes a row. Each may throw an ApiError, which is that row's alone. */
export const WRITES: Readonly<Record<IngestOperation, Write>> = {
  insert: ({ id, body }, target) => {
    if (id !== null) throw bulkRowErrors.idOnInsert();
    return { id: createRow(target.spec, body, target).Id, created: true };
  },
  update: (record, target) => update(rowOf(record, 'an update', target), record, target),
  upsert,
  delete: (record, target) => remove(record, target),
  hardDelete: (record, target) => {
    const removed = remove(record, target);
    target.org.store.table(target.spec.name).forget(removed.id);
    return removed;
  },
};

function upsert(record: UploadedRecord, target: IngestTarget): WrittenRecord {
  const { org, spec, key } = target;
  if (!key) throw new TypeError('an upsert without key');
  if (key.type === 'id') {
    return record.id === null
      ? WRITES.insert(record, target)
      : update(rowOf(record, 'an upsert', target), record, target);
  }
  const value = record.body.values[key.name] ?? null;
  if (value === null) throw bulkRowErrors.missingKey(key.name);
  const rows = findByKey(org.store, spec, key, String(value));
  if (rows.length > 1) throw bulkRowErrors.ambiguousKey(rows.map(({ Id }) => Id));
  return rows[0] ? update(rows[0], record, target) : WRITES.insert({ ...record, id: null }, target);
}

function update(row: Row, { body }: UploadedRecord, target: IngestTarget): WrittenRecord {
  if (!target.spec.updateable) throw bulkRowErrors.cannotUpdate(target.spec.label);
  updateRow(target.spec, row, body, target);
  return { id: row.Id, created: false };
}

function remove(record: UploadedRecord, target: IngestTarget): WrittenRecord {
  const row = rowOf(record, 'a delete', target);
  if (!target.spec.deletable) throw rowErrors.insufficientAccess();
  deleteRow(target.spec, row, target);
  return { id: row.Id, created: false };
}

function rowOf({ id }: UploadedRecord, call: string, { org, spec }: IngestTarget): Row {
  if (id === null) throw bulkRowErrors.missingId(call);
  if (canonicalId(id) === null) throw bulkRowErrors.badId(id);
  const table = org.store.table(spec.name);
  const row = table.get(id);
  if (row) return row;
  throw table.getDeleted(id) ? bulkRowErrors.deletedRow() : rowErrors.invalidReference();
}

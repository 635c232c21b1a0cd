import { requestErrors } from '../../errors/request-errors.js';
import { rowErrors } from '../../errors/row-errors.js';
import { keyField } from '../../rows/find-by-key.js';
import { upsertRow } from '../../rows/upsert-row.js';
import { createRow, deleteRow, updateRow } from '../../rows/write-rows.js';
import { objectOf, ok } from '../rest-call.js';
import type { RestAnswer, RestCall, RestResource } from '../rest-call.js';
import { fieldsOf, givenRow, writeRows } from './collection-rows.js';
import { checkChunks, checkRecordCount, recordsOf } from './collection-request.js';
import type { GivenRecord, Values } from './collection-request.js';
import { retrieveByGet, retrieveByPost } from './retrieve-rows.js';

const isId = (name: string): boolean => name.toLowerCase() === 'id';

function idOf(values: Values): string | undefined {
  const id = Object.entries(values).find(([name]) => isId(name))?.[1];
  return typeof id === 'string' && id !== '' ? id : undefined;
}

function create(call: RestCall): RestAnswer {
  const { records, allOrNone } = recordsOf(call);
  const write = ({ spec, values }: GivenRecord) => {
    if (!spec) throw rowErrors.unknownType(values.attributes);
    return {
      id: createRow(
        spec,
        fieldsOf(values, () => false),
        call,
      ).Id,
    };
  };
  return ok(writeRows(call, records, allOrNone, write));
}

function update(call: RestCall): RestAnswer {
  const typeById = (values: Values): string | undefined =>
    call.org.catalog.withPrefix(idOf(values)?.slice(0, 3) ?? '')?.name;
  const { records, allOrNone } = recordsOf(call, typeById);
  const write = ({ values, spec }: GivenRecord) => {
    const id = idOf(values);
    if (id === undefined) throw rowErrors.idMissing();
    const given = givenRow(call, id);
    if (spec !== given.spec) throw rowErrors.badId(id);
    if (!spec.updateable) throw rowErrors.cannotUpdate(spec.label);
    updateRow(spec, given.row, fieldsOf(values, isId), call);
    return { id: given.row.Id };
  };
  return ok(writeRows(call, records, allOrNone, write));
}

function remove(call: RestCall): RestAnswer {
  const ids = (call.query.ids ?? '').split(',').filter((id) => id !== '');
  if (ids.length === 0) throw requestErrors.missingParameter('ids');
  checkRecordCount(ids.length);
  checkChunks(ids.map((id) => call.org.catalog.withPrefix(id.slice(0, 3))));
  const write = (id: string) => {
    const { spec, row } = givenRow(call, id);
    if (!spec.deletable) throw rowErrors.insufficientAccess();
    deleteRow(spec, row, call);
    return { id: row.Id };
  };
  return ok(writeRows(call, ids, call.query.allOrNone?.toLowerCase() === 'true', write));
}

function upsert(call: RestCall): RestAnswer {
  const wanted = objectOf(call);
  const { field: fieldName = '' } = call.params;
  const key = keyField(wanted, fieldName);
  if (!key) throw requestErrors.noSuchExternalId(fieldName);
  const { records, allOrNone } = recordsOf(call, () => wanted.name);
  const isKey = (name: string): boolean => wanted.fieldNamed(name) === key;
  const keyOf = ({ values }: GivenRecord): string | undefined => {
    const value = Object.entries(values).find(([name]) => isKey(name))?.[1];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
  const times = new Map<string | undefined, number>();
  for (const record of records) times.set(keyOf(record), (times.get(keyOf(record)) ?? 0) + 1);
  const write = (record: GivenRecord) => {
    const value = keyOf(record);
    if (record.spec !== wanted) throw rowErrors.unknownType(record.values.attributes);
    if (value === undefined || value === '') throw rowErrors.keyMissing(key.name);
    if ((times.get(value) ?? 0) > 1) throw rowErrors.repeatedKey(value);
    const { row, created } = upsertRow(wanted, key, value, fieldsOf(record.values, isKey), call);
    return { id: row.Id, created };
  };
  return ok(writeRows(call, records, allOrNone, write));
}

/** Up to 200 rows in one call. */
export const COLLECTION_RESOURCES: readonly RestResource[] = [
  { path: '/composite/sobjects', since: 42, methods: { POST: create, PATCH: update, DELETE: remove } },
  { path: '/composite/sobjects/:object', since: 42, methods: { GET: retrieveByGet, POST: retrieveByPost } },
  { path: '/composite/sobjects/:object/:field', since: 46, methods: { PATCH: upsert } },
];

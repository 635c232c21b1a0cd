import { describeBrief } from '../describe/describe-object.js';
import type { FieldSpec } from '../describe/field-spec.js';
import { presentValue } from '../describe/field-value.js';
import type { ObjectSpec } from '../describe/object-spec.js';
import { requestErrors } from '../errors/request-errors.js';
import { rowErrors } from '../errors/row-errors.js';
import { canonicalId } from '../record/record-id.js';
import type { RestValue, Row } from '../record/row.js';
import { allowedOnRow, createRow, deleteRow, updateRow } from '../rows/write-rows.js';
import { httpDate, isUnmodified, requireUnmodified } from './conditional.js';
import { noContent, objectOf, ok } from './rest-call.js';
import type { RestAnswer, RestCall, RestResource } from './rest-call.js';

/** The row that the path names. @throws ApiError NOT_FOUND */
export function rowOf(call: RestCall, spec: ObjectSpec): Row {
  const segment = call.params.id ?? '';
  // What is no id in that place is read as the name of an external id field.
  if (canonicalId(segment) === null) throw requestErrors.noSuchExternalId(segment);
  const row = call.org.store.table(spec.name).get(segment);
  if (!row) throw requestErrors.notFound();
  return row;
}

function selectedFields(spec: ObjectSpec, names: string | undefined): readonly FieldSpec[] {
  if (names === undefined || names.trim() === '') return spec.fields;
  const selected = names.split(',').map((name) => {
    const field = spec.fieldNamed(name.trim());
    if (!field) throw rowErrors.noSuchColumn(name.trim(), spec.name);
    return field;
  });
  return [...new Set(selected)];
}

function modifiedSeconds(row: Row): number {
  return Number(row.LastModifiedDate ?? row.SystemModstamp ?? 0);
}

function getRow(call: RestCall): RestAnswer {
  const spec = objectOf(call);
  const row = rowOf(call, spec);
  const fields = selectedFields(spec, call.query.fields);
  const headers = { 'Last-Modified': httpDate(modifiedSeconds(row)) };
  if (isUnmodified(call, modifiedSeconds(row))) return { status: 304, headers };
  const values = fields.map((field): [string, RestValue] => [
    field.name,
    presentValue(row, field, call.org.sources),
  ]);
  const attributes = { type: spec.name, url: `${call.basePath}/sobjects/${spec.name}/${row.Id}` };
  return { status: 200, headers, body: { attributes, ...Object.fromEntries(values), Id: row.Id } };
}

function postRow(call: RestCall): RestAnswer {
  const spec = objectOf(call);
  const { Id: id } = createRow(spec, call.body(), call);
  const headers = { Location: `${call.basePath}/sobjects/${spec.name}/${id}` };
  return { status: 201, body: { id, success: true, errors: [] }, headers };
}

function patchRow(call: RestCall): RestAnswer {
  const spec = objectOf(call);
  const row = rowOf(call, spec);
  if (!spec.updateable) throw requestErrors.methodNotAllowed('PATCH', allowedOnRow(spec));
  requireUnmodified(call, modifiedSeconds(row));
  updateRow(spec, row, call.body(), call);
  return noContent;
}

export const ROW_RESOURCES: readonly RestResource[] = [
  {
    path: '/sobjects/:object',
    methods: {
      GET: (call) => ok({ objectDescribe: describeBrief(objectOf(call), call.basePath), recentItems: [] }),
      POST: postRow,
    },
  },
  {
    path: '/sobjects/:object/:id',
    methods: {
      GET: getRow,
      PATCH: patchRow,
      DELETE: (call) => {
        const spec = objectOf(call);
        deleteRow(spec, rowOf(call, spec), call);
        return noContent;
      },
    },
  },
];

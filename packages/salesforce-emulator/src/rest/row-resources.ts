import { describeBrief } from '../describe/describe-object.js';
import type { ObjectSpec } from '../describe/object-spec.js';
import { requestErrors } from '../errors/request-errors.js';
import { rowErrors } from '../errors/row-errors.js';
import { canonicalId } from '../record/record-id.js';
import type { Row } from '../record/row.js';
import { allowedOnRow, createRow, deleteRow, updateRow } from '../rows/write-rows.js';
import { noContent, objectOf, ok } from './rest-call.js';
import type { RestAnswer, RestCall, RestResource } from './rest-call.js';
import { requireUnchanged, rowAnswer, rowUrl } from './row-answer.js';

/** The row that the path names. @throws ApiError NOT_FOUND */
export function rowOf(call: RestCall, spec: ObjectSpec): Row {
  const segment = call.params.id ?? '';
  // What is no id in that place is read as the name of an external id field.
  if (canonicalId(segment) === null) throw requestErrors.noSuchExternalId(segment);
  const row = call.org.store.table(spec.name).get(segment);
  if (!row) throw requestErrors.notFound();
  return row;
}

/** The same for a change, which tells rows in the recycle bin apart. @throws ApiError ENTITY_IS_DELETED */
function rowToChange(call: RestCall, spec: ObjectSpec): Row {
  const isInBin = spec.undeletable && call.org.store.table(spec.name).getDeleted(call.params.id ?? '');
  if (isInBin) throw rowErrors.deletedRow(404);
  return rowOf(call, spec);
}

export function rowCreated(call: RestCall, spec: ObjectSpec, row: Row, more: object = {}): RestAnswer {
  const headers = { Location: rowUrl(call, spec, row) };
  return { status: 201, body: { id: row.Id, success: true, errors: [], ...more }, headers };
}

function postRow(call: RestCall): RestAnswer {
  const spec = objectOf(call);
  return rowCreated(call, spec, createRow(spec, call.body(), call));
}

function patchRow(call: RestCall): RestAnswer {
  const spec = objectOf(call);
  const row = rowToChange(call, spec);
  if (!spec.updateable) throw requestErrors.methodNotAllowed('PATCH', allowedOnRow(spec));
  requireUnchanged(call, spec, row);
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
      GET: (call) => {
        const spec = objectOf(call);
        return rowAnswer(call, spec, rowOf(call, spec));
      },
      PATCH: patchRow,
      DELETE: (call) => {
        const spec = objectOf(call);
        deleteRow(spec, rowToChange(call, spec), call);
        return noContent;
      },
    },
  },
];

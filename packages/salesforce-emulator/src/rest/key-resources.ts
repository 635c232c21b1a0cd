import type { FieldSpec } from '../describe/field-spec.js';
import type { ObjectSpec } from '../describe/object-spec.js';
import { requestErrors } from '../errors/request-errors.js';
import { canonicalId } from '../record/record-id.js';
import type { Row } from '../record/row.js';
import { findByKey, keyField } from '../rows/find-by-key.js';
import { upsertRow } from '../rows/upsert-row.js';
import { allowedOnRow, deleteRow } from '../rows/write-rows.js';
import { relatedAnswer } from './related-rows.js';
import { noContent, objectOf, ok } from './rest-call.js';
import type { RestAnswer, RestCall, RestResource } from './rest-call.js';
import { requireUnchanged, rowAnswer, rowUrl } from './row-answer.js';
import { rowCreated } from './row-resources.js';

/** From which version on an upsert tells whether it created the row. */
const TELLS_CREATED = 46;

interface Key {
  readonly spec: ObjectSpec;
  readonly field: FieldSpec;
  readonly value: string;
  readonly rows: readonly Row[];
}

/** What the path names rows by. @throws ApiError NOT_FOUND for a field that is no external id */
function keyOf(call: RestCall): Key {
  const spec = objectOf(call);
  const { field: name = '', value = '' } = call.params;
  const field = keyField(spec, name);
  if (!field) throw requestErrors.noSuchExternalId(name);
  return { spec, field, value, rows: findByKey(call.org.store, spec, field, value) };
}

/** 300: the caller must choose among the rows. */
function choice(call: RestCall, { spec, rows }: Key): RestAnswer {
  return { status: 300, body: rows.map((row) => rowUrl(call, spec, row)) };
}

function onlyRow(call: RestCall, key: Key, answer: (row: Row) => RestAnswer): RestAnswer {
  const [row] = key.rows;
  if (!row) throw requestErrors.notFound();
  return key.rows.length > 1 ? choice(call, key) : answer(row);
}

function upsert(call: RestCall): RestAnswer {
  const key = keyOf(call);
  const { spec, field, value, rows } = key;
  const [row] = rows;
  if (rows.length > 1) return choice(call, key);
  if (!row && (field.type === 'id' || call.query.updateOnly?.toLowerCase() === 'true'))
    throw requestErrors.notFound();
  if (row && !spec.updateable) throw requestErrors.methodNotAllowed('PATCH', allowedOnRow(spec));
  if (row) requireUnchanged(call, spec, row);
  const done = upsertRow(spec, field, value, call.body(), call);
  const tells = call.version >= TELLS_CREATED;
  if (done.created) return rowCreated(call, spec, done.row, tells ? { created: true } : {});
  return tells ? ok({ id: done.row.Id, success: true, errors: [], created: false }) : noContent;
}

export const KEY_RESOURCES: readonly RestResource[] = [
  {
    // Either a key and its value, or an id and the name of a relationship.
    path: '/sobjects/:object/:field/:value',
    methods: {
      GET: (call) => {
        if (canonicalId(call.params.field ?? '') !== null) return relatedAnswer(call);
        const key = keyOf(call);
        return onlyRow(call, key, (row) => rowAnswer(call, key.spec, row));
      },
      PATCH: upsert,
      DELETE: (call) => {
        const key = keyOf(call);
        return onlyRow(call, key, (row) => {
          deleteRow(key.spec, row, call);
          return noContent;
        });
      },
    },
  },
];

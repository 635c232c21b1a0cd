import type { ObjectSpec } from '../describe/object-spec.js';
import { requestErrors } from '../errors/request-errors.js';
import type { Row } from '../record/row.js';
import { findByKey } from '../rows/find-by-key.js';
import { objectOf, ok } from './rest-call.js';
import type { RestAnswer, RestCall } from './rest-call.js';
import { presentRow, rowAnswer, selectedFields } from './row-answer.js';

const MAX_ROWS = 2_000;

/**
 * `/sobjects/User/{id}/Manager`: the row at the other end of a relationship, or those of a relationship to many.
 *
 * @throws ApiError NOT_FOUND for an unknown row or relationship, or an empty relation to one
 */
export function relatedAnswer(call: RestCall): RestAnswer {
  const { org, params } = call;
  const spec = objectOf(call);
  const row = org.store.table(spec.name).get(params.field ?? '');
  const relationship = params.value ?? '';
  if (!row) throw requestErrors.notFound();
  const id = row[spec.referenceNamed(relationship)?.name ?? ''];
  if (typeof id === 'string') {
    const target = org.catalog.withPrefix(id.slice(0, 3));
    const related = target && org.store.table(target.name).get(id);
    if (related) return rowAnswer(call, target, related);
  }
  const children = childrenOf(call, spec, relationship, row);
  if (!children) throw requestErrors.notFound();
  const fields = selectedFields(children.spec, (call.query.fields ?? '').split(','));
  const records = children.rows
    .slice(0, MAX_ROWS)
    .map((child) => presentRow(call, children.spec, child, fields));
  return ok({ totalSize: records.length, done: true, records });
}

function childrenOf(
  { org }: RestCall,
  spec: ObjectSpec,
  relationship: string,
  row: Row,
): { readonly spec: ObjectSpec; readonly rows: readonly Row[] } | undefined {
  for (const child of org.catalog.objects) {
    const field = child.fields.find(
      ({ children, to }) => children?.toLowerCase() === relationship.toLowerCase() && to.includes(spec.name),
    );
    if (field) return { spec: child, rows: findByKey(org.store, child, field, row.Id) };
  }
  return undefined;
}

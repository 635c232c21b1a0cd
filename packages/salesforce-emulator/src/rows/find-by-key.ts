import type { FieldSpec } from '../describe/field-spec.js';
import type { ObjectSpec } from '../describe/object-spec.js';
import type { Row } from '../record/row.js';
import { indexKey } from '../store/equality-index.js';
import type { Store } from '../store/store.js';

/** The field that may stand for the id of a row: an external id, or one marked as id lookup. */
export function keyField(spec: ObjectSpec, name: string): FieldSpec | undefined {
  const field = spec.fieldNamed(name);
  return field && (field.externalId || field.idLookup) ? field : undefined;
}

/** The rows whose key field has the value, as it stands in a URL or in JSON. */
export function findByKey(
  store: Store,
  spec: ObjectSpec,
  { name }: FieldSpec,
  value: string,
): readonly Row[] {
  const table = store.table(spec.name);
  if (table.isIndexed(name)) return table.findBy(name, value);
  const wanted = indexKey(value);
  const found: Row[] = [];
  if (wanted === null) return found;
  for (const row of table.rows()) if (indexKey(row[name] ?? null) === wanted) found.push(row);
  return found;
}

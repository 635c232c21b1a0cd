import type { FieldSpec } from '../../describe/field-spec.js';
import type { ObjectSpec } from '../../describe/object-spec.js';
import type { Row } from '../../record/row.js';
import { indexKey } from '../../store/equality-index.js';
import type { Store } from '../../store/store.js';

/** The field that rows can be named by, or undefined when the name is of none: Id, external ids and lookup fields. */
export function keyField(spec: ObjectSpec, name: string): FieldSpec | undefined {
  const field = spec.fieldNamed(name);
  return field && (field.type === 'id' || field.externalId || field.idLookup) ? field : undefined;
}

/** The rows whose key has the value, without regard to case. */
export function findByKey(store: Store, spec: ObjectSpec, field: FieldSpec, value: string): readonly Row[] {
  const table = store.table(spec.name);
  if (table.isIndexed(field.name)) return table.findBy(field.name, value);
  const wanted = indexKey(value);
  return [...table.rows()].filter((row) => indexKey(row[field.name] ?? null) === wanted);
}

import type { Catalog } from '../describe/catalog.js';
import type { FieldSpec } from '../describe/field-spec.js';
import type { ObjectSpec } from '../describe/object-spec.js';
import { rowErrors } from '../errors/row-errors.js';
import type { Store } from '../store/store.js';
import { findByKey, keyField } from './find-by-key.js';

interface RelationContext {
  readonly catalog: Catalog;
  readonly store: Store;
}

/**
 * The id of the row that a relation names by an external id, as in `{"Manager":{"Ext__c":"7"}}`; null for null.
 * A relation to several objects tells which by `attributes.type`.
 *
 * @throws ApiError INVALID_FIELD when no row has the external id, several have, or the field is no external id
 */
export function relatedId(
  spec: ObjectSpec,
  reference: FieldSpec,
  value: object | null,
  { catalog, store }: RelationContext,
): string | null {
  if (value === null) return null;
  const { attributes, ...keys } = value as Readonly<Record<string, unknown>>;
  const target = targetOf(reference, attributes, catalog);
  const [[name = '', key] = [], ...others] = Object.entries(keys);
  const field = target && keyField(target, name);
  if (!target || !field || others.length > 0 || !isKeyValue(key))
    throw rowErrors.noSuchColumn(name || (reference.as ?? reference.name), target?.name ?? spec.name);
  const [row, ...more] = findByKey(store, target, field, String(key));
  if (!row) throw rowErrors.relatedNotFound(String(key), field.name, target.name);
  if (more.length > 0) throw rowErrors.relatedAmbiguous(String(key), field.name, target.name);
  return row.Id;
}

const isKeyValue = (key: unknown): key is string | number =>
  (typeof key === 'string' && key !== '') || typeof key === 'number';

function targetOf(reference: FieldSpec, attributes: unknown, catalog: Catalog): ObjectSpec | undefined {
  const type = (attributes as { type?: unknown } | undefined)?.type;
  const wanted = typeof type === 'string' ? type.toLowerCase() : undefined;
  const name = reference.to.find((to) => wanted === undefined || to.toLowerCase() === wanted);
  return name === undefined ? undefined : catalog.named(name);
}

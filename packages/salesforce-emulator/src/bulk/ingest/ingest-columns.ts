import type { Catalog } from '../../describe/catalog.js';
import type { FieldSpec } from '../../describe/field-spec.js';
import type { ObjectSpec } from '../../describe/object-spec.js';
import { batchFaults } from '../../errors/bulk-errors.js';
import type { IngestOperation } from './ingest-operation.js';
import { keyField } from '../../rows/find-by-key.js';

const MAX_FIELDS = 5_000;

/** What a column of the upload fills: a field, or a reference by a key of the row it shall name. */
export interface IngestColumn {
  readonly field: FieldSpec;
  readonly related: { readonly object: ObjectSpec; readonly key: FieldSpec } | null;
}

/** @throws BatchFault for a header that does not fit the object */
export function bindColumns(
  names: readonly string[],
  spec: ObjectSpec,
  operation: IngestOperation,
  catalog: Catalog,
): readonly IngestColumn[] {
  if (names.length > MAX_FIELDS) throw batchFaults.tooManyFields(MAX_FIELDS);
  const columns = names.map((name) => bindColumn(name.trim(), spec, catalog));
  const seen = new Set<FieldSpec>();
  for (const { field } of columns) {
    if (seen.has(field)) throw batchFaults.repeatedField(field.name);
    seen.add(field);
  }
  const takesIds = operation === 'delete' || operation === 'hardDelete';
  if (takesIds && columns.some(({ field }) => field.type !== 'id')) throw batchFaults.onlyIds();
  const needsIds = takesIds || operation === 'update';
  if (needsIds && !columns.some(({ field }) => field.type === 'id')) throw batchFaults.unknownField('Id');
  return columns;
}

/** `LastName`, `Manager.Username`, or `User:Owner.Username` where the reference may name several objects. */
function bindColumn(name: string, spec: ObjectSpec, catalog: Catalog): IngestColumn {
  const [path = '', relatedKey] = name.split('.', 2);
  if (relatedKey === undefined) {
    const field = spec.fieldNamed(name);
    if (!field || field.type === 'address') throw batchFaults.unknownField(name);
    return { field, related: null };
  }
  const [relationship = '', objectName] = path.split(':').reverse();
  const field = spec.referenceNamed(relationship);
  const target = objectName ?? field?.to[0];
  const object = target === undefined ? undefined : catalog.named(target);
  const key = object && keyField(object, relatedKey);
  if (!field || !object || !key || !field.to.includes(object.name)) throw batchFaults.unknownField(name);
  return { field, related: { object, key } };
}

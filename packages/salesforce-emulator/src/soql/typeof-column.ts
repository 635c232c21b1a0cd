import type { ObjectSpec } from '../describe/object-spec.js';
import { bindField, bindRelationship } from './bind/bind-field.js';
import { NAME, objectOfRow } from './bind/name-object.js';
import { objectNamed } from './bind/query-scope.js';
import type { QueryScope } from './bind/query-scope.js';
import type { PathRef, TypeofItem } from './parse/statement.js';
import { RecordShape } from './record-shape.js';
import type { NamedColumn, OpenColumn, RestRecord } from './record-shape.js';

/** The column of TYPEOF: the related row with the fields that the statement wishes of its object. */
export function typeofColumn(item: TypeofItem, scope: QueryScope): NamedColumn {
  const { query, catalog } = scope;
  const { reference, target, step } = bindRelationship(item.relationship, scope);
  const { path } = item.relationship;
  if (target !== NAME)
    throw query.malformed(`${path} refers to one object only, so TYPEOF is of no use`, item.offset);
  const byObject = new Map<string, OpenColumn<RestRecord>>();
  for (const { object: ref, fields } of item.cases) {
    const object = objectNamed(ref, query, scope);
    if (!reference.to.includes(object.name)) {
      throw query.malformed(`${path} never refers to ${object.name}`, ref.offset);
    }
    byObject.set(object.name, openFields(object.name, object, fields, scope));
  }
  for (const name of item.otherwise.length > 0 ? reference.to : []) {
    if (!byObject.has(name) && catalog.named(name)) {
      byObject.set(name, openFields(name, NAME, item.otherwise, scope));
    }
  }
  const open: OpenColumn = (_rows, page) => {
    const opened = new Map([...byObject].map(([name, column]) => [name, column([], page)]));
    return (row) => {
      const related = step(row);
      const toRecord = related && opened.get(objectOfRow(related, scope)?.name ?? '');
      return toRecord ? toRecord(related) : null;
    };
  };
  return { name: reference.as ?? reference.name, open };
}

function openFields(
  type: string,
  object: ObjectSpec,
  refs: readonly PathRef[],
  scope: QueryScope,
): OpenColumn<RestRecord> {
  const shape = new RecordShape();
  for (const ref of refs) {
    const { field, hops, presentEnd } = bindField(ref, { ...scope, object, aliases: new Map() });
    if (hops.length > 0) throw scope.query.notServed('paths within TYPEOF', ref.offset);
    if (!shape.add(field.name, () => presentEnd)) {
      throw scope.query.malformed(`duplicate field selected: ${field.name}`, ref.offset);
    }
  }
  return shape.open(type, () => type);
}

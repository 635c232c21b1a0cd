import {
  ConnectorObject,
  ObjectClass,
  attributeOf,
  foldCase,
  type Attribute,
  type AttributeValue,
} from '@icf-ts/framework/spi';
import type { SalesforceRecord } from '../session/query-pages.js';
import { KINDS, type KindOf } from './field-kinds.js';
import { UID_ENTRY, type FieldRef, type ObjectMapping } from './object-mapping.js';

/** Makes connector objects of rows that hold the fields of `refs`. Attributes without a value are left out. */
export function objectReader(
  mapping: ObjectMapping,
  refs: readonly FieldRef[],
  kindOf: KindOf,
): (record: SalesforceRecord) => ConnectorObject {
  const objectClass = new ObjectClass(mapping.objectClass);
  const plan = [UID_ENTRY, ...refs].map(({ attribute, field }) => ({
    attribute,
    key: foldCase(field),
    kind: KINDS[kindOf(field)],
  }));
  return (record) => {
    // A field may have been asked for in another spelling than the one that Salesforce answers in.
    const values = new Map(Object.entries(record).map(([field, value]) => [foldCase(field), value]));
    const attributes: Attribute[] = [];
    for (const { attribute, key, kind } of plan) {
      const json = values.get(key);
      if (json !== null && json !== undefined) attributes.push(attributeOf(attribute, kind.read(json)));
    }
    return new ConnectorObject(objectClass, attributes);
  };
}

/** The values of one field of a row; none where it is empty. */
export function readField(
  record: SalesforceRecord,
  field: string,
  kindOf: KindOf,
): readonly AttributeValue[] {
  const found = Object.entries(record).find(([name]) => foldCase(name) === foldCase(field))?.[1];
  return found === null || found === undefined ? [] : KINDS[kindOf(field)].read(found);
}

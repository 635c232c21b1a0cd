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
import { sharedAttributes } from './shared-attributes.js';

/** Makes connector objects of rows that hold the fields of `refs`. Attributes without a value are left out. */
export function objectReader(
  mapping: ObjectMapping,
  refs: readonly FieldRef[],
  kindOf: KindOf,
): (record: SalesforceRecord) => ConnectorObject {
  const objectClass = new ObjectClass(mapping.objectClass);
  const plan = [UID_ENTRY, ...refs].map(({ attribute, field }) => {
    const kind = KINDS[kindOf(field)];
    const make = (json: unknown): Attribute => attributeOf(attribute, kind.read(json));
    return {
      valueOf: fieldReader(field),
      attributeOf: kindOf(field) === 'id' ? make : sharedAttributes(make),
    };
  });
  return (record) => {
    const attributes: Attribute[] = [];
    for (const column of plan) {
      const json = column.valueOf(record);
      if (json !== null && json !== undefined) attributes.push(column.attributeOf(json));
    }
    return new ConnectorObject(objectClass, attributes);
  };
}

/**
 * Reads one field of many rows, also one of a relation, such as `Profile.Name`. It may have been asked for in another
 * spelling than the one that Salesforce answers in, which is found once and not for each row.
 */
export function fieldReader(field: string): (record: SalesforceRecord) => unknown {
  const steps = field.split('.').map((name) => ({ name, key: name }));
  const [only] = steps as [(typeof steps)[number]];
  if (steps.length === 1) return (record) => step(record, only);
  return (record) => {
    let part: unknown = record;
    for (const each of steps) {
      if (typeof part !== 'object' || part === null) return undefined;
      part = step(part as SalesforceRecord, each);
    }
    return part;
  };
}

function step(record: SalesforceRecord, each: { readonly name: string; key: string }): unknown {
  const value = record[each.key];
  if (value !== undefined) return value;
  const spelled = Object.keys(record).find((key) => foldCase(key) === foldCase(each.name));
  if (spelled !== undefined) each.key = spelled;
  return record[each.key];
}

/** The values of one field of a row; none where it is empty. */
export function readField(
  record: SalesforceRecord,
  field: string,
  kindOf: KindOf,
): readonly AttributeValue[] {
  const json = fieldReader(field)(record);
  return json === null || json === undefined ? [] : KINDS[kindOf(field)].read(json);
}

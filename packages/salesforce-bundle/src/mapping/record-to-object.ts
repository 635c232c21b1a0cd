import {
  ConnectorObject,
  Name,
  ObjectClass,
  attributeOf,
  foldCase,
  sameName,
  type Attribute,
  type AttributeValue,
  type NestedValue,
} from '@icf-ts/framework/spi';
import { complexValues } from './complex/complex-attribute.js';
import { KINDS, type KindOf } from './field-kinds.js';
import type { FieldRef } from './mapping-entry.js';
import { UID_ENTRY, type ObjectMapping } from './object-mapping.js';
import { parsePath } from './paths/attribute-path.js';
import { sharedAttributes } from './shared-attributes.js';
import { fillFirst } from './transforms/template.js';
import { readThrough } from './transforms/transform.js';

type SalesforceRecord = Readonly<Record<string, unknown>>;
type Values = readonly AttributeValue[];
/** The value of a column, by any spelling; null or undefined where there is none. */
type Row = (column: string) => unknown;
type Reader = (row: Row) => Values;

/**
 * Makes connector objects of rows that hold the columns of `refs`. Attributes without a value are left out; a row
 * without a name has its id for one, since ICF knows no object without.
 */
export function objectReader(
  mapping: ObjectMapping,
  refs: readonly FieldRef[],
  kindOf: KindOf,
): (record: SalesforceRecord) => ConnectorObject {
  const objectClass = new ObjectClass(mapping.objectClass);
  const plan = [UID_ENTRY, ...refs].map((ref) => ({
    isName: ref.attribute === Name.NAME,
    make: attributeMaker(mapping, ref, kindOf),
  }));
  return (record) => {
    const row = rowOf(record);
    const attributes: Attribute[] = [];
    let named = false;
    for (const { isName, make } of plan) {
      const attribute = make(record, row);
      if (!attribute) continue;
      attributes.push(attribute);
      named ||= isName;
    }
    if (!named) attributes.push(new Name(String(row(UID_ENTRY.field))));
    return new ConnectorObject(objectClass, attributes);
  };
}

type Maker = (record: SalesforceRecord, row: Row) => Attribute | undefined;

/** Most attributes are one column, whose values rows share; the others are put together. */
function attributeMaker(mapping: ObjectMapping, ref: FieldRef, kindOf: KindOf): Maker {
  const { attribute, field } = ref;
  const entry = mapping.entryOf(attribute);
  const isColumn = !(
    entry?.templates ||
    entry?.transforms ||
    field.includes('.') ||
    (!entry && mapping.complexOf(attribute))
  );
  if (!isColumn) {
    const read = readerOf(mapping, ref, kindOf);
    return (_record, row) => {
      const values = read(row);
      return values.length === 0 ? undefined : attributeOf(attribute, values);
    };
  }
  const { read } = KINDS[kindOf(field)];
  const make = (json: unknown): Attribute => attributeOf(attribute, read(json));
  const attributeFor = kindOf(field) === 'id' ? make : sharedAttributes(make);
  return (record, row) => {
    const own = record[field];
    const json = own === undefined ? row(field) : own;
    return json === null || json === undefined ? undefined : attributeFor(json);
  };
}

/** The values of one field of a row; none where it is empty. */
export function readField(
  record: SalesforceRecord,
  field: string,
  kindOf: KindOf,
): readonly AttributeValue[] {
  return valuesOf(rowOf(record)(field), field, kindOf);
}

/** What a row holds in a column, by any spelling. */
export const readColumn = (record: SalesforceRecord, column: string): unknown => rowOf(record)(column);

/** The values of an attribute, of a row that holds its columns. */
export const readAttribute = (
  record: SalesforceRecord,
  mapping: ObjectMapping,
  ref: FieldRef,
  kindOf: KindOf,
): Values => readerOf(mapping, ref, kindOf)(rowOf(record));

const valuesOf = (json: unknown, field: string, kindOf: KindOf): Values =>
  json === null || json === undefined ? NONE : KINDS[kindOf(field)].read(json);
const NONE: Values = [];

function readerOf(mapping: ObjectMapping, ref: FieldRef, kindOf: KindOf): Reader {
  const complex = mapping.entryOf(ref.attribute) ? undefined : mapping.complexOf(ref.attribute);
  if (complex) {
    const values = complexValues(complex).map(({ conditions, parts }) => ({
      fixed: conditions,
      parts: parts.flatMap(({ attribute, sub }) => {
        const entry = mapping.entryOf(attribute);
        return entry && entry.direction !== 'toTarget'
          ? [{ sub, read: readerOf(mapping, entry, kindOf) }]
          : [];
      }),
    }));
    const maps = (row: Row): readonly ReadonlyMap<string, NestedValue>[] =>
      values.flatMap(({ fixed, parts }) => {
        const given = parts.flatMap(({ sub, read }) => {
          const all = read(row);
          // A part of several values is a list.
          return all.length === 0 ? [] : [[sub, all.length === 1 ? all[0]! : all] as const];
        });
        return given.length === 0 ? [] : [new Map<string, NestedValue>([...given, ...fixed])];
      });
    if (sameName(complex.attribute, ref.attribute)) return maps;
    const sub = parsePath(ref.attribute)?.sub ?? '';
    return (row) =>
      maps(row).map((map) => {
        const part = [...map].find(([key]) => sameName(key, sub))?.[1] ?? null;
        return Array.isArray(part) ? part.join(';') : (part as AttributeValue);
      });
  }
  const entry = mapping.entryOf(ref.attribute);
  if (entry?.templates) {
    const textOf = (row: Row) => (name: string) => {
      const column = mapping.columnNamed(name);
      const [value] = column === undefined ? [] : valuesOf(row(column), column, kindOf);
      return value === undefined || value === null ? undefined : String(value);
    };
    return (row) => {
      const text = fillFirst(entry.templates!, textOf(row));
      return text === undefined ? NONE : [text];
    };
  }
  const { field } = ref;
  const { read } = KINDS[kindOf(field)];
  const transforms = entry?.transforms;
  return (row) => {
    const json = row(field);
    if (json === null || json === undefined) return NONE;
    return transforms ? readThrough(transforms, read(json)) : read(json);
  };
}

/**
 * A column may have been asked for in another spelling than the one that Salesforce answers in, which is found out only
 * where the own one is not there: rows come by the hundred thousand.
 */
function rowOf(record: SalesforceRecord): Row {
  let folded: Map<string, unknown> | undefined;
  const of = (name: string): unknown => {
    const value = record[name];
    if (value !== undefined) return value;
    folded ??= new Map(Object.entries(record).map(([key, each]) => [foldCase(key), each]));
    return folded.get(foldCase(name));
  };
  return (column) => {
    const dot = column.indexOf('.');
    if (dot < 0) return of(column);
    const parent = of(column.slice(0, dot));
    return typeof parent === 'object' && parent !== null
      ? rowOf(parent as SalesforceRecord)(column.slice(dot + 1))
      : undefined;
  };
}

import {
  sameName,
  type Attribute,
  type AttributeValue,
  type ConnectorException,
} from '@icf-ts/framework/spi';
import { computedDefault } from './computed-defaults.js';
import { KINDS, type FieldKind, type KindOf } from './field-kinds.js';
import { writtenField, type FieldRef, type MappingEntry } from './mapping-entry.js';
import type { ObjectMapping } from './object-mapping.js';
import { fillFirst } from './transforms/template.js';
import { UnfitValue, writeThrough } from './transforms/transform.js';
import { text, type Words } from '../words/text.js';
import { worded } from '../words/worded.js';

/** The fields of a write, in JSON. */
export type WriteRecord = Record<string, unknown>;

/**
 * The field that a write of the attribute goes to.
 * @throws InvalidAttributeValueException for an attribute that has no field, or whose field is only read.
 */
export function writableField(mapping: ObjectMapping, attribute: string): FieldRef {
  const ref = mapping.fieldOf(attribute);
  if (!ref) {
    throw invalid(attribute, text('fault.notMapped', attribute, mapping.sobject));
  }
  if (ref.direction === 'fromTarget') {
    throw invalid(attribute, text('fault.onlyRead', attribute));
  }
  const entry = mapping.entryOf(attribute);
  return entry ? { ...ref, field: writtenField(entry) } : ref;
}

/** Whether an attribute has several values: what its transforms say, else what its field holds. */
export function isMultiValued(mapping: ObjectMapping, attribute: string, kindOf: KindOf): boolean {
  const told = mapping.entryOf(attribute)?.transforms?.find(({ multiValued }) => multiValued !== undefined);
  if (told) return told.multiValued!;
  const ref = mapping.fieldOf(attribute);
  return ref !== undefined && (KINDS[kindOf(ref.field)].multiValued ?? false);
}

/**
 * Attributes as fields of a new row, or as changes of one. Null and no values clear a field; a Boolean has nothing to be
 * cleared to but false, which nobody asked for: it may take away somebody's access.
 * @throws InvalidAttributeValueException for values that do not fit, and for a change of a Boolean to no value.
 */
export function recordOf(
  attributes: Iterable<Attribute>,
  mapping: ObjectMapping,
  kindOf: KindOf,
  row: 'new' | 'present',
): WriteRecord {
  const record: WriteRecord = {};
  for (const { name, values } of attributes) {
    const { field } = writableField(mapping, name);
    const entry = mapping.entryOf(name);
    const json = entry?.constant ?? jsonOf(name, field, transformed(name, entry, values ?? []), kindOf);
    if (json === null && kindOf(field) === 'boolean') {
      // A new row has the field's default.
      if (row === 'new') continue;
      throw invalid(name, text('fault.notBoolean', name));
    }
    const given = Object.keys(record).find((other) => sameName(other, field));
    if (given !== undefined && record[given] !== json) {
      throw invalid(name, text('fault.givenTwice', field, name));
    }
    record[given ?? field] = json;
  }
  return record;
}

/**
 * What a new row needs and the caller did not give: the constants of the map, its defaults, then what is computed.
 * Fields that the org lacks are left out.
 * @throws InvalidAttributeValueException for what the map requires and nobody gave.
 */
export function withDefaults(record: WriteRecord, mapping: ObjectMapping, kindOf?: KindOf): WriteRecord {
  const complete: WriteRecord = { ...record };
  const valueOf = (field: string): unknown =>
    Object.entries(complete).find(([name]) => sameName(name, field))?.[1] ?? undefined;
  const open = mapping.entries.filter(
    (entry) =>
      entry.direction !== 'fromTarget' &&
      valueOf(writtenField(entry)) === undefined &&
      !(kindOf?.(writtenField(entry)) === 'absent'),
  );
  for (const entry of open) {
    const value = entry.constant ?? entry.default;
    if (value !== undefined) set(complete, writtenField(entry), value);
  }
  const textOf = (name: string): string | undefined => {
    const entry = mapping.entryOf(name);
    const column = entry ? writtenField(entry) : mapping.columnNamed(name);
    const value = column === undefined ? undefined : valueOf(column);
    return value === undefined ? undefined : String(value);
  };
  for (const entry of open) {
    const templates =
      entry.defaultTemplate ?? (entry.defaultFrom ? [computedDefault(entry.defaultFrom)] : undefined);
    if (!templates || valueOf(writtenField(entry)) !== undefined) continue;
    const value = fillFirst(templates, textOf);
    if (value !== undefined) set(complete, writtenField(entry), value);
  }
  const missing = open.find(
    (entry) => entry.required === true && valueOf(writtenField(entry)) === undefined,
  )?.attribute;
  if (missing !== undefined) {
    throw invalid(missing, text('fault.required', missing, mapping.objectClass));
  }
  return complete;
}

/** A field may stand there as null, in another spelling. */
function set(record: WriteRecord, field: string, value: unknown): void {
  for (const name of Object.keys(record)) if (sameName(name, field)) delete record[name];
  record[field] = value;
}

function transformed(
  attribute: string,
  entry: MappingEntry | undefined,
  values: readonly AttributeValue[],
): readonly AttributeValue[] {
  const given = values.filter((value) => value !== null);
  try {
    return writeThrough(entry?.transforms, given);
  } catch (error) {
    if (!(error instanceof UnfitValue)) throw error;
    throw invalid(attribute, text('fault.unfit', attribute, error.words));
  }
}

function jsonOf(
  attribute: string,
  field: string,
  values: readonly AttributeValue[],
  kindOf: KindOf,
): unknown {
  const kind = KINDS[kindOf(field)];
  if (kindOf(field) === 'absent') {
    throw invalid(attribute, text('fault.absentField', attribute, field));
  }
  const written = values.map((value) => {
    const json = value === null ? undefined : kind.write(value);
    if (json === undefined) {
      if (typeof value === 'string' && DATES.has(kindOf(field)))
        throw invalid(attribute, text('fault.noDate', attribute));
      throw invalid(attribute, text('fault.wrongType', attribute, kind.icfType, field, kindOf(field)));
    }
    return json;
  });
  if (written.length === 0) return null;
  if (kind.multiValued) return written.join(';');
  if (written.length > 1) {
    throw invalid(attribute, text('fault.oneValue', attribute, written.length));
  }
  return written[0];
}

const DATES: ReadonlySet<FieldKind> = new Set<FieldKind>(['date', 'datetime']);

const invalid = (attribute: string, words: Words): ConnectorException =>
  worded('InvalidAttributeValueException', words, { attributeNames: [attribute] });

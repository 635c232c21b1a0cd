import {
  sameName,
  type Attribute,
  type AttributeValue,
  type ConnectorException,
} from '@icf-ts/framework/spi';
import { COMPUTED_DEFAULTS } from './computed-defaults.js';
import { KINDS, type KindOf } from './field-kinds.js';
import type { FieldRef, ObjectMapping } from './object-mapping.js';
import { text, type Words } from '../words/text.js';
import { worded } from '../words/worded.js';

/** The fields of a write, in JSON. */
export type WriteRecord = Record<string, unknown>;

/** @throws InvalidAttributeValueException for an attribute that has no field, or whose field is only read. */
export function writableField(mapping: ObjectMapping, attribute: string): FieldRef {
  const ref = mapping.fieldOf(attribute);
  if (!ref) {
    throw invalid(attribute, text('fault.notMapped', attribute, mapping.sobject));
  }
  if (ref.direction === 'fromTarget') {
    throw invalid(attribute, text('fault.onlyRead', attribute));
  }
  return ref;
}

/** Attributes as fields. Null and no values clear a field. */
export function recordOf(
  attributes: Iterable<Attribute>,
  mapping: ObjectMapping,
  kindOf: KindOf,
): WriteRecord {
  const record: WriteRecord = {};
  for (const { name, values } of attributes) {
    const { field } = writableField(mapping, name);
    if (Object.keys(record).some((other) => sameName(other, field))) {
      throw invalid(name, text('fault.givenTwice', field, name));
    }
    record[field] = jsonOf(name, values ?? [], field, kindOf);
  }
  return record;
}

/** What a new row needs and the caller did not give: the constants of the map, then what is computed. */
export function withDefaults(record: WriteRecord, mapping: ObjectMapping): WriteRecord {
  const given = (field: string): boolean =>
    Object.entries(record).some(([name, value]) => sameName(name, field) && value !== null);
  const open = mapping.entries.filter(({ direction, field }) => direction !== 'fromTarget' && !given(field));
  const constants = open.flatMap((entry) =>
    entry.default === undefined ? [] : [[entry.field, entry.default] as const],
  );
  const complete: WriteRecord = { ...record, ...Object.fromEntries(constants) };
  for (const { field, defaultFrom } of open) {
    const value = defaultFrom && COMPUTED_DEFAULTS[defaultFrom](complete);
    if (value !== undefined) complete[field] = value;
  }
  return complete;
}

function jsonOf(
  attribute: string,
  values: readonly AttributeValue[],
  field: string,
  kindOf: KindOf,
): unknown {
  const kind = KINDS[kindOf(field)];
  const written = values
    .filter((value) => value !== null)
    .map((value) => {
      const json = kind.write(value);
      if (json === undefined) {
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

const invalid = (attribute: string, problem: Words): ConnectorException =>
  worded('InvalidAttributeValueException', problem, { attributeNames: [attribute] });

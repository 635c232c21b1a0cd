import type { FieldSpec } from '../field-spec.js';
import { field, isDecimal, isPicklist } from '../field-spec.js';
import { object } from '../object-spec.js';
import type { ObjectSpec } from '../object-spec.js';
import { system } from '../objects/system-fields.js';
import { picklist } from '../picklists/picklist.js';
import type { CustomField, DescribeAdditions } from './additions.js';

const DEFAULT_LENGTH = 255;
/** Of all the values that a row has selected, with what stands between them. */
const MULTI_LENGTH = 4_099;

/** Key prefixes of custom objects count from here, in base 36: a00, a01 … */
const FIRST_PREFIX = Number.parseInt('a00', 36);

/** The org's objects with their custom fields, and behind them its custom objects. */
export function buildAdditions(
  standard: readonly ObjectSpec[],
  { objects = {} }: DescribeAdditions,
): readonly ObjectSpec[] {
  const given = Object.entries(objects);
  const names = [...standard.map(({ name }) => name), ...given.map(([name]) => name)];
  const canonical = (wanted: string): string =>
    names.find((name) => name.toLowerCase() === wanted.toLowerCase()) ?? wanted;
  const fieldsOf = (name: string): FieldSpec[] =>
    given
      .filter(([other]) => other.toLowerCase() === name.toLowerCase())
      .flatMap(([, { fields = {} }]) => Object.entries(fields))
      .map(([fieldName, custom]) => customField(fieldName, custom, canonical));
  const extended = standard.map((spec) => {
    const more = fieldsOf(spec.name);
    return more.length === 0 ? spec : spec.withFields([...spec.fields, ...more], indexed(more));
  });
  const custom = given.filter(([name]) => name.endsWith('__c'));
  return [
    ...extended,
    ...custom.map(([name, { label = inWords(name), labelPlural = `${label}s` }], position) => {
      const fields = fieldsOf(name);
      const prefix = (FIRST_PREFIX + position).toString(36);
      return object(name, label, prefix, 'CUDRSLTMFB', [...standardFields(label), ...fields], {
        labelPlural,
        indexes: ['Name', ...indexed(fields)],
      });
    }),
  ];
}

const indexed = (fields: readonly FieldSpec[]): string[] =>
  fields
    .filter(({ externalId, unique, type }) => externalId || unique || type === 'reference')
    .map(({ name }) => name);

const inWords = (name: string): string => name.replace(/__c$/, '').replaceAll('_', ' ');

/** What every custom object has. */
function standardFields(label: string): readonly FieldSpec[] {
  return [
    system.id('Record ID'),
    field('OwnerId', 'reference', 'CUDFSG', 'Owner ID', { to: ['Group', 'User'], as: 'Owner' }),
    system.isDeleted,
    field('Name', 'string(80)', 'CUNDFSGI', `${label} Name`, { nameField: true }),
    system.createdDate,
    system.createdById,
    system.lastModifiedDate,
    system.lastModifiedById,
    system.systemModstamp,
  ];
}

function customField(name: string, custom: CustomField, canonical: (name: string) => string): FieldSpec {
  const { type, label = inWords(name), values = [], default: initial } = custom;
  const isBoolean = type === 'boolean';
  return field(name, formOf(custom), flagsOf(custom), label, {
    custom: true,
    externalId: custom.externalId ?? false,
    unique: custom.unique ?? false,
    restricted: custom.restricted ?? false,
    ...(isPicklist(type) && { picklist: () => picklist(...values) }),
    ...(type === 'textarea' && { extra: 'plaintextarea' }),
    ...(type === 'reference' && {
      to: [canonical(custom.to ?? '')],
      as: name.replace(/__c$/, '__r'),
      children: custom.children === undefined ? null : `${custom.children}__r`,
    }),
    ...(isBoolean && { defaultValue: initial === true }),
    ...(initial !== undefined && { initial }),
  });
}

function formOf({ type, length = DEFAULT_LENGTH, precision = 18, scale = 0 }: CustomField): string {
  if (isDecimal(type)) return `${type}(${precision},${scale})`;
  if (type === 'email' || type === 'phone') return `${type}(${type === 'email' ? 80 : 40})`;
  if (type === 'multipicklist') return `${type}(${MULTI_LENGTH})`;
  return ['string', 'textarea', 'picklist', 'url'].includes(type) ? `${type}(${length})` : type;
}

/** Long text can be neither filtered nor sorted, several values cannot be sorted; ids of other systems serve as keys. */
function flagsOf({
  type,
  length = DEFAULT_LENGTH,
  required,
  externalId,
  default: initial,
}: CustomField): string {
  const isMulti = type === 'multipicklist';
  const filters = type === 'textarea' && length > DEFAULT_LENGTH ? '' : isMulti ? 'F' : 'FS';
  const groups = isDecimal(type) || type === 'datetime' || type === 'textarea' || isMulti ? '' : 'G';
  const nillable = required === true || type === 'boolean' ? '' : 'N';
  const isDefaulted = type === 'boolean' || initial !== undefined;
  return `CU${nillable}${isDefaulted ? 'D' : ''}${filters}${groups}${externalId === true ? 'I' : ''}`;
}

import {
  AttributeInfo,
  ObjectClassInfo,
  SpecialAttributes,
  Uid,
  foldCase,
  type AttributeFlag,
} from '@icf-ts/framework/spi';
import type { DescribeSObjectResult, Field } from 'jsforce';
import { KINDS, kindOfType } from './field-kinds.js';
import type { FieldRef, MappingEntry, ObjectMapping } from './object-mapping.js';

/** Fields that a describe calls required although the server fills them in. */
const FILLED_BY_SERVER = new Set(['communitynickname']);

/** What the describe of an object says, in ICF's terms and under the names of the attribute map. */
export function objectClassInfo(described: DescribeSObjectResult, mapping: ObjectMapping): ObjectClassInfo {
  const fields = new Map(described.fields.map((field) => [foldCase(field.name), field]));
  const mapped = mapping.entries.flatMap((entry) => {
    const field = fields.get(foldCase(entry.field));
    return field ? [attributeInfo(entry, field, entry)] : [];
  });
  const own = mapping.passThrough
    ? described.fields
        .filter(
          ({ name, deprecatedAndHidden }) => !deprecatedAndHidden && name !== 'Id' && !mapping.isMapped(name),
        )
        .map((field) => attributeInfo({ attribute: field.name, field: field.name, direction: 'both' }, field))
    : [];
  return new ObjectClassInfo(mapping.objectClass, [UID, ...mapped, ...own, PASSWORD]);
}

/** ICF's mark of texts that are the same whatever their case. */
const CASE_IGNORED = '__STRING_CASE_IGNORE__';

const UID = new AttributeInfo(Uid.NAME, 'String', {
  flags: ['NOT_CREATABLE', 'NOT_UPDATEABLE'],
  nativeName: 'Id',
});
const PASSWORD = new AttributeInfo(SpecialAttributes.PASSWORD, 'GuardedString', {
  flags: ['NOT_READABLE', 'NOT_RETURNED_BY_DEFAULT'],
});

function attributeInfo(
  { attribute, direction }: FieldRef,
  field: Field,
  entry?: MappingEntry,
): AttributeInfo {
  const kind = KINDS[kindOfType(field.type)];
  const written = direction !== 'fromTarget';
  const flags: Readonly<Record<AttributeFlag, boolean>> = {
    REQUIRED: written && field.createable && isRequired(field, entry),
    MULTIVALUED: kind.multiValued ?? false,
    NOT_CREATABLE: !(written && field.createable),
    NOT_UPDATEABLE: !(written && field.updateable),
    NOT_READABLE: direction === 'toTarget',
    NOT_RETURNED_BY_DEFAULT: !entry || direction === 'toTarget',
  };
  return new AttributeInfo(attribute, kind.icfType, {
    flags: (Object.keys(flags) as AttributeFlag[]).filter((flag) => flags[flag]),
    nativeName: field.name,
    subtype: kindOfType(field.type) === 'text' && !field.caseSensitive ? CASE_IGNORED : null,
  });
}

/** Booleans are never required, whatever the describe says, nor is what the map has a default for. */
function isRequired(field: Field, entry: MappingEntry | undefined): boolean {
  if (entry?.required !== undefined) return entry.required;
  if (entry && (entry.default !== undefined || entry.defaultFrom)) return false;
  return (
    !field.nillable &&
    !field.defaultedOnCreate &&
    field.type !== 'boolean' &&
    !FILLED_BY_SERVER.has(foldCase(field.name))
  );
}

import {
  AttributeInfo,
  CaseInsensitiveMap,
  Name,
  ObjectClassInfo,
  SpecialAttributes,
  Uid,
  foldCase,
  sameName,
  type AttributeFlag,
} from '@icf-ts/framework/spi';
import type { DescribeSObjectResult, Field } from 'jsforce';
import { isMultiValued } from './attributes-to-record.js';
import type { ComplexAttribute } from './complex/complex-attribute.js';
import { boundsInfo } from './field-bounds.js';
import { KINDS, kindOfType } from './field-kinds.js';
import { writtenField, type FieldRef, type MappingEntry } from './mapping-entry.js';
import type { ObjectMapping } from './object-mapping.js';
import { text } from '../words/text.js';
import { worded } from '../words/worded.js';

/** Fields that a describe calls required although the server fills them in. */
const FILLED_BY_SERVER = new Set(['communitynickname', 'ownerid']);

/** The object classes whose objects are rows of an sObject, and of a condition; its own name where there are none. */
export type ClassesOf = (sobject: string, where?: string) => readonly string[];

/**
 * What the describe of an object says, in ICF's terms and under the names of the attribute map.
 * @throws ConfigurationException when the field that names the objects is not there.
 */
export function objectClassInfo(
  described: DescribeSObjectResult,
  mapping: ObjectMapping,
  classesOf: ClassesOf,
): ObjectClassInfo {
  const fields = CaseInsensitiveMap.of(described.fields.map((field) => [field.name, field]));
  const byDefault = new Set(mapping.returnedByDefault.map(({ attribute }) => foldCase(attribute)));
  const mapped = mapping.entries.flatMap((entry) => {
    const field = fields.get(writtenField(entry));
    if (entry.templates) return [readText(entry, byDefault)];
    return field ? [attributeInfo(mapping, entry, field, byDefault, classesOf, entry)] : [];
  });
  if (!mapped.some(({ name }) => sameName(name, Name.NAME))) {
    throw worded(
      'ConfigurationException',
      text('fault.noName', mapping.objectClass, described.name, mapping.nameField),
    );
  }
  const own = mapping.passThrough
    ? described.fields
        .filter(
          ({ name, deprecatedAndHidden }) =>
            !deprecatedAndHidden && name !== 'Id' && !mapping.isMapped(name) && !mapping.isPassword(name),
        )
        .map((field) =>
          attributeInfo(
            mapping,
            { attribute: field.name, field: field.name, direction: 'both' },
            field,
            byDefault,
            classesOf,
          ),
        )
    : [];
  const complex = mapping.complex.map((each) => complexInfo(each, mapping));
  const login = mapping.deletes === 'deactivate' ? [SpecialAttributes.PASSWORD] : [];
  const passwords = [...login, ...mapping.passwordNames].map(passwordInfo);
  return new ObjectClassInfo(mapping.objectClass, [UID, ...mapped, ...complex, ...own, ...passwords]);
}

/** ICF's mark of texts that are the same whatever their case. */
const CASE_IGNORED = '__STRING_CASE_IGNORE__';

const UID = new AttributeInfo(Uid.NAME, 'String', {
  flags: ['NOT_CREATABLE', 'NOT_UPDATEABLE'],
  nativeName: 'Id',
});
const passwordInfo = (name: string): AttributeInfo =>
  new AttributeInfo(name, 'GuardedString', { flags: ['NOT_READABLE', 'NOT_RETURNED_BY_DEFAULT'] });

function attributeInfo(
  mapping: ObjectMapping,
  { attribute, direction, field: column }: FieldRef,
  field: Field,
  byDefault: ReadonlySet<string>,
  classesOf: ClassesOf,
  entry?: MappingEntry,
): AttributeInfo {
  const kindName = kindOfType(field.type);
  const told = [...(entry?.transforms ?? [])].find(({ icfType }) => icfType !== undefined);
  const type = told?.icfType ?? (entry?.reference ? 'String' : KINDS[kindName].icfType);
  const written = direction !== 'fromTarget';
  const flags: Readonly<Record<AttributeFlag, boolean>> = {
    REQUIRED: written && field.createable && isRequired(field, entry),
    MULTIVALUED: isMultiValued(mapping, attribute, () => (entry?.reference ? 'text' : kindName)),
    NOT_CREATABLE: !(written && field.createable),
    NOT_UPDATEABLE: !(written && field.updateable),
    NOT_READABLE: direction === 'toTarget',
    NOT_RETURNED_BY_DEFAULT: !byDefault.has(foldCase(attribute)),
  };
  const ignoresCase = type === 'String' && !field.caseSensitive && (kindName === 'text' || entry?.reference);
  // What a transform makes of a value may be longer, or another one.
  const isPlain = type === 'String' && !entry?.reference && !entry?.transforms?.length;
  const sobjects = entry?.reference
    ? [entry.reference.sobject]
    : field.type === 'reference'
      ? field.referenceTo
      : [];
  return new AttributeInfo(attribute, type, {
    flags: flagsOf(flags),
    ...(isPlain ? boundsInfo(field) : {}),
    ...(sobjects?.length ? { referencedObjectClasses: sobjects.flatMap((each) => classesOf(each)) } : {}),
    nativeName: entry?.reference ? column : field.name,
    subtype: ignoresCase ? CASE_IGNORED : null,
  });
}

const readText = ({ attribute }: MappingEntry, byDefault: ReadonlySet<string>): AttributeInfo =>
  new AttributeInfo(attribute, 'String', {
    flags: [
      'NOT_CREATABLE',
      'NOT_UPDATEABLE',
      ...(byDefault.has(foldCase(attribute)) ? [] : (['NOT_RETURNED_BY_DEFAULT'] as const)),
    ],
  });

function complexInfo({ attribute, multiValued }: ComplexAttribute, mapping: ObjectMapping): AttributeInfo {
  const writable = mapping.fieldOf(attribute)?.direction !== 'fromTarget';
  return new AttributeInfo(attribute, 'Map', {
    flags: flagsOf({ MULTIVALUED: multiValued, NOT_CREATABLE: !writable, NOT_UPDATEABLE: !writable }),
  });
}

const flagsOf = (flags: Readonly<Partial<Record<AttributeFlag, boolean>>>): readonly AttributeFlag[] =>
  (Object.keys(flags) as AttributeFlag[]).filter((flag) => flags[flag]);

/** Booleans are never required, whatever the describe says, nor is what the map has a default for. */
function isRequired(field: Field, entry: MappingEntry | undefined): boolean {
  if (entry?.required !== undefined) return entry.required;
  if (
    entry &&
    [entry.default, entry.defaultFrom, entry.defaultTemplate, entry.constant].some(
      (each) => each !== undefined,
    )
  ) {
    return false;
  }
  return (
    !field.nillable &&
    !field.defaultedOnCreate &&
    field.type !== 'boolean' &&
    !FILLED_BY_SERVER.has(foldCase(field.name))
  );
}

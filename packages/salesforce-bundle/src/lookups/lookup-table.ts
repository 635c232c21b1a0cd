import { Name, ObjectClass, Uid, type LookupDeclaration, type LookupEntry } from '@icf-ts/framework/spi';

/** Rows of an sObject: their Id is the code. */
interface RowsSource {
  readonly kind: 'rows';
  readonly sobject: string;
  /** The field with the decode. */
  readonly label: string;
  /** The fields that tell rows of one label apart, as far as they can. */
  readonly apart: readonly string[];
  /** Which rows count, in SOQL. */
  readonly where?: string;
}

/** The values that a picklist offers: the value is the code, its label the decode. */
interface PicklistSource {
  readonly kind: 'picklist';
  readonly sobject: string;
  readonly field: string;
}

/** What no org can change. */
interface FixedSource {
  readonly kind: 'fixed';
  readonly entries: readonly LookupEntry[];
}

export type LookupSource = RowsSource | PicklistSource | FixedSource;

/** A lookup, by the name that Oracle's guide gives it, or would. */
export interface LookupRow {
  readonly name: string;
  readonly source: LookupSource;
  readonly description: string;
}

const PREFIX = 'Lookup.Salesforce.';
const row = (name: string, source: LookupSource, description: string): LookupRow => ({
  name: PREFIX + name,
  source,
  description,
});
const rows = (sobject: string, label: string, apart: readonly string[], where?: string): RowsSource => ({
  kind: 'rows',
  sobject,
  label,
  apart,
  ...(where ? { where } : {}),
});
const picklist = (field: string, sobject = 'User'): PicklistSource => ({ kind: 'picklist', sobject, field });
const fixed = (...entries: readonly LookupEntry[]): FixedSource => ({ kind: 'fixed', entries });

export const LOOKUP_TABLE: readonly LookupRow[] = [
  row('Groups', rows('Group', 'Name', ['DeveloperName'], "Type = 'Regular'"), 'Public groups'),
  row('Queues', rows('Group', 'Name', ['DeveloperName'], "Type = 'Queue'"), 'Queues'),
  row(
    'Profiles',
    rows('Profile', 'Name', []),
    'Profiles, under names in the language of the connector’s user',
  ),
  row('Roles', rows('UserRole', 'Name', ['DeveloperName']), 'Roles, those of portal accounts too'),
  row(
    'PermissionSets',
    rows(
      'PermissionSet',
      'Label',
      ['NamespacePrefix', 'Name'],
      "IsOwnedByProfile = false AND Type != 'Group'",
    ),
    'Permission sets without the hidden ones of profiles and permission set groups',
  ),
  row(
    'PermissionSetGroups',
    rows('PermissionSetGroup', 'MasterLabel', ['NamespacePrefix', 'DeveloperName']),
    'Permission set groups',
  ),
  row(
    'PermissionSetLicenses',
    rows('PermissionSetLicense', 'MasterLabel', ['DeveloperName']),
    'Permission set licences',
  ),
  row('UserLicenses', rows('UserLicense', 'MasterLabel', ['LicenseDefinitionKey']), 'User licences'),
  row('Locale', picklist('LocaleSidKey'), 'Values of LocaleSidKey'),
  row('PreferredLanguages', picklist('LanguageLocaleKey'), 'Values of LanguageLocaleKey'),
  row('TimeZones', picklist('TimeZoneSidKey'), 'Values of TimeZoneSidKey'),
  row('EmailEncoding', picklist('EmailEncodingKey'), 'Values of EmailEncodingKey'),
  row(
    'PhoneType',
    fixed(['fax', 'FAX'], ['mobile', 'MOBILE'], ['work', 'WORK']),
    'Types of phone numbers: Fax, MobilePhone, Phone',
  ),
  row('Status', fixed(['true', 'Active'], ['false', 'Inactive']), 'Values of __ENABLE__'),
];

const OF_FIELD = /^Lookup\.Salesforce\.([A-Za-z]\w{0,79})\.([A-Za-z]\w{0,79})$/i;

/**
 * The lookup whose entries are the objects of this class: one of the table, or `Lookup.Salesforce.<sObject>.<field>` for
 * any other picklist, which the schema does not list because there may be hundreds.
 */
export function lookupOf(objectClass: ObjectClass): LookupRow | undefined {
  const known = LOOKUP_TABLE.find(({ name }) => objectClass.is(name));
  const [, sobject, field] = OF_FIELD.exec(objectClass.type) ?? [];
  if (known || sobject === undefined || field === undefined) return known;
  return {
    name: objectClass.type,
    source: picklist(field, sobject),
    description: `Values of ${sobject}.${field}`,
  };
}

/** Each lookup is an object class of its own, so that any ICF client can read it: the Uid is the code. */
export const LOOKUPS: readonly LookupDeclaration[] = LOOKUP_TABLE.map(({ name, description }) => ({
  name,
  objectClass: new ObjectClass(name),
  codeAttribute: Uid.NAME,
  decodeAttribute: Name.NAME,
  description,
}));

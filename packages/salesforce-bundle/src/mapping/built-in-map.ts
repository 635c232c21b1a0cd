import { Name, ObjectClass, SpecialAttributes, sameName } from '@icf-ts/framework/spi';
import { READ_ONLY } from './class-operations.js';
import type { AttachedEntry, MappingEntry } from './mapping-entry.js';
import { ObjectMapping, type ObjectMappingData } from './object-mapping.js';
import { parseTemplate } from './transforms/template.js';

const entry = (field: string, more: Partial<MappingEntry> = {}): MappingEntry => ({
  attribute: field,
  field,
  direction: 'both',
  ...more,
});
const name = (field: string, more: Partial<MappingEntry> = {}): MappingEntry =>
  entry(field, { attribute: Name.NAME, required: true, ...more });
const entries = (...fields: string[]): readonly MappingEntry[] => fields.map((field) => entry(field));
const readOnly = (...fields: string[]): readonly MappingEntry[] =>
  fields.map((field) => entry(field, { direction: 'fromTarget' }));
const attached = (...names: string[]): readonly AttachedEntry[] =>
  names.map((kind) => ({ attribute: kind, attached: kind, by: 'name' }));

/*
 * The attributes of a user that are returned by default. With Id they are 30 columns: Salesforce makes the pages of
 * wider queries smaller, and a page is a call.
 */
const USER: readonly MappingEntry[] = [
  name('Username'),
  entry('IsActive', { attribute: SpecialAttributes.ENABLE, default: true }),
  ...entries('FirstName', 'LastName', 'Email'),
  entry('Alias', { defaultFrom: 'aliasFromName' }),
  ...entries('CommunityNickname', 'Title', 'Department', 'Division', 'CompanyName', 'EmployeeNumber'),
  ...entries('Phone', 'MobilePhone', 'Street', 'City', 'State', 'PostalCode', 'Country'),
  ...entries('ManagerId', 'ProfileId', 'UserRoleId', 'FederationIdentifier'),
  entry('TimeZoneSidKey', { default: 'America/New_York' }),
  entry('LocaleSidKey', { default: 'en_US' }),
  entry('EmailEncodingKey', { default: 'UTF-8' }),
  entry('LanguageLocaleKey', { default: 'en_US' }),
  ...readOnly('UserType', 'LastLoginDate'),
];

/** A class that holds rows of an sObject to be read, and memberships to refer to. */
const readable = (
  objectClass: string,
  data: Omit<ObjectMappingData, 'objectClass' | 'passThrough' | 'operations'>,
): ObjectMappingData => ({ ...data, objectClass, passThrough: true, operations: READ_ONLY });

/** The classes that are there unasked, one row each. `__NAME__` is what the org keeps unique, where it does. */
const CLASSES: readonly ObjectMappingData[] = [
  {
    objectClass: ObjectClass.ACCOUNT.type,
    sobject: 'User',
    passThrough: true,
    deletes: 'deactivate',
    entries: USER,
    attached: attached(
      'groups',
      'queues',
      'permissionSets',
      'permissionSetGroups',
      'permissionSetLicenses',
      'packageLicenses',
      'frozen',
      SpecialAttributes.LOCK_OUT,
    ),
  },
  {
    objectClass: ObjectClass.GROUP.type,
    sobject: 'Group',
    passThrough: true,
    where: "Type = 'Regular'",
    entries: [
      name('DeveloperName'),
      entry('Name', { defaultTemplate: [parseTemplate('${__NAME__}')] }),
      entry('DoesIncludeBosses'),
      entry('Type', { constant: 'Regular', returned: false }),
    ],
    attached: [{ attribute: 'members', attached: 'members', by: 'id' }],
  },
  readable('Profile', {
    sobject: 'Profile',
    entries: [name('Name'), ...readOnly('Description', 'UserType', 'UserLicenseId')],
  }),
  readable('PermissionSet', {
    sobject: 'PermissionSet',
    // Profiles and groups of permission sets have a hidden one each.
    where: "IsOwnedByProfile = false AND Type != 'Group'",
    entries: [name('Name'), ...readOnly('Label', 'Description', 'IsCustom', 'LicenseId', 'NamespacePrefix')],
  }),
  readable('PermissionSetGroup', {
    sobject: 'PermissionSetGroup',
    entries: [name('DeveloperName'), ...readOnly('MasterLabel', 'Description', 'Status')],
  }),
  readable('PermissionSetLicense', {
    sobject: 'PermissionSetLicense',
    entries: [name('DeveloperName'), ...readOnly('MasterLabel', 'Status', 'TotalLicenses', 'UsedLicenses')],
  }),
  readable('Role', {
    sobject: 'UserRole',
    entries: [name('DeveloperName'), ...readOnly('Name', 'ParentRoleId', 'PortalType')],
  }),
  readable('Queue', {
    sobject: 'Group',
    where: "Type = 'Queue'",
    entries: [name('DeveloperName'), ...readOnly('Name', 'Email')],
  }),
  readable('UserLicense', {
    sobject: 'UserLicense',
    entries: [name('Name'), ...readOnly('LicenseDefinitionKey', 'Status', 'TotalLicenses', 'UsedLicenses')],
  }),
];

/** What holds where the configuration says nothing else. */
export const BUILT_IN_MAPPINGS: readonly ObjectMapping[] = CLASSES.map(
  (data) => new ObjectMapping({ ...data, isBuiltIn: true }),
);

/**
 * Whether a row is of the class for good or never: the conditions of the classes above ask for what no row changes. Of
 * another one nobody knows.
 */
export const isLasting = ({ sobject, where }: Pick<ObjectMapping, 'sobject' | 'where'>): boolean =>
  where === undefined || CLASSES.some((data) => data.where === where && sameName(data.sobject, sobject));

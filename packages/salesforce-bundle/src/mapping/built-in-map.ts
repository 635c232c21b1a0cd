import { Name, ObjectClass, SpecialAttributes } from '@icf-ts/framework/spi';
import { ObjectMapping, type AttachedEntry, type MappingEntry } from './object-mapping.js';

const entry = (field: string, more: Partial<MappingEntry> = {}): MappingEntry => ({
  attribute: field,
  field,
  direction: 'both',
  ...more,
});

/*
 * The attributes of a user that are returned by default. With Id they are 30 columns: Salesforce makes the pages of
 * wider queries smaller, and a page is a call.
 */
const USER: readonly MappingEntry[] = [
  entry('Username', { attribute: Name.NAME, required: true }),
  entry('IsActive', { attribute: SpecialAttributes.ENABLE, default: true }),
  ...['FirstName', 'LastName', 'Email'].map((field) => entry(field)),
  entry('Alias', { defaultFrom: 'aliasFromName' }),
  ...['CommunityNickname', 'Title', 'Department', 'Division', 'CompanyName', 'EmployeeNumber'].map((field) =>
    entry(field),
  ),
  ...['Phone', 'MobilePhone', 'Street', 'City', 'State', 'PostalCode', 'Country'].map((field) =>
    entry(field),
  ),
  ...['ManagerId', 'ProfileId', 'UserRoleId', 'FederationIdentifier'].map((field) => entry(field)),
  entry('TimeZoneSidKey', { default: 'America/New_York' }),
  entry('LocaleSidKey', { default: 'en_US' }),
  entry('EmailEncodingKey', { default: 'UTF-8' }),
  entry('LanguageLocaleKey', { default: 'en_US' }),
  ...['UserType', 'LastLoginDate'].map((field) => entry(field, { direction: 'fromTarget' })),
];

const byName = (name: string): AttachedEntry => ({ attribute: name, attached: name, by: 'name' });

/** What a user has in rows of other sObjects. */
const USER_ATTACHED: readonly AttachedEntry[] = [
  ...['groups', 'queues', 'permissionSets', 'permissionSetGroups', 'permissionSetLicenses'].map(byName),
  ...['packageLicenses', 'frozen', SpecialAttributes.LOCK_OUT].map(byName),
];

/** What holds where the configuration says nothing else. */
export const BUILT_IN_MAPPINGS: readonly ObjectMapping[] = [
  new ObjectMapping({
    objectClass: ObjectClass.ACCOUNT.type,
    sobject: 'User',
    passThrough: true,
    entries: USER,
    attached: USER_ATTACHED,
  }),
];

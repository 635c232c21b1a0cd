import { foldCase } from '@icf-ts/framework/spi';

/** What the id fields of User and its kin refer to; others derive from their names, or are told by `to`. */
const SOBJECTS: Readonly<Record<string, string>> = {
  profileid: 'Profile',
  userroleid: 'UserRole',
  managerid: 'User',
  contactid: 'Contact',
  accountid: 'Account',
  createdbyid: 'User',
  lastmodifiedbyid: 'User',
  ownerid: 'User',
  userlicenseid: 'UserLicense',
  reportstoid: 'Contact',
};

/** How ids of an sObject begin, where rows may be named or given by id in one field. */
const KEY_PREFIXES: Readonly<Record<string, string>> = {
  Profile: '00e',
  UserRole: '00E',
  User: '005',
  Contact: '003',
  Account: '001',
  UserLicense: '100',
};

/** The sObject that a field refers to; undefined where the field's name does not tell. */
export const referencedSobject = (field: string): string | undefined => SOBJECTS[foldCase(field)];

/** How the row behind a field is reached in a query: `ProfileId` by `Profile`, `Boss__c` by `Boss__r`. */
export function relationshipOf(field: string): string | undefined {
  if (/__c$/i.test(field)) return field.replace(/__c$/i, '__r');
  return /.Id$/.test(field) ? field.slice(0, -'Id'.length) : undefined;
}

/** Whether a text is an id of the sObject, as far as its beginning can tell. */
export const isIdOf = (sobject: string, text: string): boolean =>
  /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/.test(text) &&
  (KEY_PREFIXES[sobject] === undefined
    ? /\d/.test(text.slice(0, 5))
    : text.startsWith(KEY_PREFIXES[sobject]));

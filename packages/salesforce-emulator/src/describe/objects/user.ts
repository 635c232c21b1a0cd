import type { Row } from '../../record/row.js';
import type { ComputeSources, FieldSpec } from '../field-spec.js';
import { field } from '../field-spec.js';
import { object } from '../object-spec.js';
import { localePicklist } from '../picklists/locales.js';
import { timeZones } from '../picklists/time-zones.js';
import * as picklists from '../picklists/user-picklists.js';
import { addressFields } from './address-fields.js';
import { system } from './system-fields.js';
import { USER_PREFERENCES } from './user-preferences.js';

const PERSON_NAME = { compound: 'Name', extra: 'personname' } as const;

function fullName(row: Row): string {
  return [row.FirstName, row.MiddleName, row.LastName, row.Suffix].filter(Boolean).join(' ');
}

/** Every user of the emulated org shows the stock photos, which live below the org's own origin. */
const photo = (letter: string) => ({
  compute: (_row: Row, { origin }: ComputeSources) => `${origin}/profilephoto/005/${letter}`,
});
const banner = (letter: string) => ({ compute: () => `/profilephoto/005/${letter}` });

const PERSON: readonly FieldSpec[] = [
  system.id('User ID'),
  field('Username', 'string(80)', 'CUFSGI', 'Username'),
  field('LastName', 'string(80)', 'CUFSG', 'Last Name', PERSON_NAME),
  field('FirstName', 'string(40)', 'CUNFSG', 'First Name', PERSON_NAME),
  field('MiddleName', 'string(40)', 'CUNFSG', 'Middle Name', PERSON_NAME),
  field('Suffix', 'string(40)', 'CUNFSG', 'Suffix', PERSON_NAME),
  field('Name', 'string(121)', 'FSG', 'Full Name', {
    extra: 'personname',
    nameField: true,
    compute: fullName,
  }),
  field('CompanyName', 'string(80)', 'CUNFSG', 'Company Name'),
  field('Division', 'string(80)', 'CUNFSG', 'Division'),
  field('Department', 'string(80)', 'CUNFSG', 'Department'),
  field('Title', 'string(80)', 'CUNFSG', 'Title'),
  ...addressFields('CUNFSG'),
];

const CONTACT: readonly FieldSpec[] = [
  field('Email', 'email(128)', 'CUFSGI', 'Email'),
  field('EmailPreferencesAutoBcc', 'boolean', 'CUF', 'AutoBcc', { initial: true }),
  field('EmailPreferencesAutoBccStayInTouch', 'boolean', 'CUF', 'AutoBccStayInTouch'),
  field('EmailPreferencesStayInTouchReminder', 'boolean', 'CUF', 'StayInTouchReminder', { initial: true }),
  field('SenderEmail', 'email(80)', 'CUNFSG', 'Email Sender Address'),
  field('SenderName', 'string(80)', 'CUNFSG', 'Email Sender Name'),
  field('Signature', 'textarea(1333)', 'CUNFS', 'Email Signature', { extra: 'plaintextarea' }),
  field('StayInTouchSubject', 'string(80)', 'CUNFSG', 'Stay-in-Touch Email Subject'),
  field('StayInTouchSignature', 'textarea(512)', 'CUNFS', 'Stay-in-Touch Email Signature', {
    extra: 'plaintextarea',
  }),
  field('StayInTouchNote', 'string(512)', 'CUNFS', 'Stay-in-Touch Email Note'),
  field('Phone', 'phone(40)', 'CUNFSG', 'Phone'),
  field('Fax', 'phone(40)', 'CUNFSG', 'Fax'),
  field('MobilePhone', 'phone(40)', 'CUNFSG', 'Mobile'),
];

const ACCOUNT: readonly FieldSpec[] = [
  field('Alias', 'string(8)', 'CUFSG', 'Alias'),
  field('CommunityNickname', 'string(40)', 'CUFSG', 'Nickname', { serverFilled: true }),
  field('BadgeText', 'string(80)', 'NFSG', 'User Photo badge text overlay'),
  field('IsActive', 'boolean', 'CUDFSG', 'Active', { defaultValue: false }),
  field('TimeZoneSidKey', 'picklist(40)', 'CUFSG', 'Time Zone', { picklist: timeZones }),
  field('UserRoleId', 'reference', 'CUNFSG', 'Role ID', {
    to: ['UserRole'],
    as: 'UserRole',
    children: 'Users',
  }),
  field('LocaleSidKey', 'picklist(40)', 'CUFSG', 'Locale', { picklist: localePicklist }),
  field('ReceivesInfoEmails', 'boolean', 'CUDFSG', 'Info Emails', { defaultValue: false }),
  field('ReceivesAdminInfoEmails', 'boolean', 'CUDFSG', 'Admin Info Emails', { defaultValue: false }),
  field('EmailEncodingKey', 'picklist(40)', 'CUFSG', 'Email Encoding', {
    picklist: () => picklists.EMAIL_ENCODINGS,
  }),
  field('DefaultCurrencyIsoCode', 'picklist(3)', 'CUNDFSG', 'Default Currency ISO Code', {
    defaultValue: 'USD',
    feature: 'multiCurrency',
    picklist: () => picklists.CURRENCIES,
  }),
  field('CurrencyIsoCode', 'picklist(3)', 'CUDFSG', 'Currency ISO Code', {
    defaultValue: 'USD',
    feature: 'multiCurrency',
    picklist: () => picklists.CURRENCIES,
  }),
  field('ProfileId', 'reference', 'CUFSG', 'Profile ID', {
    to: ['Profile'],
    as: 'Profile',
    children: 'Users',
  }),
  field('UserType', 'picklist(40)', 'NFSG', 'User Type', { picklist: () => picklists.USER_TYPES }),
  field('LanguageLocaleKey', 'picklist(40)', 'CUFSG', 'Language', { picklist: () => picklists.LANGUAGES }),
  field('EmployeeNumber', 'string(20)', 'CUNFSGI', 'Employee Number'),
  field('DelegatedApproverId', 'reference', 'CUNFSG', 'Delegated Approver ID', {
    to: ['Group', 'User'],
    children: 'DelegatedUsers',
  }),
  field('ManagerId', 'reference', 'CUNFSG', 'Manager ID', {
    to: ['User'],
    as: 'Manager',
    children: 'ManagedUsers',
  }),
];

const HISTORY: readonly FieldSpec[] = [
  field('LastLoginDate', 'datetime', 'NFS', 'Last Login'),
  field('LastPasswordChangeDate', 'datetime', 'NFS', 'Last Password Change or Reset'),
  system.createdDate,
  system.createdById,
  system.lastModifiedDate,
  system.lastModifiedById,
  system.systemModstamp,
  field('NumberOfFailedLogins', 'int', 'NFSG', 'Failed Login Attempts'),
  field('OfflineTrialExpirationDate', 'datetime', 'NFS', 'Offline Edition Trial Expiration Date'),
  field('OfflinePdaTrialExpirationDate', 'datetime', 'NFS', 'Sales Anywhere Trial Expiration Date'),
];

const FEATURE_LICENCES: readonly FieldSpec[] = [
  field('UserPermissionsMarketingUser', 'boolean', 'CUF', 'Marketing User'),
  field('UserPermissionsOfflineUser', 'boolean', 'CUF', 'Offline User'),
  field('UserPermissionsAvantgoUser', 'boolean', 'CUF', 'AvantGo User'),
  field('UserPermissionsCallCenterAutoLogin', 'boolean', 'CUF', 'Auto-login To Call Center'),
  field('UserPermissionsWirelessUser', 'boolean', 'CUF', 'Wireless User', { feature: 'wireless' }),
  field('UserPermissionsSFContentUser', 'boolean', 'CUF', 'Salesforce CRM Content User'),
  field('UserPermissionsKnowledgeUser', 'boolean', 'CUF', 'Knowledge User'),
  field('UserPermissionsInteractionUser', 'boolean', 'CUF', 'Flow User'),
  field('UserPermissionsSupportUser', 'boolean', 'CUF', 'Service Cloud User'),
  field('UserPermissionsLiveAgentUser', 'boolean', 'CUF', 'Chat User'),
  field('ForecastEnabled', 'boolean', 'CUDFSG', 'Allow Forecasting', { defaultValue: false }),
];

const TAIL: readonly FieldSpec[] = [
  field('ContactId', 'reference', 'CUNFSG', 'Contact ID', { to: ['Contact'], as: 'Contact' }),
  field('AccountId', 'reference', 'NFSG', 'Account ID', { to: ['Account'], as: 'Account' }),
  field('CallCenterId', 'reference', 'CUNFSG', 'Call Center ID', { to: ['CallCenter'] }),
  field('Extension', 'phone(40)', 'CUNFSG', 'Extension'),
  field('FederationIdentifier', 'string(512)', 'CUNFSI', 'SAML Federation ID'),
  field('AboutMe', 'textarea(1000)', 'CUNFS', 'About Me', { extra: 'plaintextarea' }),
  field('FullPhotoUrl', 'url(1024)', 'NFS', 'Url for full-sized Photo', photo('F')),
  field('SmallPhotoUrl', 'url(1024)', 'NFS', 'Photo', { extra: 'imageurl', ...photo('T') }),
  field('IsExtIndicatorVisible', 'boolean', 'DFSG', 'Show external indicator', { defaultValue: false }),
  field('OutOfOfficeMessage', 'string(40)', 'NFSG', 'Out of office message', {
    initial: '',
    aggregatable: false,
  }),
  field('MediumPhotoUrl', 'url(1024)', 'NFS', 'Url for medium profile photo', {
    extra: 'imageurl',
    ...photo('M'),
  }),
  field('DigestFrequency', 'picklist(40)', 'CUDFSG', 'Chatter Email Highlights Frequency', {
    defaultValue: 'N',
    picklist: () => picklists.DIGEST_FREQUENCIES,
  }),
  field(
    'DefaultGroupNotificationFrequency',
    'picklist(40)',
    'CUDFSG',
    'Default Notification Frequency when Joining Groups',
    { defaultValue: 'N', picklist: () => picklists.GROUP_NOTIFICATION_FREQUENCIES },
  ),
  field('LastViewedDate', 'datetime', 'NFS', 'Last Viewed Date'),
  field('LastReferencedDate', 'datetime', 'NFS', 'Last Referenced Date'),
  field('BannerPhotoUrl', 'url(1024)', 'NFS', 'Url for banner photo', banner('B')),
  field('SmallBannerPhotoUrl', 'url(1024)', 'NFS', 'Url for IOS banner photo', banner('D')),
  field('MediumBannerPhotoUrl', 'url(1024)', 'NFS', 'Url for Android banner photo', banner('E')),
  field('IsProfilePhotoActive', 'boolean', 'DFSG', 'Has Profile Photo', { defaultValue: false }),
];

export const USER = object(
  'User',
  'User',
  '005',
  'CURSLTMF',
  [...PERSON, ...CONTACT, ...ACCOUNT, ...HISTORY, ...FEATURE_LICENCES, ...USER_PREFERENCES, ...TAIL],
  {
    indexes: [
      'Username',
      'CommunityNickname',
      'Email',
      'EmployeeNumber',
      'FederationIdentifier',
      'ContactId',
    ],
    urls: { passwordUtilities: '/{ID}/password' },
  },
);

import type { Row } from '../../record/row.js';
import { field } from '../field-spec.js';
import type { FieldSpec } from '../field-spec.js';
import { object } from '../object-spec.js';
import { picklist } from '../picklists/picklist.js';
import { addressFields } from './address-fields.js';
import { system } from './system-fields.js';

const SALUTATIONS = picklist('Mr.', 'Ms.', 'Mrs.', 'Dr.', 'Prof.', 'Mx.');
const SOURCES = picklist('Web', 'Phone Inquiry', 'Partner Referral', 'Purchased List', 'Other');
const RATINGS = picklist('Hot', 'Warm', 'Cold');
const LEAD_STATUSES = picklist(
  '*Open - Not Contacted',
  'Working - Contacted',
  'Closed - Converted',
  'Closed - Not Converted',
);
const ACCOUNT_TYPES = picklist('Prospect', 'Customer - Direct', 'Customer - Channel', 'Other');
const INDUSTRIES = picklist(
  ...['Agriculture', 'Banking', 'Chemicals', 'Consulting', 'Education', 'Energy', 'Engineering', 'Finance'],
  ...['Government', 'Healthcare', 'Insurance', 'Manufacturing', 'Media', 'Retail', 'Technology', 'Other'],
);

const IN_NAME = { compound: 'Name', extra: 'personname' } as const;
const fullName = (row: Row): string =>
  [row.Salutation, row.FirstName, row.LastName].filter(Boolean).join(' ');

const NAMES: readonly FieldSpec[] = [
  field('LastName', 'string(80)', 'CUFSG', 'Last Name', IN_NAME),
  field('FirstName', 'string(40)', 'CUNFSG', 'First Name', IN_NAME),
  field('Salutation', 'picklist(40)', 'CUNFSG', 'Salutation', {
    ...IN_NAME,
    picklist: () => SALUTATIONS,
    restricted: false,
  }),
  field('Name', 'string(121)', 'FSG', 'Full Name', {
    extra: 'personname',
    nameField: true,
    compute: fullName,
  }),
];

const owner = (...to: string[]): FieldSpec =>
  field('OwnerId', 'reference', 'CUDFSG', 'Owner ID', { to, as: 'Owner' });

const STAMPS: readonly FieldSpec[] = [
  system.createdDate,
  system.createdById,
  system.lastModifiedDate,
  system.lastModifiedById,
  system.systemModstamp,
];

export const LEAD = object(
  'Lead',
  'Lead',
  '00Q',
  'CUDRSLTMFB',
  [
    system.id('Lead ID'),
    system.isDeleted,
    ...NAMES,
    field('Title', 'string(128)', 'CUNFSG', 'Title'),
    field('Company', 'string(255)', 'CUFSG', 'Company'),
    ...addressFields('CUNFSG').filter(({ feature }) => feature === null),
    field('Phone', 'phone(40)', 'CUNFSG', 'Phone'),
    field('MobilePhone', 'phone(40)', 'CUNFSG', 'Mobile Phone'),
    field('Fax', 'phone(40)', 'CUNFSG', 'Fax'),
    field('Email', 'email(80)', 'CUNFSGI', 'Email'),
    field('Website', 'url(255)', 'CUNFSG', 'Website'),
    field('Description', 'textarea(32000)', 'CUN', 'Description', { extra: 'plaintextarea' }),
    field('LeadSource', 'picklist(255)', 'CUNFSG', 'Lead Source', {
      picklist: () => SOURCES,
      restricted: false,
    }),
    field('Status', 'picklist(255)', 'CUDFSG', 'Status', {
      picklist: () => LEAD_STATUSES,
      restricted: false,
      defaultValue: 'Open - Not Contacted',
    }),
    field('Industry', 'picklist(255)', 'CUNFSG', 'Industry', {
      picklist: () => INDUSTRIES,
      restricted: false,
    }),
    field('Rating', 'picklist(255)', 'CUNFSG', 'Rating', { picklist: () => RATINGS, restricted: false }),
    field('AnnualRevenue', 'currency(18,0)', 'CUNFS', 'Annual Revenue'),
    field('NumberOfEmployees', 'int', 'CUNFSG', 'Employees'),
    owner('Group', 'User'),
    field('IsConverted', 'boolean', 'CDFSG', 'Converted', { defaultValue: false }),
    field('ConvertedDate', 'date', 'NFSG', 'Converted Date'),
    field('IsUnreadByOwner', 'boolean', 'CUDFSG', 'Unread By Owner', { defaultValue: false }),
    ...STAMPS,
    field('EmailBouncedReason', 'string(255)', 'UNFSG', 'Email Bounced Reason'),
    field('EmailBouncedDate', 'datetime', 'UNFS', 'Email Bounced Date'),
  ],
  { indexes: ['Email'] },
);

export const CONTACT = object(
  'Contact',
  'Contact',
  '003',
  'CUDRSLTMFB',
  [
    system.id('Contact ID'),
    system.isDeleted,
    field('AccountId', 'reference', 'CUNFSG', 'Account ID', {
      to: ['Account'],
      as: 'Account',
      children: 'Contacts',
    }),
    ...NAMES,
    field('Phone', 'phone(40)', 'CUNFSG', 'Business Phone'),
    field('MobilePhone', 'phone(40)', 'CUNFSG', 'Mobile Phone'),
    field('Email', 'email(80)', 'CUNFSGI', 'Email'),
    field('Title', 'string(128)', 'CUNFSG', 'Title'),
    field('Department', 'string(80)', 'CUNFSG', 'Department'),
    field('ReportsToId', 'reference', 'CUNFSG', 'Reports To ID', { to: ['Contact'], as: 'ReportsTo' }),
    field('Birthdate', 'date', 'CUNFSG', 'Birthdate'),
    field('Description', 'textarea(32000)', 'CUN', 'Description', { extra: 'plaintextarea' }),
    owner('User'),
    ...STAMPS,
  ],
  { indexes: ['Email', 'AccountId'] },
);

export const ACCOUNT = object(
  'Account',
  'Account',
  '001',
  'CUDRSLTMFB',
  [
    system.id('Account ID'),
    system.isDeleted,
    field('Name', 'string(255)', 'CUFSG', 'Account Name', { nameField: true, extra: 'switchablepersonname' }),
    field('Type', 'picklist(255)', 'CUNFSG', 'Account Type', {
      picklist: () => ACCOUNT_TYPES,
      restricted: false,
    }),
    field('ParentId', 'reference', 'CUNFSG', 'Parent Account ID', {
      to: ['Account'],
      as: 'Parent',
      children: 'ChildAccounts',
    }),
    field('Phone', 'phone(40)', 'CUNFSG', 'Account Phone'),
    field('AccountNumber', 'string(40)', 'CUNFSG', 'Account Number'),
    field('Website', 'url(255)', 'CUNFSG', 'Website'),
    field('Industry', 'picklist(255)', 'CUNFSG', 'Industry', {
      picklist: () => INDUSTRIES,
      restricted: false,
    }),
    field('AnnualRevenue', 'currency(18,0)', 'CUNFS', 'Annual Revenue'),
    field('NumberOfEmployees', 'int', 'CUNFSG', 'Employees'),
    field('Description', 'textarea(32000)', 'CUN', 'Account Description', { extra: 'plaintextarea' }),
    owner('User'),
    ...STAMPS,
  ],
  { indexes: ['Name'] },
);

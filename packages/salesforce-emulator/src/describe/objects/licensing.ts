import type { ComputeSources } from '../field-spec.js';
import { field } from '../field-spec.js';
import { object } from '../object-spec.js';
import { picklist } from '../picklists/picklist.js';
import { USER_TYPES } from '../picklists/user-picklists.js';
import { system } from './system-fields.js';

const STATUSES = picklist('Active', 'Disabled');

export const USER_LICENSE = object('UserLicense', 'User License', '100', '', [
  system.id('User License ID'),
  field('LicenseDefinitionKey', 'string(40)', 'FSG', 'License Def. ID'),
  field('TotalLicenses', 'int', 'FSG', 'Total Licenses'),
  field('Status', 'picklist(40)', 'FSG', 'Status', { picklist: () => STATUSES }),
  field('UsedLicenses', 'int', 'FSG', 'Used Licenses', {
    compute: (row, sources: ComputeSources) => sources.seatsUsed(row.Id),
  }),
  field('UsedLicensesLastUpdated', 'datetime', 'FS', 'Used Licenses Last Updated'),
  field('Name', 'string(40)', 'FSGI', 'Name', { nameField: true }),
  field('MasterLabel', 'string(40)', 'FSG', 'Master Label'),
  system.createdDate,
  system.lastModifiedDate,
  system.systemModstamp,
]);

export const PROFILE = object(
  'Profile',
  'Profile',
  '00e',
  'CUDRS',
  [
    system.id('Profile ID'),
    field('Name', 'string(255)', 'CUFSGI', 'Name', { nameField: true }),
    field('UserLicenseId', 'reference', 'CFSG', 'User License ID', {
      to: ['UserLicense'],
      as: 'UserLicense',
    }),
    field('UserType', 'picklist(40)', 'NFSG', 'User Type', { picklist: () => USER_TYPES }),
    system.createdDate,
    system.createdById,
    system.lastModifiedDate,
    system.lastModifiedById,
    system.systemModstamp,
    field('Description', 'string(255)', 'CUNFSG', 'Description'),
    field('LastViewedDate', 'datetime', 'NFS', 'Last Viewed Date'),
    field('LastReferencedDate', 'datetime', 'NFS', 'Last Referenced Date'),
  ],
  { indexes: ['Name'] },
);

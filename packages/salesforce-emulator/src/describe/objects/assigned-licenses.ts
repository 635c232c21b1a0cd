import { field } from '../field-spec.js';
import { object } from '../object-spec.js';
import { picklist } from '../picklists/picklist.js';
import { LANGUAGES } from '../picklists/user-picklists.js';
import { permissionFields } from './permission-set.js';
import { system } from './system-fields.js';

const STATUSES = picklist('Active', 'Disabled');
const PACKAGE_STATUSES = picklist('Trial', 'Free', 'Active');
const EXPIRATION_POLICIES = picklist('AllowNamespaceAccess', 'BlockNamespaceAccess');

const STAMPS = [
  system.createdDate,
  system.createdById,
  system.lastModifiedDate,
  system.lastModifiedById,
  system.systemModstamp,
];

export const PERMISSION_SET_LICENSE = object(
  'PermissionSetLicense',
  'Permission Set License',
  '0PL',
  'S',
  [
    system.id('Permission Set License ID'),
    system.isDeleted,
    field('DeveloperName', 'string(80)', 'FSG', 'Developer Name'),
    field('Language', 'picklist(40)', 'NFSG', 'Master Language', {
      picklist: () => LANGUAGES,
      initial: 'en_US',
    }),
    field('MasterLabel', 'string(80)', 'FSG', 'Permission Set License Label', { nameField: true }),
    ...STAMPS,
    field('PermissionSetLicenseKey', 'string(80)', 'FSG', 'Permission Set License Key'),
    field('TotalLicenses', 'int', 'FSG', 'Total Licenses'),
    field('Status', 'picklist(40)', 'FSG', 'Status', { picklist: () => STATUSES }),
    field('ExpirationDate', 'date', 'NFSG', 'Expiration Date'),
    ...permissionFields('DFSG').map((spec) => ({ ...spec, name: `Maximum${spec.name}` })),
    field('UsedLicenses', 'int', 'FSG', 'Used Licenses', {
      compute: (row, { assignmentsOf }) => assignmentsOf('PermissionSetLicense', row.Id),
    }),
    field('MigratableLicenses', 'int', 'FSG', 'Licenses to Migrate', { initial: 0 }),
    field('IsAvailableForIntegrations', 'boolean', 'DFSG', 'Is License Available for Integrations?'),
    field('LicenseExpirationPolicy', 'picklist(40)', 'NFSG', 'License Expiration Policy', {
      picklist: () => EXPIRATION_POLICIES,
    }),
    field('IsSupplementLicense', 'boolean', 'DFSG', 'Is Supplement License'),
  ],
  { indexes: ['DeveloperName', 'PermissionSetLicenseKey'] },
);

export const PERMISSION_SET_LICENSE_ASSIGN = object(
  'PermissionSetLicenseAssign',
  'Permission Set License Assignment',
  '2LA',
  'CD',
  [
    system.id('Permission Set License Assignment ID'),
    system.isDeleted,
    ...STAMPS,
    field('PermissionSetLicenseId', 'reference', 'CFSG', 'Permission Set License ID', {
      to: ['PermissionSetLicense'],
      as: 'PermissionSetLicense',
      children: 'PermissionSetLicenseAssignments',
    }),
    field('AssigneeId', 'reference', 'CFSG', 'User ID', {
      to: ['User'],
      as: 'Assignee',
      children: 'PermissionSetLicenseAssignments',
    }),
  ],
  { indexes: ['PermissionSetLicenseId', 'AssigneeId'] },
);

export const PACKAGE_LICENSE = object('PackageLicense', 'Package License', '050', '', [
  system.id('Package License ID'),
  field('Status', 'picklist(40)', 'FSG', 'Status', { picklist: () => PACKAGE_STATUSES }),
  field('IsProvisioned', 'boolean', 'DFSG', 'Is Provisioned'),
  field('AllowedLicenses', 'int', 'FSG', 'Allowed Licenses'),
  field('UsedLicenses', 'int', 'FSG', 'Used Licenses', {
    compute: (row, { assignmentsOf }) => assignmentsOf('PackageLicense', row.Id),
  }),
  field('IsAvailableForIntegrations', 'boolean', 'DFSG', 'Enabled for Platform Integrations'),
  field('ExpirationDate', 'datetime', 'NFS', 'Expiration Date'),
  system.createdDate,
  system.lastModifiedDate,
  system.systemModstamp,
  field('NamespacePrefix', 'string(15)', 'FSG', 'Namespace Prefix', { nameField: true }),
]);

export const USER_PACKAGE_LICENSE = object(
  'UserPackageLicense',
  'User Package License',
  '051',
  'CD',
  [
    system.id('User Package License ID'),
    field('PackageLicenseId', 'reference', 'CFSG', 'Package License ID', {
      to: ['PackageLicense'],
      as: 'PackageLicense',
      children: 'UserPackageLicenses',
    }),
    field('UserId', 'reference', 'CFSG', 'Assigned User ID', { to: ['User'], as: 'User' }),
    ...STAMPS,
  ],
  { indexes: ['PackageLicenseId', 'UserId'], labelPlural: 'User Package License' },
);

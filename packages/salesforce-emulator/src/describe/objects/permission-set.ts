import { field } from '../field-spec.js';
import { object } from '../object-spec.js';
import { picklist } from '../picklists/picklist.js';
import { LANGUAGES } from '../picklists/user-picklists.js';
import { system } from './system-fields.js';

const SET_TYPES = picklist('Regular', 'Profile', 'Group', 'Session', 'Integration', 'Standard');
const GROUP_STATUSES = picklist('Updated', 'Outdated', 'Updating', 'Failed');

/** The permissions that a set of this org can hold, of the hundreds that there are: those that tell tools something. */
export const PERMISSIONS = [
  ['ManageUsers', 'Manage Users'],
  ['ResetPasswords', 'Reset User Passwords and Unlock Users'],
  ['AssignPermissionSets', 'Assign Permission Sets'],
  ['ViewSetup', 'View Setup and Configuration'],
  ['ApiEnabled', 'API Enabled'],
  ['ModifyAllData', 'Modify All Data'],
  ['ViewAllData', 'View All Data'],
] as const;

export const permissionFields = (flags: string) =>
  PERMISSIONS.map(([name, label]) => field(`Permissions${name}`, 'boolean', flags, label));

/** Sets proper, and the hidden ones of profiles (Type Profile) and groups (Type Group). */
export const PERMISSION_SET = object(
  'PermissionSet',
  'Permission Set',
  '0PS',
  'CUDS',
  [
    system.id('PermissionSet ID'),
    field('Name', 'string(80)', 'CUFSGI', 'Permission Set Name', { nameField: true }),
    field('Label', 'string(80)', 'CUFSG', 'Permission Set Label'),
    field('LicenseId', 'reference', 'CNFSG', 'License ID', {
      to: ['PermissionSetLicense', 'UserLicense'],
      as: 'License',
    }),
    field('ProfileId', 'reference', 'NFSG', 'Profile ID', { to: ['Profile'], as: 'Profile' }),
    field('IsOwnedByProfile', 'boolean', 'DFSG', 'Is Owned By Profile', { defaultValue: false }),
    field('IsCustom', 'boolean', 'DFSG', 'Is Custom', { defaultValue: false }),
    ...permissionFields('CUF'),
    field('Description', 'string(255)', 'CUNFSG', 'Description'),
    system.createdDate,
    system.createdById,
    system.lastModifiedDate,
    system.lastModifiedById,
    system.systemModstamp,
    field('NamespacePrefix', 'string(15)', 'NFSG', 'Namespace Prefix'),
    field('HasActivationRequired', 'boolean', 'CUDFSG', 'Session Activation Required', {
      defaultValue: false,
    }),
    field('PermissionSetGroupId', 'reference', 'NFSG', 'PermissionSetGroup ID', {
      to: ['PermissionSetGroup'],
      as: 'PermissionSetGroup',
    }),
    field('Type', 'picklist(40)', 'NFSG', 'Permission Set Type', {
      picklist: () => SET_TYPES,
      initial: 'Regular',
    }),
  ],
  { indexes: ['Name', 'ProfileId', 'PermissionSetGroupId'] },
);

/** The last row of each user joins the hidden set of the profile; it comes and goes with the profile. */
export const PERMISSION_SET_ASSIGNMENT = object(
  'PermissionSetAssignment',
  'Permission Set Assignment',
  '0Pa',
  'CUD',
  [
    system.id('PermissionSetAssignment ID'),
    field('PermissionSetId', 'reference', 'CNFSG', 'PermissionSet ID', {
      to: ['PermissionSet'],
      as: 'PermissionSet',
      children: 'Assignments',
    }),
    field('PermissionSetGroupId', 'reference', 'CNFSG', 'PermissionSetGroup ID', {
      to: ['PermissionSetGroup'],
      as: 'PermissionSetGroup',
      children: 'Assignments',
    }),
    field('AssigneeId', 'reference', 'CFSG', 'Assignee ID', {
      to: ['User'],
      as: 'Assignee',
      children: 'PermissionSetAssignments',
    }),
    system.systemModstamp,
    field('ExpirationDate', 'datetime', 'CUNFS', 'Expires On'),
    field('IsActive', 'boolean', 'DFSG', 'Is Active', {
      defaultValue: false,
      compute: (row, { isUserActive, nowSeconds }) =>
        row.IsRevoked !== true &&
        isUserActive(String(row.AssigneeId)) &&
        !(typeof row.ExpirationDate === 'number' && row.ExpirationDate <= nowSeconds()),
    }),
    field('IsRevoked', 'boolean', 'UDFSG', 'Is Revoked', { defaultValue: false }),
  ],
  { indexes: ['AssigneeId', 'PermissionSetId', 'PermissionSetGroupId'] },
);

export const PERMISSION_SET_GROUP = object(
  'PermissionSetGroup',
  'Permission Set Group',
  '0PG',
  'CUD',
  [
    system.id('PermissionSetGroup ID'),
    system.isDeleted,
    field('DeveloperName', 'string(80)', 'CUFSG', 'API Name', { nameField: true }),
    field('Language', 'picklist(40)', 'CUNFSG', 'Master Language', {
      picklist: () => LANGUAGES,
      initial: 'en_US',
    }),
    field('MasterLabel', 'string(80)', 'CUFSG', 'Label'),
    field('NamespacePrefix', 'string(15)', 'NFSG', 'Namespace Prefix'),
    system.createdDate,
    system.createdById,
    system.lastModifiedDate,
    system.lastModifiedById,
    system.systemModstamp,
    field('Description', 'textarea(255)', 'CUNFSG', 'Description', { extra: 'plaintextarea' }),
    field('Status', 'picklist(40)', 'FSG', 'Status', { picklist: () => GROUP_STATUSES, initial: 'Updated' }),
    field('HasActivationRequired', 'boolean', 'CUDFSG', 'Session Activation Required', {
      defaultValue: false,
    }),
  ],
  { indexes: ['DeveloperName'] },
);

export const PERMISSION_SET_GROUP_COMPONENT = object(
  'PermissionSetGroupComponent',
  'Permission Set Group Component',
  '0PH',
  'CD',
  [
    system.id('PermissionSetGroupComponent ID'),
    system.isDeleted,
    system.createdDate,
    system.createdById,
    system.lastModifiedDate,
    system.lastModifiedById,
    system.systemModstamp,
    field('PermissionSetGroupId', 'reference', 'CFSG', 'PermissionSetGroup ID', {
      to: ['PermissionSetGroup'],
      as: 'PermissionSetGroup',
      children: 'PermissionSetGroupComponents',
    }),
    field('PermissionSetId', 'reference', 'CFSG', 'PermissionSet ID or MutingPermissionSet ID', {
      to: ['PermissionSet'],
      as: 'PermissionSet',
    }),
  ],
  { indexes: ['PermissionSetGroupId', 'PermissionSetId'] },
);

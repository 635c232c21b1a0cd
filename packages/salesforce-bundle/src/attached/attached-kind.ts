import type { MembershipPolicy } from '../mapping/membership-policy.js';
import type { Lapse } from './lapses.js';
import type { RowTest } from './row-test.js';

/** What kind of object the values hang on: an sObject's name. */
export type Owner = 'User' | 'Group';

/** What the values of a membership refer to. */
export interface Target {
  readonly sobject: string;
  /** How its ids begin. */
  readonly prefix: string;
  /** The field with the name that tells the rows apart, as values by name have it. */
  readonly nameField: string;
  /** The field with the name that people see, which several rows may share. */
  readonly labelField?: string;
  /** The field with the package's prefix: `prefix__Name` is the whole name then. */
  readonly namespaceField?: string;
  /** Which rows are meant. */
  readonly tests: readonly RowTest[];
}

interface Kind {
  /** The attribute that stands for it unless a map says otherwise. */
  readonly name: string;
  readonly owner: Owner;
  /** The sObject of the rows. */
  readonly sobject: string;
  /** Its field with the id of the owner. */
  readonly ownerField: string;
  /** Its field with the value. */
  readonly valueField: string;
  /** Which rows are of this kind, beside what the target says. */
  readonly tests: readonly RowTest[];
  /** What ends a row that stays. */
  readonly lapses?: readonly Lapse[];
}

/**
 * Values that are ids of rows elsewhere, each in a row of its own. Several targets mean that any of them may be referred
 * to.
 */
export interface MembershipKind extends Kind {
  readonly shape: 'membership';
  /** The relationship of `valueField`. */
  readonly relation: string;
  readonly targets: readonly Target[];
  /** Whether others may depend on it: it is given before them, and taken away after them. */
  readonly isLicense?: true;
}

/** One value in the one row that goes with the owner. */
export interface FlagKind extends Kind {
  readonly shape: 'flag';
  /** Whether only false can be written. */
  readonly isOnlyCleared?: true;
}

/**
 * What an object has in rows of another sObject. Everything else (statements, steps, schema, filters) derives from the
 * row of the table.
 */
export type AttachedKind = MembershipKind | FlagKind;

/** An attached kind as an attribute: whether its values are read as ids or names, and what writes do. */
export interface AttachedRef<Of extends AttachedKind = AttachedKind> {
  readonly attribute: string;
  readonly kind: Of;
  readonly by: 'id' | 'name';
  /** Undefined: replace. */
  readonly policy?: MembershipPolicy | undefined;
}

const GROUP = { sobject: 'Group', prefix: '00G', nameField: 'DeveloperName', labelField: 'Name' } as const;
const PUBLIC_GROUP: Target = { ...GROUP, tests: [{ path: 'Type', is: '=', value: 'Regular' }] };
const QUEUE: Target = { ...GROUP, tests: [{ path: 'Type', is: '=', value: 'Queue' }] };
const USER: Target = { sobject: 'User', prefix: '005', nameField: 'Username', tests: [] };
const PERMISSION_SET: Target = {
  sobject: 'PermissionSet',
  prefix: '0PS',
  nameField: 'Name',
  labelField: 'Label',
  namespaceField: 'NamespacePrefix',
  // The hidden sets of profiles and of permission set groups are nobody's to assign.
  tests: [
    { path: 'IsOwnedByProfile', is: '=', value: false },
    { path: 'Type', is: '!=', value: 'Group' },
  ],
};
const PERMISSION_SET_GROUP: Target = {
  sobject: 'PermissionSetGroup',
  prefix: '0PG',
  nameField: 'DeveloperName',
  labelField: 'MasterLabel',
  namespaceField: 'NamespacePrefix',
  tests: [],
};
const PERMISSION_SET_LICENSE: Target = {
  sobject: 'PermissionSetLicense',
  prefix: '0PL',
  nameField: 'DeveloperName',
  labelField: 'MasterLabel',
  tests: [],
};
const PACKAGE_LICENSE: Target = {
  sobject: 'PackageLicense',
  prefix: '050',
  nameField: 'NamespacePrefix',
  tests: [],
};

const IN_GROUP = {
  shape: 'membership',
  owner: 'User',
  sobject: 'GroupMember',
  ownerField: 'UserOrGroupId',
  valueField: 'GroupId',
  relation: 'Group',
  tests: [],
} as const;
const ASSIGNED = {
  shape: 'membership',
  owner: 'User',
  sobject: 'PermissionSetAssignment',
  ownerField: 'AssigneeId',
  // IsActive would not do: it is false for all that an inactive user has, too.
  lapses: [
    { field: 'ExpirationDate', since: 52, renewed: null },
    { field: 'IsRevoked', since: 57, renewed: false },
  ],
} as const;
const LOGIN = {
  shape: 'flag',
  owner: 'User',
  sobject: 'UserLogin',
  ownerField: 'UserId',
  tests: [],
} as const;

export const ATTACHED_KINDS: readonly AttachedKind[] = [
  { ...IN_GROUP, name: 'groups', targets: [PUBLIC_GROUP] },
  { ...IN_GROUP, name: 'queues', targets: [QUEUE] },
  {
    ...ASSIGNED,
    name: 'permissionSets',
    valueField: 'PermissionSetId',
    relation: 'PermissionSet',
    targets: [PERMISSION_SET],
    tests: [{ path: 'PermissionSetGroupId', is: '=', value: null }],
  },
  {
    ...ASSIGNED,
    name: 'permissionSetGroups',
    valueField: 'PermissionSetGroupId',
    relation: 'PermissionSetGroup',
    targets: [PERMISSION_SET_GROUP],
    tests: [{ path: 'PermissionSetGroupId', is: '!=', value: null }],
  },
  {
    shape: 'membership',
    owner: 'User',
    name: 'permissionSetLicenses',
    sobject: 'PermissionSetLicenseAssign',
    ownerField: 'AssigneeId',
    valueField: 'PermissionSetLicenseId',
    relation: 'PermissionSetLicense',
    targets: [PERMISSION_SET_LICENSE],
    tests: [],
    isLicense: true,
  },
  {
    shape: 'membership',
    owner: 'User',
    name: 'packageLicenses',
    sobject: 'UserPackageLicense',
    ownerField: 'UserId',
    valueField: 'PackageLicenseId',
    relation: 'PackageLicense',
    targets: [PACKAGE_LICENSE],
    tests: [],
    isLicense: true,
  },
  { ...LOGIN, name: 'frozen', valueField: 'IsFrozen' },
  { ...LOGIN, name: '__LOCK_OUT__', valueField: 'IsPasswordLocked', isOnlyCleared: true },
  {
    shape: 'membership',
    owner: 'Group',
    name: 'members',
    sobject: 'GroupMember',
    ownerField: 'GroupId',
    valueField: 'UserOrGroupId',
    relation: 'UserOrGroup',
    targets: [USER, PUBLIC_GROUP],
    tests: [],
  },
];

export const attachedKind = (owner: string, name: string): AttachedKind | undefined =>
  ATTACHED_KINDS.find((kind) => kind.owner === owner && kind.name.toLowerCase() === name.toLowerCase());

export const isMembership = (ref: AttachedRef): ref is AttachedRef<MembershipKind> =>
  ref.kind.shape === 'membership';

import type { FieldValues, Row } from '../record/row.js';
import type { Store } from '../store/store.js';
import { stamps } from './companions.js';
import type { Made } from './companions.js';
import type { OrgSetup } from './org-setup.js';

/** Public groups, then queues: names. */
const GROUPS = ['Everyone in Europe', 'Key Account Team', 'Project Phoenix'] as const;
const QUEUES = ['Inbound Leads', 'Unassigned Leads'] as const;

/** Permission set licences: developer name, label, seats. */
const SET_LICENSES = [
  ['SalesConsoleUser', 'Sales Console User', 50],
  ['IdentityConnect', 'Identity Connect', 25],
] as const;

/** Permission sets: name, label, the licence that they need, the permissions that they hold. */
const SETS = [
  ['Api_Access', 'API Access', null, ['ApiEnabled']],
  ['Password_Desk', 'Password Desk', null, ['ResetPasswords', 'ViewSetup']],
  ['Report_Reader', 'Report Reader', null, []],
  ['Sales_Console', 'Sales Console', 'SalesConsoleUser', []],
] as const;

const SET_GROUPS = [['Service_Desk', 'Service Desk', ['Password_Desk', 'Report_Reader']]] as const;

/** What an org has to give to users beside profile and role. */
export interface OrgAccess {
  readonly groupIds: readonly string[];
  readonly setIds: readonly string[];
}

export function seedAccess(store: Store, { organizationId }: OrgSetup, made: Made): OrgAccess {
  const insert = (object: string, values: FieldValues): Row => {
    const table = store.table(object);
    const system = Object.entries(stamps(made)).filter(([name]) => table.spec.fieldNamed(name));
    return table.insert({ ...values, ...Object.fromEntries(system) });
  };
  const group = (name: string, type: string): Row =>
    insert('Group', {
      Name: name,
      DeveloperName: name.replace(/\W+/g, '_'),
      Type: type,
      OwnerId: organizationId,
    });
  const groups = GROUPS.map((name) => group(name, 'Regular'));
  for (const name of QUEUES)
    insert('QueueSobject', { QueueId: group(name, 'Queue').Id, SobjectType: 'Lead' });
  const licenseIds = new Map(
    SET_LICENSES.map(([name, label, seats]) => [
      name as string,
      insert('PermissionSetLicense', {
        DeveloperName: name,
        MasterLabel: label,
        PermissionSetLicenseKey: name,
        TotalLicenses: seats,
        Status: 'Active',
      }).Id,
    ]),
  );
  const setIds = new Map(
    SETS.map(([name, label, license, permissions]) => [
      name as string,
      insert('PermissionSet', {
        Name: name,
        Label: label,
        LicenseId: license === null ? null : (licenseIds.get(license) ?? null),
        IsCustom: true,
        ...Object.fromEntries(permissions.map((permission) => [`Permissions${permission}`, true])),
      }).Id,
    ]),
  );
  for (const [name, label, sets] of SET_GROUPS) {
    const setGroup = insert('PermissionSetGroup', { DeveloperName: name, MasterLabel: label });
    insert('PermissionSet', {
      Name: `X${setGroup.Id}`,
      Label: label,
      Type: 'Group',
      PermissionSetGroupId: setGroup.Id,
    });
    for (const set of sets)
      insert('PermissionSetGroupComponent', {
        PermissionSetGroupId: setGroup.Id,
        PermissionSetId: setIds.get(set) ?? null,
      });
  }
  insert('PackageLicense', {
    Status: 'Active',
    IsProvisioned: true,
    AllowedLicenses: 10,
    NamespacePrefix: 'emupkg',
  });
  const free = SETS.filter(([, , license]) => license === null).map(([name]) => setIds.get(name) ?? '');
  return { groupIds: groups.map(({ Id: id }) => id), setIds: free };
}

/** Gives one generated user in ten a public group and one in five a permission set, in turn. */
export function seedMemberships(
  store: Store,
  { groupIds, setIds }: OrgAccess,
  user: Row,
  index: number,
  seconds: number,
): void {
  if (index % 10 === 0)
    store.table('GroupMember').insert({
      Id: '',
      GroupId: groupIds[(index / 10) % groupIds.length] ?? null,
      UserOrGroupId: user.Id,
      SystemModstamp: seconds,
    });
  if (index % 5 === 0)
    store.table('PermissionSetAssignment').insert({
      Id: '',
      PermissionSetId: setIds[(index / 5) % setIds.length] ?? null,
      AssigneeId: user.Id,
      SystemModstamp: seconds,
    });
}

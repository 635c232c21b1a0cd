import { insertProfileCompanions, insertRoleCompanions } from './companions.js';
import type { FieldValues } from '../record/row.js';
import type { Store } from '../store/store.js';

/** User licences of the org: name, definition key, seats (null = the `licenses` option decides). */
const USER_LICENSES = [
  ['Salesforce', 'SFDC', null],
  ['Salesforce Platform', 'AUL', 30],
  ['Chatter Free', 'CSN_User', 5000],
  ['Identity', 'IDENTITY_USER', 100],
  ['Guest', 'GUEST_USER', 25],
  ['Analytics Cloud Integration User', 'INSIGHTS_INTEGRATION_USER', 2],
  ['Partner Community', 'POWER_PRM', 5],
] as const;

/** Profiles: name, licence, user type. */
const PROFILES = [
  ['System Administrator', 'Salesforce', 'Standard'],
  ['Standard User', 'Salesforce', 'Standard'],
  ['Read Only', 'Salesforce', 'Standard'],
  ['Marketing User', 'Salesforce', 'Standard'],
  ['Standard Platform User', 'Salesforce Platform', 'Standard'],
  ['Identity User', 'Identity', 'Standard'],
  ['Chatter Free User', 'Chatter Free', 'CsnOnly'],
  ['Help Center Profile', 'Guest', 'Guest'],
  ['Analytics Cloud Integration User', 'Analytics Cloud Integration User', 'Standard'],
  ['Partner Community User', 'Partner Community', 'PowerPartner'],
] as const;

const ROLES = ['CEO', 'SVP, Sales & Marketing', 'VP, Human Resources', 'Sales Team'] as const;

/** The profile whose users hold "Manage Users" and "Reset User Passwords". */
export const ADMINISTRATOR_PROFILE = 'System Administrator';

/** Rows beside the users, by the names by which the seed refers to them. */
export interface OrgSetup {
  readonly organizationId: string;
  readonly profileIds: Readonly<Record<string, string>>;
  readonly roleIds: readonly string[];
}

/** Organization, licences, profiles and roles; who made them is told later, by {@link attributeSetup}. */
export function seedSetup(store: Store, salesforceSeats: number, createdSeconds: number): OrgSetup {
  const dates: FieldValues = {
    CreatedDate: createdSeconds,
    LastModifiedDate: createdSeconds,
    SystemModstamp: createdSeconds,
  };
  const organization = store.table('Organization').insert({
    Name: 'Emulated Org',
    Country: 'US',
    PrimaryContact: 'Integration User',
    DefaultLocaleSidKey: 'en_US',
    TimeZoneSidKey: 'America/Los_Angeles',
    LanguageLocaleKey: 'en_US',
    OrganizationType: 'Developer Edition',
    InstanceName: 'EMU1',
    SignupCountryIsoCode: 'US',
    ...dates,
  });
  const licenseIds = seedLicenses(store, salesforceSeats, dates);
  const profileIds: Record<string, string> = {};
  for (const [name, license, userType] of PROFILES) {
    const values = {
      Name: name,
      UserLicenseId: licenseIds.get(license) ?? null,
      UserType: userType,
      ...dates,
    };
    const profile = store.table('Profile').insert(values);
    insertProfileCompanions(store, profile, { seconds: createdSeconds, byId: null });
    profileIds[name] = profile.Id;
  }
  return {
    organizationId: organization.Id,
    profileIds,
    roleIds: seedRoles(store, organization.Id, createdSeconds),
  };
}

function seedLicenses(store: Store, salesforceSeats: number, dates: FieldValues): Map<string, string> {
  const ids = new Map<string, string>();
  for (const [name, key, seats] of USER_LICENSES) {
    const total = seats ?? salesforceSeats;
    const row = store.table('UserLicense').insert({
      LicenseDefinitionKey: key,
      TotalLicenses: total,
      Status: total > 0 ? 'Active' : 'Disabled',
      UsedLicensesLastUpdated: dates.CreatedDate ?? null,
      Name: name,
      MasterLabel: name,
      ...dates,
    });
    ids.set(name, row.Id);
  }
  return ids;
}

/** A chain of roles, each below the one before. */
function seedRoles(store: Store, organizationId: string, seconds: number): readonly string[] {
  const ids: string[] = [];
  for (const name of ROLES) {
    const row = store.table('UserRole').insert({
      Name: name,
      DeveloperName: name.replace(/\W+/g, '_'),
      ParentRoleId: ids.at(-1) ?? null,
      LastModifiedDate: seconds,
      SystemModstamp: seconds,
    });
    insertRoleCompanions(store, row, organizationId, { seconds, byId: null });
    ids.push(row.Id);
  }
  return ids;
}

/** Names the first user as the author of what existed before any user did. */
export function attributeSetup(store: Store, userId: string): void {
  for (const name of ['Organization', 'Profile', 'UserRole', 'Group', 'PermissionSet']) {
    const table = store.table(name);
    const fields = ['CreatedById', 'LastModifiedById'].filter((field) => table.spec.fieldNamed(field));
    const author = Object.fromEntries(fields.map((field) => [field, userId]));
    for (const row of table.rows()) table.update(row, author);
  }
}

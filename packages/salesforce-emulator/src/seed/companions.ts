import type { FieldValues, Row } from '../record/row.js';
import type { Store } from '../store/store.js';

/** When a row was made, and by whom. */
export interface Made {
  readonly seconds: number;
  readonly byId: string | null;
}

/** The system fields of a new row, as far as its object has them; the caller picks. */
export const stamps = ({ seconds, byId }: Made): FieldValues => ({
  CreatedDate: seconds,
  CreatedById: byId,
  LastModifiedDate: seconds,
  LastModifiedById: byId,
  SystemModstamp: seconds,
});

/** What comes with every user: the row that freezes and unlocks, and the assignment of the profile's own set. */
export function insertUserCompanions(store: Store, user: Row, { seconds, byId }: Made): void {
  store
    .table('UserLogin')
    .insert({ Id: '', UserId: user.Id, LastModifiedDate: seconds, LastModifiedById: byId });
  const set = profileSet(store, user.ProfileId);
  if (!set) return;
  store
    .table('PermissionSetAssignment')
    .insert({ Id: '', PermissionSetId: set.Id, AssigneeId: user.Id, SystemModstamp: seconds });
}

/** The assignment of the profile's own set follows the profile. */
export function followProfile(store: Store, user: Row, formerProfileId: Row[string], seconds: number): void {
  const former = profileSet(store, formerProfileId);
  const table = store.table('PermissionSetAssignment');
  const assignment = table.findBy('AssigneeId', user.Id).find((row) => row.PermissionSetId === former?.Id);
  const set = profileSet(store, user.ProfileId);
  if (assignment && set) table.update(assignment, { PermissionSetId: set.Id, SystemModstamp: seconds });
}

function profileSet(store: Store, profileId: Row[string]): Row | undefined {
  return typeof profileId === 'string'
    ? store.table('PermissionSet').findBy('ProfileId', profileId)[0]
    : undefined;
}

/** The hidden permission set that holds a profile's permissions. */
export function insertProfileCompanions(store: Store, profile: Row, made: Made): void {
  store.table('PermissionSet').insert({
    Name: `X${profile.Id}`,
    Label: profile.Id,
    ProfileId: profile.Id,
    IsOwnedByProfile: true,
    Type: 'Profile',
    LicenseId: profile.UserLicenseId ?? null,
    ...stamps(made),
  });
}

const ROLE_GROUP_TYPES = ['Role', 'RoleAndSubordinates', 'RoleAndSubordinatesInternal'];

/** The groups without a name that stand for a role in sharing. */
export function insertRoleCompanions(store: Store, role: Row, organizationId: string, made: Made): void {
  for (const type of ROLE_GROUP_TYPES) {
    store.table('Group').insert({
      Name: null,
      DeveloperName: role.DeveloperName ?? null,
      RelatedId: role.Id,
      Type: type,
      OwnerId: organizationId,
      ...stamps(made),
    });
  }
}

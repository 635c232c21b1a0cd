import type { OrgState } from '../../org-state.js';
import type { Row } from '../../record/row.js';
import { isShownGroup } from '../groups/shown-groups.js';
import type { ScimDocument } from '../document/scim-document.js';
import { locationOf } from '../scim-call.js';
import type { ScimView } from '../scim-call.js';

/** Undefined instead of no items: what a user does not have is not shown. */
const some = (items: readonly ScimDocument[]): readonly ScimDocument[] | undefined =>
  items.length > 0 ? items : undefined;

function presentEntitlement(
  row: Row,
  kind: 'Profile' | 'PermissionSet',
  { dialect }: ScimView,
): ScimDocument {
  const display = kind === 'Profile' ? row.Name : row.Label;
  const primary = kind === 'Profile';
  if (dialect.version === 1) return { value: row.Id, display, primary };
  // Relative, and without the base path: so it is documented.
  return { value: row.Id, $ref: `/Entitlements/${row.Id}`, display, type: kind, primary };
}

/** The assignments of permission sets proper: those of the profile's own set and of groups do not show. */
export function setAssignments({ store }: OrgState, userId: string): readonly (readonly [Row, Row])[] {
  return store
    .table('PermissionSetAssignment')
    .findBy('AssigneeId', userId)
    .flatMap((assignment) => {
      const set = store.table('PermissionSet').get(String(assignment.PermissionSetId));
      return set && isShownSet(set) ? [[assignment, set] as const] : [];
    });
}

/** The sets behind profiles and permission set groups do not show. */
export function isShownSet({ Type: type }: Row): boolean {
  return type !== 'Profile' && type !== 'Group';
}

/** The profile, then the permission sets. */
export function entitlementsOf(user: Row, view: ScimView): readonly ScimDocument[] | undefined {
  const profile = view.org.store.table('Profile').get(String(user.ProfileId));
  const sets = setAssignments(view.org, user.Id);
  return some([
    ...(profile ? [presentEntitlement(profile, 'Profile', view)] : []),
    ...sets.map(([, set]) => presentEntitlement(set, 'PermissionSet', view)),
  ]);
}

export function rolesOf({ UserRoleId: roleId }: Row, view: ScimView): readonly ScimDocument[] | undefined {
  const role = typeof roleId === 'string' ? view.org.store.table('UserRole').get(roleId) : undefined;
  if (!role) return undefined;
  const ref = view.dialect.version === 2 && { $ref: locationOf(view, 'Roles', role.Id) };
  return [{ value: role.Id, ...ref, display: role.Name }];
}

/** Groups that the user is in, and groups that these are in. */
export function groupsOf({ Id: userId }: Row, view: ScimView): readonly ScimDocument[] | undefined {
  const found = new Map<string, ScimDocument>();
  for (let level = [userId]; level.length > 0;) {
    const groups = level.flatMap((memberId) => groupsWith(view.org, memberId));
    const fresh = groups.filter(({ Id: id }) => !found.has(id));
    for (const group of fresh) found.set(group.Id, presentGroup(group, level[0] === userId, view));
    level = fresh.map(({ Id: id }) => id);
  }
  return some([...found.values()]);
}

function groupsWith({ store }: OrgState, memberId: string): readonly Row[] {
  return store
    .table('GroupMember')
    .findBy('UserOrGroupId', memberId)
    .flatMap(({ GroupId: groupId }) => store.table('Group').get(String(groupId)) ?? [])
    .filter(isShownGroup);
}

function presentGroup(group: Row, isDirect: boolean, view: ScimView): ScimDocument {
  const item = { value: group.Id, display: group.Name };
  if (view.dialect.version === 1) return item;
  const type = isDirect ? 'direct' : 'indirect';
  return { ...item, $ref: locationOf(view, 'Groups', group.Id), type };
}

import { rowErrors } from '../../errors/row-errors.js';
import { nowSeconds } from '../../org-state.js';
import type { OrgState } from '../../org-state.js';
import type { FieldValues, Row } from '../../record/row.js';
import type { ObjectRules } from './object-rules.js';
import { isReferredTo, requireManager } from './setup-rules.js';

const isHidden = (set: Row): boolean => set.Type === 'Profile' || set.Type === 'Group';

export const PERMISSION_SET_RULES: ObjectRules = {
  beforeInsert(values, context) {
    requireManager(context);
    checkSetName(values, null, context.org);
    values.IsCustom = true;
  },
  beforeUpdate(row, changes, context) {
    requireManager(context);
    if (isHidden(row)) throw rowErrors.insufficientAccess();
    checkSetName(changes, row, context.org);
  },
  beforeDelete(row, context) {
    requireManager(context);
    if (isHidden(row)) throw rowErrors.insufficientAccess();
    const { store } = context.org;
    if (isReferredTo(store.table('PermissionSetAssignment'), 'PermissionSetId', row.Id))
      throw rowErrors.deleteFailed(String(row.Label), 'permission set assignments');
    if (isReferredTo(store.table('PermissionSetGroupComponent'), 'PermissionSetId', row.Id))
      throw rowErrors.deleteFailed(String(row.Label), 'permission set groups');
  },
};

function checkSetName(values: FieldValues, self: Row | null, org: OrgState): void {
  if (typeof values.Name !== 'string') return;
  if (!/^[A-Za-z](?:\w*[A-Za-z0-9])?$/.test(values.Name) || values.Name.includes('__'))
    throw rowErrors.integrity(
      'Permission Set Name: The Permission Set Name can only contain underscores and alphanumeric characters. It must be unique, begin with a letter, not include spaces, not end with an underscore, and not contain two consecutive underscores.',
      ['Name'],
    );
  const [other] = org.store.table('PermissionSet').findBy('Name', values.Name);
  if (other && other !== self) throw rowErrors.duplicateValue('Name', other.Id);
}

/** Sets and set groups assigned to users: once each, within their licence; the profile's own are nobody's to touch. */
export const ASSIGNMENT_RULES: ObjectRules = {
  beforeInsert(values, context) {
    requireManager(context);
    const { store } = context.org;
    const { PermissionSetId: setId, PermissionSetGroupId: groupId, AssigneeId: assigneeId } = values;
    if ((setId ?? null) === null && (groupId ?? null) === null)
      throw rowErrors.requiredMissing(['PermissionSetId']);
    if (typeof groupId === 'string') {
      // The stored row shows the hidden set that stands for the group.
      const [hidden] = store.table('PermissionSet').findBy('PermissionSetGroupId', groupId);
      values.PermissionSetId = hidden?.Id ?? null;
    } else {
      const set = store.table('PermissionSet').get(String(setId));
      if (!set || isHidden(set)) throw rowErrors.insufficientAccess();
      checkLicense(set, String(assigneeId), context.org);
    }
    const twin = store
      .table('PermissionSetAssignment')
      .findBy('AssigneeId', assigneeId ?? null)
      .find((row) => row.PermissionSetId === values.PermissionSetId);
    if (twin) throw rowErrors.duplicateAssignment(String(assigneeId), String(values.PermissionSetId));
  },
  beforeUpdate(row, _changes, context) {
    requireManager(context);
    refuseOwnedByProfile(row, context.org);
  },
  beforeDelete(row, context) {
    requireManager(context);
    refuseOwnedByProfile(row, context.org);
  },
};

function refuseOwnedByProfile({ PermissionSetId: setId }: Row, org: OrgState): void {
  if (org.store.table('PermissionSet').get(String(setId))?.IsOwnedByProfile === true)
    throw rowErrors.insufficientAccess();
}

/** A set of a user licence fits users of that licence; one of a permission set licence those who were given it. */
function checkLicense(set: Row, assigneeId: string, { store, seats, sources }: OrgState): void {
  if (typeof set.LicenseId !== 'string') return;
  const user = store.table('User').get(assigneeId);
  if (!user) return;
  const name = store.table('User').spec.fieldNamed('Name')?.compute?.(user, sources);
  const refuse = (reason: string): Error =>
    rowErrors.integrity(
      `Can't assign permission set ${String(set.Label)} to user ${String(name)}. ${reason}`,
      ['PermissionSetId'],
    );
  if (store.table('UserLicense').get(set.LicenseId)) {
    if (seats.licenseOf(user.ProfileId)?.Id !== set.LicenseId)
      throw refuse("The user license doesn't match the permission set license");
    return;
  }
  const holds = store
    .table('PermissionSetLicenseAssign')
    .findBy('AssigneeId', assigneeId)
    .some((row) => row.PermissionSetLicenseId === set.LicenseId);
  if (!holds) throw refuse("The assignee doesn't have the required permission set license");
}

export const SET_GROUP_RULES: ObjectRules = {
  beforeInsert(values, context) {
    requireManager(context);
    checkGroupName(values, null, context.org);
  },
  // The hidden set that assignments of the group show.
  afterInsert(row, { org, runningUser }) {
    insertHiddenSet(org, row, runningUser.Id);
  },
  beforeUpdate(row, changes, context) {
    requireManager(context);
    checkGroupName(changes, row, context.org);
  },
  beforeDelete(row, context) {
    requireManager(context);
    if (isReferredTo(context.org.store.table('PermissionSetAssignment'), 'PermissionSetGroupId', row.Id))
      throw rowErrors.deleteFailed(String(row.MasterLabel), 'permission set assignments');
  },
  afterDelete(row, { org }) {
    for (const name of ['PermissionSetGroupComponent', 'PermissionSet']) {
      const table = org.store.table(name);
      for (const part of [...table.findBy('PermissionSetGroupId', row.Id)])
        table.delete(part, nowSeconds(org));
    }
  },
};

function checkGroupName(values: FieldValues, self: Row | null, org: OrgState): void {
  if (values.DeveloperName === undefined) return;
  const [other] = org.store.table('PermissionSetGroup').findBy('DeveloperName', values.DeveloperName);
  if (other && other !== self) throw rowErrors.duplicateValue('DeveloperName', other.Id);
}

function insertHiddenSet(org: OrgState, group: Row, userId: string): void {
  const seconds = nowSeconds(org);
  org.store.table('PermissionSet').insert({
    Name: `X${group.Id}`,
    Label: String(group.MasterLabel),
    Type: 'Group',
    PermissionSetGroupId: group.Id,
    CreatedDate: seconds,
    CreatedById: userId,
    LastModifiedDate: seconds,
    LastModifiedById: userId,
    SystemModstamp: seconds,
  });
}

export const COMPONENT_RULES: ObjectRules = {
  beforeInsert(values, context) {
    requireManager(context);
    const { store } = context.org;
    const set = store.table('PermissionSet').get(String(values.PermissionSetId));
    if (!set || isHidden(set)) throw rowErrors.insufficientAccess();
    const twin = store
      .table('PermissionSetGroupComponent')
      .findBy('PermissionSetGroupId', values.PermissionSetGroupId ?? null)
      .find((row) => row.PermissionSetId === values.PermissionSetId);
    if (twin) throw rowErrors.duplicateValue('PermissionSetId', twin.Id);
  },
  beforeDelete(_row, context) {
    requireManager(context);
  },
};

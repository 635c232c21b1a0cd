import { rowErrors } from '../../errors/row-errors.js';
import { managesUsers } from '../../identity/access.js';
import { nowSeconds } from '../../org-state.js';
import { insertProfileCompanions, insertRoleCompanions } from '../../seed/companions.js';
import type { FieldValues, Row } from '../../record/row.js';
import type { Table } from '../../store/table.js';
import type { ObjectRules, WriteContext } from './object-rules.js';

/** @throws ApiError for users without "Manage Users" */
export function requireManager({ org, runningUser }: WriteContext): void {
  if (!managesUsers(org, runningUser)) throw rowErrors.insufficientAccess();
}

/** Whether any row of the table names the id in the field. */
export function isReferredTo(table: Table, field: string, id: string): boolean {
  if (table.isIndexed(field)) return table.findBy(field, id).length > 0;
  for (const row of table.rows()) if (row[field] === id) return true;
  return false;
}

/** Freeze and unlock. A lock comes from failed logins alone, so it can only be taken away. */
export const USER_LOGIN_RULES: ObjectRules = {
  beforeUpdate(_row, changes, context) {
    requireManager(context);
    if (changes.IsPasswordLocked === true) {
      throw rowErrors.integrity('IsPasswordLocked can only be set to false', ['IsPasswordLocked']);
    }
  },
  afterUpdate(before, row, { org }) {
    if (before.IsPasswordLocked !== true || row.IsPasswordLocked === true) return;
    const user = typeof row.UserId === 'string' ? org.store.table('User').get(row.UserId) : undefined;
    if (user) org.store.table('User').update(user, { NumberOfFailedLogins: 0 });
  },
};

export const USER_ROLE_RULES: ObjectRules = {
  beforeInsert(values, context) {
    requireManager(context);
    values.DeveloperName ??= String(values.Name).replace(/\W+/g, '_');
    checkDeveloperName(values, null, context);
  },
  afterInsert(row, { org, runningUser }) {
    insertRoleCompanions(org.store, row, org.organizationId, {
      seconds: nowSeconds(org),
      byId: runningUser.Id,
    });
  },
  beforeUpdate(row, changes, context) {
    requireManager(context);
    checkDeveloperName(changes, row, context);
    if (changes.ParentRoleId === row.Id) throw rowErrors.circular('Parent Role ID', 'ParentRoleId');
  },
  beforeDelete(row, context) {
    requireManager(context);
    const { store } = context.org;
    if (isReferredTo(store.table('UserRole'), 'ParentRoleId', row.Id)) {
      throw rowErrors.deleteFailed(String(row.Name), 'roles');
    }
    if (isReferredTo(store.table('User'), 'UserRoleId', row.Id)) {
      throw rowErrors.deleteFailed(String(row.Name), 'users');
    }
  },
  afterDelete(row, { org }) {
    const groups = org.store.table('Group');
    for (const group of [...groups.findBy('RelatedId', row.Id)]) groups.delete(group, nowSeconds(org));
  },
};

function checkDeveloperName(values: FieldValues, self: Row | null, { org }: WriteContext): void {
  if (values.DeveloperName === undefined) return;
  const [other] = org.store.table('UserRole').findBy('DeveloperName', values.DeveloperName);
  if (other && other !== self) throw rowErrors.duplicateValue('DeveloperName', other.Id);
}

export const PROFILE_RULES: ObjectRules = {
  beforeInsert(values, context) {
    requireManager(context);
    const [other] = context.org.store.table('Profile').findBy('Name', values.Name ?? null);
    if (other) throw rowErrors.duplicateValue('Name', other.Id);
    // A profile's user type is that of the other profiles of its licence.
    for (const profile of context.org.store.table('Profile').rows()) {
      if (profile.UserLicenseId === values.UserLicenseId) values.UserType ??= profile.UserType ?? null;
    }
  },
  afterInsert(row, { org, runningUser }) {
    insertProfileCompanions(org.store, row, { seconds: nowSeconds(org), byId: runningUser.Id });
  },
  beforeUpdate(row, changes, context) {
    requireManager(context);
    const [other] = context.org.store.table('Profile').findBy('Name', changes.Name ?? null);
    if (other && other !== row) throw rowErrors.duplicateValue('Name', other.Id);
  },
  beforeDelete(row, context) {
    requireManager(context);
    if (isReferredTo(context.org.store.table('User'), 'ProfileId', row.Id)) {
      throw rowErrors.deleteFailed(String(row.Name), 'users');
    }
  },
};

export const ORGANIZATION_RULES: ObjectRules = {
  beforeUpdate(_row, _changes, context) {
    requireManager(context);
  },
};

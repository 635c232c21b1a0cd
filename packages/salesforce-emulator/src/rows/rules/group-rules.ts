import { rowErrors } from '../../errors/row-errors.js';
import { nowSeconds } from '../../org-state.js';
import type { OrgState } from '../../org-state.js';
import type { FieldValues, Row } from '../../record/row.js';
import type { ObjectRules } from './object-rules.js';
import { requireManager } from './setup-rules.js';

/** The types that administrators make; the others stand behind roles, managers and the organization. */
const CREATABLE: readonly unknown[] = ['Regular', 'Queue'];

export const GROUP_RULES: ObjectRules = {
  beforeInsert(values, context) {
    requireManager(context);
    values.Type ??= 'Regular';
    if (!CREATABLE.includes(values.Type))
      throw rowErrors.integrity(`Group Type: ${String(values.Type)} cannot be created`, ['Type']);
    values.DeveloperName ??= String(values.Name).replace(/\W+/g, '_');
    values.OwnerId = context.org.organizationId;
    checkDeveloperName(values, values.Type, null, context.org);
  },
  beforeUpdate(row, changes, context) {
    requireManager(context);
    if (!CREATABLE.includes(row.Type)) throw rowErrors.insufficientAccess();
    checkDeveloperName(changes, row.Type ?? 'Regular', row, context.org);
  },
  beforeDelete(row, context) {
    requireManager(context);
    if (!CREATABLE.includes(row.Type)) throw rowErrors.insufficientAccess();
  },
  // Memberships go with the group, its own in other groups as well.
  afterDelete(row, { org }) {
    const members = org.store.table('GroupMember');
    const gone = [...members.findBy('GroupId', row.Id), ...members.findBy('UserOrGroupId', row.Id)];
    for (const member of gone) members.delete(member, nowSeconds(org));
    const queueSobjects = org.store.table('QueueSobject');
    for (const entry of [...queueSobjects.findBy('QueueId', row.Id)])
      queueSobjects.delete(entry, nowSeconds(org));
  },
};

/** Names are unique per type. */
function checkDeveloperName(values: FieldValues, type: Row[string], self: Row | null, org: OrgState): void {
  if (values.DeveloperName === undefined) return;
  const other = org.store
    .table('Group')
    .findBy('DeveloperName', values.DeveloperName)
    .find((group) => group !== self && group.Type === type);
  if (other) throw rowErrors.duplicateValue('DeveloperName', other.Id);
}

export const GROUP_MEMBER_RULES: ObjectRules = {
  existing(values, context) {
    requireManager(context);
    return context.org.store
      .table('GroupMember')
      .findBy('UserOrGroupId', values.UserOrGroupId ?? null)
      .find(({ GroupId: groupId }) => groupId === values.GroupId);
  },
  beforeInsert({ GroupId: groupId, UserOrGroupId: memberId }, { org }) {
    const group = org.store.table('Group').get(String(groupId));
    if (!CREATABLE.includes(group?.Type)) throw rowErrors.invalidReference();
    if (contains(org, String(memberId), String(groupId)))
      throw rowErrors.circular('User/Group ID', 'UserOrGroupId');
  },
  beforeDelete(_row, context) {
    requireManager(context);
  },
};

/** Whether `groupId` is the group `outerId` or somewhere within it. */
function contains(org: OrgState, outerId: string, groupId: string): boolean {
  const seen = new Set<string>();
  const open = [outerId];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === groupId) return true;
    if (seen.has(id)) continue;
    seen.add(id);
    for (const { UserOrGroupId: member } of org.store.table('GroupMember').findBy('GroupId', id)) {
      if (typeof member === 'string') open.push(member);
    }
  }
  return false;
}

export const QUEUE_SOBJECT_RULES: ObjectRules = {
  beforeInsert(values, context) {
    requireManager(context);
    const queue = context.org.store.table('Group').get(String(values.QueueId));
    if (queue?.Type !== 'Queue') throw rowErrors.invalidReference();
    const spec = context.org.catalog.named(String(values.SobjectType));
    const isOwnable = spec?.fieldNamed('OwnerId')?.to.includes('Group') === true;
    if (!spec || !isOwnable)
      throw rowErrors.integrity(`${String(values.SobjectType)} cannot be owned by a queue`, ['SobjectType']);
    values.SobjectType = spec.name;
    const other = context.org.store
      .table('QueueSobject')
      .findBy('QueueId', values.QueueId ?? null)
      .find(({ SobjectType: type }) => type === spec.name);
    if (other) throw rowErrors.duplicateValue('QueueId', other.Id);
  },
  beforeDelete(_row, context) {
    requireManager(context);
  },
};

import { rowErrors } from '../../errors/row-errors.js';
import type { OrgState } from '../../org-state.js';
import type { FieldValues } from '../../record/row.js';
import type { ObjectRules } from './object-rules.js';

/** Objects whose rows belong to somebody: the creator unless said otherwise, and never an inactive user. */
export const OWNED_RULES: ObjectRules = {
  beforeInsert(values, { org, runningUser }) {
    values.OwnerId ??= runningUser.Id;
    checkOwner(values, org);
  },
  beforeUpdate(_row, changes, { org }) {
    checkOwner(changes, org);
  },
};

function checkOwner({ OwnerId: ownerId }: FieldValues, org: OrgState): void {
  if (typeof ownerId !== 'string') return;
  const user = org.store.table('User').get(ownerId);
  if (user && user.IsActive !== true) throw rowErrors.inactiveOwner(ownerId);
}

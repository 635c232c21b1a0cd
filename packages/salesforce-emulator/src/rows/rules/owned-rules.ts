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

/** Objects made by the org's administrators: a row without name is named by its id. */
export const CUSTOM_OBJECT_RULES: ObjectRules = {
  ...OWNED_RULES,
  afterInsert(row, { org }) {
    if (row.Name !== undefined && row.Name !== null) return;
    const spec = org.catalog.withPrefix(row.Id.slice(0, 3));
    if (spec) org.store.table(spec.name).update(row, { Name: row.Id });
  },
};

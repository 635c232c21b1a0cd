import { rowErrors } from '../../errors/row-errors.js';
import { managesUsers } from '../../identity/access.js';
import type { DefaultOwner, OrgOptions } from '../../org-options.js';
import type { OrgState } from '../../org-state.js';
import type { FieldValues, Row } from '../../record/row.js';

/** How the org refuses to deactivate the users that it falls back on. */
const REFUSALS: Readonly<Record<DefaultOwner, string>> = {
  workflow: 'You cannot deactivate the Default Workflow User',
  cases: 'You cannot deactivate a user who is the default owner of cases',
  leads: 'You cannot deactivate a user who is the default owner of leads',
  webToLead: 'You cannot disable the Web to Lead Default Creator',
};

/**
 * Somebody must remain who administers the org, and somebody whom work without owner falls to.
 *
 * @throws ApiError CANNOT_DISABLE_LAST_ADMIN, FIELD_INTEGRITY_EXCEPTION
 */
export function checkDeactivation(org: OrgState, changes: FieldValues, row: Row): void {
  if (row.IsActive !== true) return;
  const after: Row = { ...row, ...changes };
  if (after.IsActive !== true) refuseDefaultOwner(org.settings.defaultOwners, row);
  const stays = after.IsActive === true && managesUsers(org, after);
  if (stays || !managesUsers(org, row)) return;
  for (const other of org.store.table('User').rows()) {
    if (other !== row && other.IsActive === true && managesUsers(org, other)) return;
  }
  throw rowErrors.lastAdministrator();
}

function refuseDefaultOwner(owners: NonNullable<OrgOptions['defaultOwners']>, row: Row): void {
  const username = String(row.Username).toLowerCase();
  for (const [role, owner] of Object.entries(owners)) {
    if (owner.toLowerCase() === username)
      throw rowErrors.integrity(REFUSALS[role as DefaultOwner], ['IsActive']);
  }
}

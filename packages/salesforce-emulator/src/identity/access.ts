import type { OrgState } from '../org-state.js';
import type { Row } from '../record/row.js';
import { ADMINISTRATOR_PROFILE } from '../seed/org-setup.js';

/** User types that Salesforce keeps for itself: nobody may change such users. */
const MAINTAINED_TYPES: readonly unknown[] = ['AutomatedProcess', 'CloudIntegrationUser'];

/** True for users with "Manage Users" and "Reset User Passwords". */
export function managesUsers(org: OrgState, user: Row): boolean {
  const { ProfileId: profileId } = user;
  const profile = typeof profileId === 'string' ? org.store.table('Profile').get(profileId) : undefined;
  return profile?.Name === ADMINISTRATOR_PROFILE;
}

export function isMaintainedBySalesforce(user: Row): boolean {
  return MAINTAINED_TYPES.includes(user.UserType);
}

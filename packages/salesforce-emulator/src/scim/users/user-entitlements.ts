import { rowErrors } from '../../errors/row-errors.js';
import { canonicalId } from '../../record/record-id.js';
import type { Row } from '../../record/row.js';
import { itemsOf } from '../document/scim-document.js';
import type { ScimDocument } from '../document/scim-document.js';
import type { ScimCall } from '../scim-call.js';
import { scimErrors } from '../scim-error.js';
import { insertRecord, removeRecord } from '../write-record.js';
import { setAssignments } from './user-relations.js';

/** What a resource entitles to. */
export interface WantedEntitlements {
  readonly profileId: string | undefined;
  readonly setIds: readonly string[];
}

/**
 * Reads the entitlements of a resource; a profile beside the present one takes its place.
 *
 * @throws ScimError for two new profiles, ApiError for what is no entitlement
 */
export function wantedEntitlements(
  { entitlements }: ScimDocument,
  call: ScimCall,
  presentProfileId: Row[string],
): WantedEntitlements {
  const { catalog, store } = call.org;
  const profileIds = new Set<string>();
  const setIds = new Set<string>();
  for (const { value } of itemsOf(entitlements)) {
    const id = canonicalId(String(value));
    const object = id === null ? undefined : catalog.withPrefix(id.slice(0, 3))?.name;
    if (id === null || (object !== 'Profile' && object !== 'PermissionSet')) {
      throw rowErrors.malformedId('Entitlement', 'entitlements', String(value));
    }
    if (!store.table(object).get(id)) throw rowErrors.invalidReference();
    (object === 'Profile' ? profileIds : setIds).add(id);
  }
  const [other, ...more] = [...profileIds].filter((id) => id !== presentProfileId);
  if (more.length > 0) throw scimErrors.oneProfile();
  const [profileId = undefined] = other === undefined ? profileIds : [other];
  return { profileId, setIds: [...setIds] };
}

/** Takes the permission sets away that are not wanted. @throws ApiError */
export function removeSets(user: Row, { setIds }: WantedEntitlements, call: ScimCall): void {
  for (const [assignment, set] of setAssignments(call.org, user.Id)) {
    if (!setIds.includes(set.Id)) removeRecord(call, 'PermissionSetAssignment', assignment);
  }
}

/** Gives the permission sets that are missing. @throws ApiError */
export function addSets(user: Row, { setIds }: WantedEntitlements, call: ScimCall): void {
  const held = setAssignments(call.org, user.Id).map(([, set]) => set.Id);
  for (const setId of setIds) {
    if (held.includes(setId)) continue;
    insertRecord(call, 'PermissionSetAssignment', { AssigneeId: user.Id, PermissionSetId: setId });
  }
}

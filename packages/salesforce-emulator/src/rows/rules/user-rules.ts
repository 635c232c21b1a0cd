import { rowErrors } from '../../errors/row-errors.js';
import { isMaintainedBySalesforce, managesUsers } from '../../identity/access.js';
import { randomText } from '../../identity/credentials.js';
import type { OrgState } from '../../org-state.js';
import { nowSeconds } from '../../org-state.js';
import type { FieldValues, Row } from '../../record/row.js';
import { followProfile, insertUserCompanions } from '../../seed/companions.js';
import { isEmailForm } from '../check-fields.js';
import { alignAddress } from './address-rules.js';
import { checkDeactivation } from './deactivation-rules.js';
import type { ObjectRules } from './object-rules.js';

/** Users: unique names, licence seats, managers without loops, nobody locks himself out. */
export const USER_RULES: ObjectRules = {
  beforeInsert(values, { org, runningUser }) {
    if (!managesUsers(org, runningUser)) throw rowErrors.insufficientAccess();
    if (org.settings.features.includes('stateCountryPicklists')) alignAddress(values, null);
    values.IsActive ??= org.settings.isActiveDefault;
    values.CommunityNickname ??= freeNickname(org);
    values.UserType = profileOf(org, values.ProfileId)?.UserType ?? null;
    checkNames(org, values, null);
    fillPortal(org, values);
    if (values.IsActive === true && org.seats.isExhausted(values.ProfileId)) throw rowErrors.licenseLimit();
  },

  afterInsert(row, { org, runningUser }) {
    insertUserCompanions(org.store, row, { seconds: nowSeconds(org), byId: runningUser.Id });
  },

  beforeUpdate(row, changes, { org, runningUser }) {
    if (isMaintainedBySalesforce(row)) throw rowErrors.readOnlyUser();
    if (!managesUsers(org, runningUser)) throw rowErrors.insufficientAccess();
    if (org.settings.features.includes('stateCountryPicklists')) alignAddress(changes, row);
    checkNames(org, changes, row);
    checkManager(org, changes, row);
    if (changes.IsActive === false && row.Id === runningUser.Id) {
      throw rowErrors.integrity('You cannot deactivate your own user', ['IsActive']);
    }
    checkProfileChange(org, changes, row);
    checkDeactivation(org, changes, row);
    checkSeat(org, changes, row);
    if (org.settings.confirmsEmailChanges) delete changes.Email;
  },

  afterUpdate(before, row, { org }) {
    if (before.IsActive === true && row.IsActive !== true)
      org.store.whenKept(() => {
        org.sessions.endAllOf(row.Id);
      });
    if (before.ProfileId !== row.ProfileId) followProfile(org.store, row, before.ProfileId, nowSeconds(org));
  },
};

/** The form recorded: "User", milliseconds since 1970, seven digits. Thousands are made in a millisecond. */
function freeNickname(org: OrgState): string {
  const nickname = `User${org.nowMs()}${randomText(7, '0123456789')}`;
  const isTaken = org.store.table('User').findBy('CommunityNickname', nickname).length > 0;
  return isTaken ? freeNickname(org) : nickname;
}

const PORTAL_TYPES: readonly unknown[] = [
  'PowerPartner',
  'PowerCustomerSuccess',
  'CustomerSuccess',
  'CspLitePortal',
];

/** A portal user stands for one contact, whose account it gets; nobody else has a contact. */
function fillPortal(org: OrgState, values: FieldValues): void {
  const isPortal = PORTAL_TYPES.includes(values.UserType);
  if (isPortal && typeof values.ContactId !== 'string') throw rowErrors.requiredMissing(['ContactId']);
  if (typeof values.ContactId !== 'string') return;
  if (!isPortal) throw rowErrors.invalidReference();
  for (const user of org.store.table('User').findBy('ContactId', values.ContactId)) {
    if (user.IsActive === true) throw rowErrors.portalUserExists();
  }
  values.AccountId = org.store.table('Contact').get(values.ContactId)?.AccountId ?? null;
}

function profileOf(org: OrgState, profileId: Row[string]): Row | undefined {
  return typeof profileId === 'string' ? org.store.table('Profile').get(profileId) : undefined;
}

/** @param self the row that is being changed, or null on create */
function checkNames(org: OrgState, values: FieldValues, self: Row | null): void {
  const users = org.store.table('User');
  const taken = (field: string): Row | undefined =>
    users.findBy(field, values[field] ?? null).find((other) => other !== self);
  if (typeof values.Username === 'string') {
    if (!isEmailForm(values.Username)) throw rowErrors.usernameForm();
    const wanted = values.Username.toLowerCase();
    const isForeign = org.settings.foreignUsernames.some((username) => username.toLowerCase() === wanted);
    if (isForeign || taken('Username')) throw rowErrors.duplicateUsername();
  }
  if (values.CommunityNickname !== undefined && taken('CommunityNickname'))
    throw rowErrors.duplicateNickname();
  const federated = values.FederationIdentifier === undefined ? undefined : taken('FederationIdentifier');
  if (federated) throw rowErrors.duplicateValue('FederationIdentifier', federated.Id);
}

/** Follows the chain of managers upwards: it may not come back to the user. */
function checkManager(org: OrgState, changes: FieldValues, row: Row): void {
  const seen = new Set<string>();
  for (let id = changes.ManagerId ?? null; typeof id === 'string' && !seen.has(id);) {
    if (id === row.Id) throw rowErrors.circular('Manager ID', 'ManagerId');
    seen.add(id);
    id = org.store.table('User').get(id)?.ManagerId ?? null;
  }
}

/** The user type follows the profile; a guest stays a guest, and nobody becomes one. */
function checkProfileChange(org: OrgState, changes: FieldValues, row: Row): void {
  if (changes.ProfileId === undefined || changes.ProfileId === row.ProfileId) return;
  const userType = profileOf(org, changes.ProfileId)?.UserType ?? null;
  if ((userType === 'Guest') !== (row.UserType === 'Guest')) throw rowErrors.invalidReference();
  changes.UserType = userType;
}

/** A seat is needed on activation, and on a change to a profile of another licence. */
function checkSeat(org: OrgState, changes: FieldValues, row: Row): void {
  const isActive = (changes.IsActive ?? row.IsActive) === true;
  const profileId = changes.ProfileId ?? row.ProfileId;
  const keepsSeat =
    row.IsActive === true && org.seats.licenseOf(profileId) === org.seats.licenseOf(row.ProfileId);
  if (isActive && !keepsSeat && org.seats.isExhausted(profileId)) throw rowErrors.licenseLimit();
}

import { oauthErrors } from '../errors/oauth-error.js';
import type { OrgState } from '../org-state.js';
import { nowSeconds, userRow } from '../org-state.js';
import type { Row } from '../record/row.js';
import type { Session } from './session-registry.js';

/**
 * A session for a user name and a password followed by the security token.
 *
 * @throws OAuthError `invalid_grant`
 */
export function loginWithPassword(org: OrgState, username: string, password: string): Session {
  const [user] = org.store.table('User').findBy('Username', username);
  const login = user && loginRow(org, user.Id);
  if (!user || !login) throw oauthErrors.authenticationFailure();
  const accepted = org.passwords.accepts(user.Id, password, org.settings.trustedNetwork);
  if (!accepted) countFailure(org, user, login);
  if (!accepted || login.IsFrozen === true || login.IsPasswordLocked === true) {
    throw oauthErrors.authenticationFailure();
  }
  if (user.IsActive !== true) throw oauthErrors.inactiveUser();
  return openSession(org, user);
}

/**
 * A session of the connected app's run-as user.
 *
 * @throws OAuthError `invalid_grant` when that user cannot log in
 */
export function loginAsIntegration(org: OrgState): Session {
  const user = userRow(org, org.integrationUserId);
  if (loginRow(org, user.Id)?.IsFrozen === true) throw oauthErrors.noRunAsUser();
  if (user.IsActive !== true) throw oauthErrors.inactiveUser();
  return openSession(org, user);
}

function openSession(org: OrgState, user: Row): Session {
  // A login is no modification: SystemModstamp stays.
  org.store.table('User').update(user, { LastLoginDate: nowSeconds(org), NumberOfFailedLogins: 0 });
  org.usage.countLogin();
  return org.sessions.open(user.Id, org.passwords.isExpired(user.Id));
}

function countFailure(org: OrgState, user: Row, login: Row): void {
  const failures = Number(user.NumberOfFailedLogins ?? 0) + 1;
  org.store.table('User').update(user, { NumberOfFailedLogins: failures });
  const { maxFailedLogins } = org.settings.passwordPolicy;
  if (maxFailedLogins > 0 && failures >= maxFailedLogins) {
    org.store.table('UserLogin').update(login, { IsPasswordLocked: true });
  }
}

function loginRow(org: OrgState, userId: string): Row | undefined {
  return org.store.table('UserLogin').findBy('UserId', userId)[0];
}

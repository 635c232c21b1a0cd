import type { OrgState } from '../org-state.js';
import { nowSeconds } from '../org-state.js';
import type { Row } from '../record/row.js';
import type { LoginDoor } from './login-door.js';
import { recordLogin } from './login-history.js';
import type { LoginRefusal } from './login-history.js';
import type { Session, SessionTerms } from './session-registry.js';

/** The user who may come in, or why nobody does. An unknown user is refused without leaving a trace. */
export type LoginVerdict =
  { readonly user: Row; readonly refusal?: undefined } | { readonly refusal: LoginRefusal | 'Unknown User' };

/**
 * Holds a user name and a password against the org. Failures count towards the lock of the user.
 *
 * @param tokenOptional takes the password without the security token, as from a browser or a trusted network
 */
export function checkPassword(
  org: OrgState,
  username: string,
  password: string,
  door: LoginDoor,
  tokenOptional = org.settings.trustedNetwork,
): LoginVerdict {
  const user = userNamed(org, username);
  if (!user) return { refusal: 'Unknown User' };
  if (org.passwords.accepts(user.Id, password, tokenOptional)) return checkUser(org, user, door);
  countFailure(org, user);
  recordLogin(org, user.Id, door, 'Invalid Password');
  return { refusal: 'Invalid Password' };
}

/** Whether a user whose identity is proven may come in. */
export function checkUser(org: OrgState, user: Row, door: LoginDoor): LoginVerdict {
  const refusal = refusalOf(org, user);
  if (!refusal) return { user };
  recordLogin(org, user.Id, door, refusal);
  return { refusal };
}

export function openSession(org: OrgState, user: Row, door: LoginDoor, terms: SessionTerms): Session {
  // A login is no modification: SystemModstamp stays.
  org.store.table('User').update(user, { LastLoginDate: nowSeconds(org), NumberOfFailedLogins: 0 });
  org.usage.countLogin();
  recordLogin(org, user.Id, door, 'Success');
  return org.sessions.open(user.Id, org.passwords.isExpired(user.Id), terms);
}

export function userNamed(org: OrgState, username: string): Row | undefined {
  return org.store.table('User').findBy('Username', username)[0];
}

function refusalOf(org: OrgState, user: Row): LoginRefusal | null {
  const login = loginRow(org, user.Id);
  if (login?.IsFrozen === true) return 'User Frozen';
  if (login?.IsPasswordLocked === true) return 'Password Lockout';
  return user.IsActive === true ? null : 'User is Inactive';
}

function countFailure(org: OrgState, user: Row): void {
  const failures = Number(user.NumberOfFailedLogins ?? 0) + 1;
  org.store.table('User').update(user, { NumberOfFailedLogins: failures });
  const { maxFailedLogins } = org.settings.passwordPolicy;
  const login = loginRow(org, user.Id);
  if (maxFailedLogins > 0 && failures >= maxFailedLogins && login) {
    org.store.table('UserLogin').update(login, { IsPasswordLocked: true });
  }
}

function loginRow(org: OrgState, userId: string): Row | undefined {
  return org.store.table('UserLogin').findBy('UserId', userId)[0];
}

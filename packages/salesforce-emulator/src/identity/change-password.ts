import { passwordErrors } from '../errors/password-errors.js';
import { nowSeconds } from '../org-state.js';
import type { OrgState } from '../org-state.js';
import type { Row } from '../record/row.js';
import { isMaintainedBySalesforce, managesUsers } from './access.js';
import type { Session } from './session-registry.js';

/** Who deals with a password, and in which session. */
export interface PasswordCaller {
  readonly org: OrgState;
  readonly session: Session;
  readonly runningUser: Row;
}

/** @throws ApiError INSUFFICIENT_ACCESS unless the user is the caller himself or the caller manages users */
export function requirePasswordAccess({ org, runningUser }: PasswordCaller, user: Row): void {
  const mayManage = managesUsers(org, runningUser) && !isMaintainedBySalesforce(user);
  if (user.Id !== runningUser.Id && !mayManage) throw passwordErrors.noAccess();
}

/** @throws ApiError when the user is inactive, or the password against the policy or used before */
export function setPassword(caller: PasswordCaller, user: Row, password: string): void {
  if (user.IsActive !== true) throw passwordErrors.inactiveUser();
  caller.org.passwords.change(user.Id, String(user.Username), password);
  caller.session.passwordExpired &&= caller.runningUser !== user;
  passwordChanged(caller, user);
}

/** @returns the generated password, which the user has to change @throws ApiError when the user is inactive */
export function resetPassword(caller: PasswordCaller, user: Row): string {
  if (user.IsActive !== true) throw passwordErrors.inactiveUser();
  const password = caller.org.passwords.reset(user.Id);
  passwordChanged(caller, user);
  return password;
}

/** Stamps the row and ends the user's sessions, save the one that makes the call. */
function passwordChanged({ org, session }: PasswordCaller, user: Row): void {
  const seconds = nowSeconds(org);
  org.store.table('User').update(user, { LastPasswordChangeDate: seconds, SystemModstamp: seconds });
  org.sessions.endAllOf(user.Id, session.token);
}

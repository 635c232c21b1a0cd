import type { OrgState } from '../org-state.js';
import { nowSeconds } from '../org-state.js';
import type { LoginDoor } from './login-door.js';

/** Beyond it the oldest rows go, though a real org keeps half a year: clients may log in for each call. */
const MAX_ROWS = 20_000;

/** Why a login was refused; the texts are those of LoginHistory. */
export type LoginRefusal = 'Invalid Password' | 'Password Lockout' | 'User Frozen' | 'User is Inactive';

/** Writes down how a login of a known user went. */
export function recordLogin(
  org: OrgState,
  userId: string,
  door: LoginDoor,
  status: LoginRefusal | 'Success',
): void {
  const table = org.store.table('LoginHistory');
  table.insert({
    UserId: userId,
    LoginTime: nowSeconds(org),
    LoginType: door.loginType,
    SourceIp: door.sourceIp,
    LoginUrl: door.loginUrl,
    Browser: 'Unknown',
    Platform: 'Unknown',
    Status: status,
    Application: door.application,
    ClientVersion: 'N/A',
    ApiType: door.apiType,
    ApiVersion: door.apiVersion,
    CipherSuite: null,
  });
  const [oldest] = table.size > MAX_ROWS ? table.rows() : [];
  if (!oldest) return;
  table.delete(oldest, 0);
  table.purge(1);
}

import { passwordErrors } from '../errors/password-errors.js';
import { requestErrors } from '../errors/request-errors.js';
import { isMaintainedBySalesforce, managesUsers } from '../identity/access.js';
import { nowSeconds } from '../org-state.js';
import type { Row } from '../record/row.js';
import { noContent, objectOf, ok } from './rest-call.js';
import type { RestCall, RestResource } from './rest-call.js';
import { rowOf } from './row-resources.js';

const PATH = '/sobjects/:object/:id/password';

/** The user whose password is meant. @throws ApiError NOT_FOUND, or INSUFFICIENT_ACCESS for the caller */
function ownerOf(call: RestCall): Row {
  const spec = objectOf(call);
  if (!Object.hasOwn(spec.urls, 'passwordUtilities')) throw requestErrors.notFound();
  const user = rowOf(call, spec);
  const mayManage = managesUsers(call.org, call.runningUser) && !isMaintainedBySalesforce(user);
  if (user.Id !== call.runningUser.Id && !mayManage) throw passwordErrors.noAccess();
  return user;
}

/** Stamps the row and ends the user's sessions, save the one that makes the call. */
function passwordChanged({ org, session }: RestCall, user: Row): void {
  const seconds = nowSeconds(org);
  const stamps = { LastPasswordChangeDate: seconds, SystemModstamp: seconds };
  org.store.table('User').update(user, stamps);
  org.sessions.endAllOf(user.Id, session.token);
}

export const PASSWORD_RESOURCES: readonly RestResource[] = [
  {
    path: PATH,
    methods: {
      GET: (call) => ok({ isExpired: call.org.passwords.isExpired(ownerOf(call).Id) }),
      POST: (call) => {
        const user = ownerOf(call);
        const body = call.body();
        const password = body.values.NewPassword;
        if (password === undefined || password === null || password === '') throw passwordErrors.missing();
        if (typeof password !== 'string') throw body.wrongType('NewPassword', 'string');
        if (user.IsActive !== true) throw passwordErrors.inactiveUser();
        call.org.passwords.change(user.Id, String(user.Username), password);
        call.session.passwordExpired &&= call.runningUser !== user;
        passwordChanged(call, user);
        return noContent;
      },
      DELETE: (call) => {
        const user = ownerOf(call);
        if (user.IsActive !== true) throw passwordErrors.inactiveUser();
        const password = call.org.passwords.reset(user.Id);
        passwordChanged(call, user);
        return ok({ NewPassword: password });
      },
    },
  },
];

/** True for the one call that a session with an expired password may make. */
export function setsOwnPassword(
  resource: RestResource,
  method: string,
  params: RestCall['params'],
  user: Row,
): boolean {
  const id = params.id ?? '';
  return (
    resource.path === PATH && method === 'POST' && user.Id.startsWith(id.slice(0, 15)) && id.length >= 15
  );
}

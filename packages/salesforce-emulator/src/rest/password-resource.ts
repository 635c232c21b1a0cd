import { passwordErrors } from '../errors/password-errors.js';
import { requestErrors } from '../errors/request-errors.js';
import { requirePasswordAccess, resetPassword, setPassword } from '../identity/change-password.js';
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
  requirePasswordAccess(call, user);
  return user;
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
        setPassword(call, user, password);
        return noContent;
      },
      DELETE: (call) => ok({ NewPassword: resetPassword(call, ownerOf(call)) }),
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

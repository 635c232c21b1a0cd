import { passwordErrors } from '../errors/password-errors.js';
import { rowErrors } from '../errors/row-errors.js';
import { requirePasswordAccess, resetPassword, setPassword } from '../identity/change-password.js';
import type { PasswordCaller } from '../identity/change-password.js';
import type { Row } from '../record/row.js';
import type { XmlContent } from '../xml/xml-text.js';
import type { SoapRequest } from './read-envelope.js';
import { userInfo } from './user-info.js';

/** A call of somebody who is logged in. */
export interface SoapCall extends PasswordCaller {
  readonly request: SoapRequest;
}

export interface SoapOperation {
  /** True where a session with an expired password may make the call. */
  takesExpired?(call: SoapCall): boolean;
  /** @returns what `result` holds, or undefined for no result @throws ApiError */
  run(call: SoapCall): XmlContent | undefined;
}

/** The operations beside `login`. */
export const SOAP_OPERATIONS = new Map<string, SoapOperation>([
  [
    'logout',
    {
      takesExpired: () => true,
      run: ({ org, session }) => {
        org.sessions.end(session.token);
        return undefined;
      },
    },
  ],
  ['getUserInfo', { run: ({ org, runningUser }) => userInfo(org, runningUser) }],
  [
    'getServerTimestamp',
    { run: ({ org }) => ({ timestamp: `${new Date(org.nowMs()).toISOString().slice(0, 19)}.000Z` }) },
  ],
  [
    'setPassword',
    {
      takesExpired: (call) => ownerOf(call) === call.runningUser,
      run: (call) => {
        const user = ownerOf(call);
        requirePasswordAccess(call, user);
        const password = call.request.values.get('password') ?? '';
        if (password === '') throw passwordErrors.missing();
        setPassword(call, user, password);
        return '';
      },
    },
  ],
  [
    'resetPassword',
    {
      run: (call) => {
        const user = ownerOf(call);
        requirePasswordAccess(call, user);
        return { password: resetPassword(call, user) };
      },
    },
  ],
]);

/** The user whose password is meant. @throws ApiError INVALID_CROSS_REFERENCE_KEY */
function ownerOf({ org, request }: SoapCall): Row {
  const user = org.store.table('User').get(request.values.get('userId') ?? '');
  if (!user) throw rowErrors.invalidReference();
  return user;
}

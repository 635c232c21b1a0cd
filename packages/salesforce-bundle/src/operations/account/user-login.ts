import { UnknownUidException, type ConnectorException } from '@icf-ts/framework/spi';
import { quote } from '../../soql/escape.js';
import type { WriteStep } from '../../session/write-steps.js';

/** What a write changes in UserLogin, the row with a user's frozen and locked flags. */
export interface LoginFlags {
  readonly frozen?: boolean;
  /** Takes away the lock that failed logins left. */
  readonly unlock?: true;
}

/** By what the reading of the row is named in its composite request. */
const REF = 'userLogin';

/**
 * Freezes, unfreezes or unlocks. Salesforce makes the row of UserLogin with the user; its id is read and used within one
 * composite request, so that nothing but the user's id has to be known. No step where nothing changes.
 * @param id of the user, or CREATED_ID.
 */
export function userLoginSteps(id: string, { frozen, unlock }: LoginFlags): readonly WriteStep[] {
  const body = {
    ...(frozen === undefined ? {} : { IsFrozen: frozen }),
    ...(unlock ? { IsPasswordLocked: false } : {}),
  };
  if (Object.keys(body).length === 0) return [];
  const soql = `SELECT Id FROM UserLogin WHERE UserId = ${quote(id)}`;
  const user = id.startsWith('@') ? 'the new user' : id;
  const changed = [
    ...(frozen === undefined ? [] : [frozen ? 'freeze' : 'unfreeze']),
    ...(unlock ? ['unlock'] : []),
  ].join(' and ');
  return [
    {
      action: `read the login row of ${user}`,
      // References are filled in before the URL is decoded, so they stand in it as they are.
      request: {
        method: 'GET',
        path: `/query?q=${encodeURIComponent(soql).replace(encodeURIComponent(id), id)}`,
      },
      done: '',
      ref: REF,
    },
    {
      action: `${changed} ${user}`,
      request: { method: 'PATCH', path: `/sobjects/UserLogin/@{${REF}.records[0].Id}`, body },
      done: [
        ...(frozen === undefined ? [] : [frozen ? 'The user was frozen.' : 'The user was unfrozen.']),
        ...(unlock ? ['The user was unlocked.'] : []),
      ].join(' '),
      explain: (error) => Promise.resolve(noLoginRow(error, user)),
    },
  ];
}

/** The refusal names the reference, which nobody who calls knows of. */
function noLoginRow(error: ConnectorException, user: string): ConnectorException {
  if (!/PROCESSING_HALTED/.test(error.message)) return error;
  return new UnknownUidException(
    `There is no login row (UserLogin) of ${user}: there is no such user, or the connector lacks the permission "Manage Users".`,
    { cause: error.cause },
  );
}

import { SpecialAttributes, type ConnectorException } from '@icf-ts/framework/spi';
import { quote } from '../../soql/escape.js';
import { text, type Text } from '../../words/text.js';
import { worded } from '../../words/worded.js';
import type { WriteStep } from '../../session/write-steps.js';
import { FROZEN, type LoginFlags } from './account-attributes.js';

/** By what the reading of the row is named in its composite request. */
const REF = 'userLogin';

/**
 * Freezes, unfreezes or unlocks. Salesforce makes the row of UserLogin with the user; its id is read and used within one
 * composite request, so that nothing but the user's id has to be known. No step where nothing changes.
 * @param id of the user, or CREATED_ID.
 */
export function userLoginSteps(id: string, flags: LoginFlags): readonly WriteStep[] {
  const { frozen, unlock } = flags;
  const body = {
    ...(frozen === undefined ? {} : { IsFrozen: frozen }),
    ...(unlock ? { IsPasswordLocked: false } : {}),
  };
  if (Object.keys(body).length === 0) return [];
  const soql = `SELECT Id FROM UserLogin WHERE UserId = ${quote(id)}`;
  return [
    {
      action: text('action.read', 'UserLogin', id),
      // References are filled in before the URL is decoded, so they stand in it as they are.
      request: {
        method: 'GET',
        path: `/query?q=${encodeURIComponent(soql).replace(encodeURIComponent(id), id)}`,
      },
      ref: REF,
    },
    {
      action: actionOf(flags, id),
      request: { method: 'PATCH', path: `/sobjects/UserLogin/@{${REF}.records[0].Id}`, body },
      done: doneOf(flags),
      attribute: flags.frozen === undefined ? SpecialAttributes.LOCK_OUT : FROZEN,
      explain: (error) => Promise.resolve(noLoginRow(error, id)),
    },
  ];
}

function actionOf({ frozen }: LoginFlags, id: string): Text {
  if (frozen === undefined) return text('action.unlock', 'User', id);
  return frozen ? text('action.freeze', 'User', id) : text('action.unfreeze', 'User', id);
}

function doneOf({ frozen }: LoginFlags): Text {
  if (frozen === undefined) return text('done.unlocked');
  return frozen ? text('done.frozen') : text('done.unfrozen');
}

/** The refusal names the reference, which nobody who calls knows of. */
function noLoginRow(error: ConnectorException, id: string): ConnectorException {
  if (!/PROCESSING_HALTED/.test(error.message)) return error;
  return worded('UnknownUidException', text('fault.noLoginRow', id), { cause: error.cause });
}

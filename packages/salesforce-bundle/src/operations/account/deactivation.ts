import { ConnectorException, type Uid } from '@icf-ts/framework/spi';
import { OWN_USER } from '../../errors/error-table.js';
import { isRefusal } from '../../errors/salesforce-errors.js';
import type { CallContext } from '../../session/api-request.js';
import { retold } from '../../session/write-steps.js';
import { repeatSteps } from '../never-twice/repeat-steps.js';
import { text } from '../../words/text.js';
import type { Org } from '../operation-context.js';
import { userLoginSteps } from './user-login.js';

/**
 * Refusals to deactivate a user whom the org falls back on: default workflow user, default owner of leads or cases,
 * Web-to-Lead creator, value of a hierarchy field. The texts are Salesforce's; the code says little.
 */
const FALLS_BACK_ON =
  /(?:can|could)\s?no?t (?:deactivate|inactivate|disable)|cannot be (?:deactivated|inactivated)/i;
const CODES = ['FIELD_INTEGRITY_EXCEPTION', 'DEPENDENCY_EXISTS', 'INVALID_OPERATION', 'UNKNOWN_EXCEPTION'];

const mayFreeze = (error: ConnectorException): boolean =>
  CODES.some((code) => isRefusal(error, code, FALLS_BACK_ON) && !isRefusal(error, code, OWN_USER));

/**
 * Says what to do about a deactivation that was refused, and freezes the user first where the configuration wants it:
 * one API call. It stays an error, because the user is active and the licence in use.
 */
export async function explainDeactivation(
  org: Org,
  uid: Uid,
  context: CallContext,
  error: ConnectorException,
): Promise<ConnectorException> {
  if (!mayFreeze(error)) return error;
  if (!org.accounts.freezeIfNotDeactivated)
    return retold(error, [error, text('next.handOver'), text('next.freeze')], { uid });
  try {
    const freeze = userLoginSteps(uid.value, { frozen: true });
    await repeatSteps(org.session, freeze, { ...context, uid, writes: true }, () => uid);
  } catch (failure) {
    if (!(failure instanceof ConnectorException)) throw failure;
    return retold(error, [error, text('done.notFrozen'), failure, text('next.handOver')], { uid });
  }
  return retold(error, [text('done.frozenInstead'), error, text('next.handOver'), text('next.unfreeze')], {
    uid,
  });
}

import { isRefusal } from '../../errors/salesforce-errors.js';
import { CREATED_ID, type WriteStep } from '../../session/write-steps.js';
import { text } from '../../words/text.js';
import { worded } from '../../words/worded.js';
import { RESET_PASSWORD, type GivenPassword } from './account-attributes.js';

/**
 * Sets a password. Salesforce answers "invalid repeated password" when the password was set before; it is in force then,
 * so that a repeated call succeeds as it should.
 */
export const passwordStep = (id: string, { attribute, secret }: GivenPassword): WriteStep =>
  secret.access((clear) => ({
    action: id === CREATED_ID ? text('action.setNewPassword') : text('action.setPassword', id),
    request: { method: 'POST', path: `/sobjects/User/${id}/password`, body: { NewPassword: clear } },
    done: text('done.password'),
    attribute,
    texts: true,
    settles: (error) => isRefusal(error, 'UNKNOWN_EXCEPTION', /invalid repeated password/i),
  }));

/**
 * Makes Salesforce choose a password and mail it to the user, who has to change it. Its answer, the password, is dropped.
 * Done twice, the user gets two mails, and the later one holds.
 */
export const resetStep = (id: string): WriteStep => ({
  action: id === CREATED_ID ? text('action.resetNewPassword') : text('action.resetPassword', id),
  request: { method: 'DELETE', path: `/sobjects/User/${id}/password` },
  done: text('done.resetPassword'),
  attribute: RESET_PASSWORD,
});

/**
 * Salesforce sets no password of a user who is not active, which is known before the user is made.
 * @throws InvalidAttributeValueException
 */
export function refuseInactive(password: GivenPassword | undefined, resetPassword: boolean): void {
  if (!password && !resetPassword) return;
  const name = password?.attribute ?? RESET_PASSWORD;
  throw worded('InvalidAttributeValueException', text('fault.inactivePassword', name), {
    attributeNames: [name],
  });
}

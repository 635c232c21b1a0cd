import { InvalidAttributeValueException, SpecialAttributes, type GuardedString } from '@icf-ts/framework/spi';
import { isRefusal } from '../../errors/salesforce-errors.js';
import { CREATED_ID, type WriteStep } from '../../session/write-steps.js';
import { RESET_PASSWORD } from './account-attributes.js';

const userOf = (id: string): string => (id === CREATED_ID ? 'the new user' : id);

/**
 * Sets a password. Salesforce answers "invalid repeated password" when the password was set before; it is in force then,
 * so that a repeated call succeeds as it should.
 */
export const passwordStep = (id: string, password: GuardedString): WriteStep =>
  password.access((clear) => ({
    action: `set the password of ${userOf(id)}`,
    request: { method: 'POST', path: `/sobjects/User/${id}/password`, body: { NewPassword: clear } },
    done: 'The password was set.',
    texts: true,
    settles: (error) => isRefusal(error, 'UNKNOWN_EXCEPTION', /invalid repeated password/i),
  }));

/** Makes Salesforce choose a password and mail it to the user, who has to change it. Its answer, the password, is dropped. */
export const resetStep = (id: string): WriteStep => ({
  action: `reset the password of ${userOf(id)}`,
  request: { method: 'DELETE', path: `/sobjects/User/${id}/password` },
  done: 'A new password was mailed to the user.',
  once: true,
});

/**
 * Salesforce sets no password of a user who is not active, which is known before the user is made.
 * @throws InvalidAttributeValueException
 */
export function refuseInactive(password: GuardedString | undefined, resetPassword: boolean): void {
  if (!password && !resetPassword) return;
  const name = password ? SpecialAttributes.PASSWORD : RESET_PASSWORD;
  throw new InvalidAttributeValueException(
    `Salesforce sets no password of a user who is not active: leave '${name}' out, and give it when the user is enabled.`,
    { attributeNames: [name] },
  );
}

import { SpecialAttributes, type AttributeSet, type GuardedString } from '@icf-ts/framework/spi';
import { isRefusal } from '../errors/salesforce-errors.js';
import type { ObjectMapping } from '../mapping/object-mapping.js';
import { CREATED_ID, type WriteStep } from '../session/write-steps.js';
import { text } from '../words/text.js';
import { worded } from '../words/worded.js';

/** Attributes with the password taken out. */
export interface PasswordSplit {
  readonly attributes: AttributeSet;
  readonly password: GuardedString | undefined;
}

/** @throws InvalidAttributeValueException for `__CURRENT_PASSWORD__`, which Salesforce has no use for. */
export function splitPassword(attributes: AttributeSet): PasswordSplit {
  const { PASSWORD, CURRENT_PASSWORD } = SpecialAttributes;
  if (attributes.has(CURRENT_PASSWORD)) {
    throw worded('InvalidAttributeValueException', text('fault.currentPassword', CURRENT_PASSWORD), {
      attributeNames: [CURRENT_PASSWORD],
    });
  }
  const password = attributes.single(PASSWORD) as GuardedString | null | undefined;
  if (password === null) {
    throw worded('InvalidAttributeValueException', text('fault.noPassword', PASSWORD), {
      attributeNames: [PASSWORD],
    });
  }
  return { attributes: attributes.without(PASSWORD), password };
}

/**
 * Sets a password. Salesforce answers "invalid repeated password" when the password was set before; it is in force then,
 * so that a repeated call succeeds as it should.
 */
export const passwordStep = (mapping: ObjectMapping, id: string, password: GuardedString): WriteStep =>
  password.access((clear) => ({
    action: id === CREATED_ID ? text('action.setNewPassword') : text('action.setPassword', id),
    request: {
      method: 'POST',
      path: `/sobjects/${mapping.sobject}/${id}/password`,
      body: { NewPassword: clear },
    },
    done: text('done.password'),
    settles: (error) => isRefusal(error, 'UNKNOWN_EXCEPTION', /invalid repeated password/i),
  }));

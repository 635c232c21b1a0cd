import {
  ConnectorException,
  EXCEPTIONS,
  InvalidAttributeValueException,
  SpecialAttributes,
  exceptionRow,
  type AttributeSet,
  type GuardedString,
  type ObjectClass,
  type OperationOptions,
  type Uid,
} from '@icf-ts/framework/spi';
import { isRefusal } from '../errors/salesforce-errors.js';
import { callContext, mappingOf, rowPath, type Org } from './operation-context.js';

/** Attributes with the password taken out. */
export interface PasswordSplit {
  readonly attributes: AttributeSet;
  readonly password: GuardedString | undefined;
}

/** @throws InvalidAttributeValueException for `__CURRENT_PASSWORD__`, which Salesforce has no use for. */
export function splitPassword(attributes: AttributeSet): PasswordSplit {
  const { PASSWORD, CURRENT_PASSWORD } = SpecialAttributes;
  if (attributes.has(CURRENT_PASSWORD)) {
    throw new InvalidAttributeValueException(
      `${CURRENT_PASSWORD} is not supported: the connector sets passwords as an administrator. Leave it out.`,
      { attributeNames: [CURRENT_PASSWORD] },
    );
  }
  const password = attributes.single(PASSWORD) as GuardedString | null | undefined;
  if (password === null) {
    throw new InvalidAttributeValueException(
      `A user of Salesforce cannot be without a password. Leave ${PASSWORD} out.`,
      {
        attributeNames: [PASSWORD],
      },
    );
  }
  return { attributes: attributes.without(PASSWORD), password };
}

/**
 * Sets a password. One API call. Salesforce answers "invalid repeated password" when the password was set before; it
 * is in force then, so that a repeated call succeeds as it should.
 */
export async function setPassword(
  org: Org,
  objectClass: ObjectClass,
  uid: Uid,
  password: GuardedString,
  options: OperationOptions,
): Promise<void> {
  const context = callContext(`set the password of ${uid.value}`, options, { uid, writes: true });
  const path = `${rowPath(mappingOf(org, objectClass), uid)}/password`;
  try {
    await password.access((clear) =>
      org.session.request({ method: 'POST', path, body: { NewPassword: clear } }, context),
    );
  } catch (error) {
    if (!isRefusal(error, 'UNKNOWN_EXCEPTION', /invalid repeated password/i)) throw error;
  }
}

/** The same failure, saying what was done before it. */
export function afterStep(error: unknown, done: string, uid: Uid): unknown {
  if (!(error instanceof ConnectorException)) return error;
  const type = exceptionRow(error.name)?.type ?? EXCEPTIONS.ConnectorException.type;
  return new type(`${done} ${error.message}`, {
    cause: error,
    uid,
    ...(error.attributeNames ? { attributeNames: error.attributeNames } : {}),
  });
}

import {
  GuardedString,
  SpecialAttributes,
  sameName,
  type AttributeSet,
  type ConnectorException,
} from '@icf-ts/framework/spi';
import type { ObjectMapping } from '../../mapping/object-mapping.js';
import { text, type Text } from '../../words/text.js';
import { worded } from '../../words/worded.js';

/** Attributes of an account that stand for an action or for another row, and for no field of the user. */
export const FROZEN = 'frozen';
export const RESET_PASSWORD = 'resetPassword';
const { PASSWORD, CURRENT_PASSWORD, LOCK_OUT, PASSWORD_EXPIRED } = SpecialAttributes;

/** What a write changes in UserLogin, the row with a user's frozen and locked flags. */
export interface LoginFlags {
  readonly frozen?: boolean;
  /** Takes away the lock that failed logins left. */
  readonly unlock?: true;
}

/** A password, and the name that it was given under. */
export interface GivenPassword {
  readonly attribute: string;
  readonly secret: GuardedString;
}

/** A write's attributes, with what is no field taken out. */
export interface AccountSplit {
  readonly attributes: AttributeSet;
  readonly password: GivenPassword | undefined;
  /** Whether Salesforce is to mail the user a new password. */
  readonly resetPassword: boolean;
  /** What changes in the user's row of UserLogin. */
  readonly login: LoginFlags;
}

/**
 * Parts the attributes of a user's write. Attributes that the map gives a field of their own stay what they are.
 * @throws InvalidAttributeValueException for what Salesforce cannot do.
 */
export function splitAccount(mapping: ObjectMapping, all: AttributeSet): AccountSplit {
  const isOurs = (name: string): boolean =>
    mapping.sobject === 'User' &&
    !mapping.entries.some(({ attribute }) => sameName(attribute, name)) &&
    !mapping.attachedOf(name);
  const flag = (name: string): boolean | undefined => {
    if (!isOurs(name) || !all.has(name)) return undefined;
    const value = all.single(name);
    if (typeof value === 'boolean') return value;
    throw invalid(name, text('fault.notBoolean', name));
  };
  if (all.has(CURRENT_PASSWORD)) {
    throw invalid(CURRENT_PASSWORD, text('fault.currentPassword', CURRENT_PASSWORD));
  }
  const password = passwordOf(mapping, all);
  if (flag(LOCK_OUT) === true) {
    throw invalid(LOCK_OUT, text('fault.lockOut', LOCK_OUT, FROZEN));
  }
  if (flag(PASSWORD_EXPIRED) !== undefined) {
    throw invalid(PASSWORD_EXPIRED, text('fault.expiryIsRead', PASSWORD_EXPIRED, RESET_PASSWORD));
  }
  const resetPassword = flag(RESET_PASSWORD) === true;
  if (resetPassword && password)
    throw invalid(RESET_PASSWORD, text('fault.resetAndPassword', RESET_PASSWORD, password.attribute));
  const frozen = flag(FROZEN);
  const unlock = flag(LOCK_OUT) === false;
  const taken = [LOCK_OUT, FROZEN, RESET_PASSWORD].filter(isOurs);
  return {
    attributes: all.without(PASSWORD, ...mapping.passwordNames, ...taken),
    password,
    resetPassword,
    login: { ...(frozen === undefined ? {} : { frozen }), ...(unlock ? { unlock } : {}) },
  };
}

/** The password by any of its names, of which several may say the same. Under those of a map it may be a plain text. */
function passwordOf(mapping: ObjectMapping, all: AttributeSet): GivenPassword | undefined {
  const given = [PASSWORD, ...mapping.passwordNames].flatMap((attribute) => {
    const value = all.single(attribute);
    if (value === undefined) return [];
    if (value === null) throw invalid(attribute, text('fault.noPassword', attribute));
    if (mapping.sobject !== 'User')
      throw invalid(attribute, text('fault.passwordOfNobody', mapping.sobject, attribute));
    const secret = typeof value === 'string' ? new GuardedString(value) : value;
    if (secret instanceof GuardedString) return [{ attribute, secret }];
    throw invalid(
      attribute,
      text('fault.unfit', attribute, text('unfit.value', 'GuardedString', typeof value)),
    );
  });
  const [first, ...more] = given;
  const other = more.find(({ secret }) => !secret.equals(first!.secret));
  if (other)
    throw invalid(other.attribute, text('fault.resetAndPassword', first!.attribute, other.attribute));
  return first;
}

const invalid = (attribute: string, problem: Text): ConnectorException =>
  worded('InvalidAttributeValueException', problem, { attributeNames: [attribute] });

import {
  InvalidCredentialException,
  Uid,
  type GuardedString,
  type ObjectClass,
  type OperationOptions,
} from '@icf-ts/framework/spi';
import { queryAll } from '../session/query-pages.js';
import { quote } from '../soql/escape.js';
import { text } from '../words/text.js';
import { worded } from '../words/worded.js';
import { callContext, mappingOf, type Org } from './operation-context.js';

/**
 * Logs the user in with the password flow, and forgets the session. One login, no API call. From an address that the
 * org does not trust the password has to be followed by the user's security token.
 */
export async function authenticate(
  org: Org,
  objectClass: ObjectClass,
  username: string,
  password: GuardedString,
  options: OperationOptions,
): Promise<Uid> {
  mappingOf(org, objectClass);
  try {
    const { userId } = await org.session.loginAs({ username, password }, options.signal);
    return new Uid(userId);
  } catch (error) {
    if (!(error instanceof InvalidCredentialException)) throw error;
    throw worded('InvalidCredentialException', text('fault.login', username), { cause: error });
  }
}

/** Finds a user by user name, without regard to case as Salesforce has it. One API call. */
export async function resolveUsername(
  org: Org,
  objectClass: ObjectClass,
  username: string,
  options: OperationOptions,
): Promise<Uid> {
  const { sobject, nameField } = mappingOf(org, objectClass);
  const soql = `SELECT Id FROM ${sobject} WHERE ${nameField} = ${quote(username)}`;
  const [row] = await queryAll(org.session, soql, callContext(text('action.lookUp', username), options));
  if (typeof row?.['Id'] === 'string') return new Uid(row['Id']);
  throw worded('UnknownUidException', text('fault.noUser', username));
}

import {
  InvalidCredentialException,
  Uid,
  type GuardedString,
  type ObjectClass,
  type OperationOptions,
} from '@icf-ts/framework/spi';
import { queryAll } from '../session/query/query-all.js';
import { quote } from '../soql/escape.js';
import { text } from '../words/text.js';
import { worded } from '../words/worded.js';
import { withSuffix } from './account/username-candidates.js';
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
  const complete = withSuffix(username, org.accounts.usernameSuffix);
  try {
    const { userId } = await org.session.loginAs({ username: complete, password }, options.signal);
    return new Uid(userId);
  } catch (error) {
    if (!(error instanceof InvalidCredentialException)) throw error;
    throw worded('InvalidCredentialException', text('fault.login', complete), { cause: error });
  }
}

/**
 * Finds a user by user name, without regard to case as Salesforce has it; with the suffix of the configuration rather
 * than without. One API call.
 */
export async function resolveUsername(
  org: Org,
  objectClass: ObjectClass,
  username: string,
  options: OperationOptions,
): Promise<Uid> {
  const { sobject, nameField } = mappingOf(org, objectClass);
  const complete = withSuffix(username, org.accounts.usernameSuffix);
  const names = [...new Set([complete, username])];
  const soql = `SELECT Id, ${nameField} FROM ${sobject} WHERE ${nameField} IN (${names.map(quote).join(',')})`;
  const rows = await queryAll(org.session, soql, callContext(text('action.lookUp', username), options));
  const isComplete = (name: unknown): boolean => String(name).toLowerCase() === complete.toLowerCase();
  const row = rows.find((found) => isComplete(found[nameField])) ?? rows[0];
  if (typeof row?.['Id'] === 'string') return new Uid(row['Id']);
  throw worded('UnknownUidException', text('fault.noUser', complete));
}

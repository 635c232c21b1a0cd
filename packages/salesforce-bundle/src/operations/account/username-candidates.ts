import { Name } from '@icf-ts/framework/spi';
import { isRefusal } from '../../errors/salesforce-errors.js';
import type { CallContext } from '../../session/api-request.js';
import { queryAll } from '../../session/query/query-all.js';
import { quoteLike } from '../../soql/escape.js';
import { text } from '../../words/text.js';
import { worded } from '../../words/worded.js';
import type { Org } from '../operation-context.js';
import { MAX_USERNAME } from './released-username.js';

/** How many names are tried, the one asked for included. */
export const MAX_CANDIDATES = 10;

/**
 * The user name as it is written: with the suffix of the configuration, if it has none.
 * @throws InvalidAttributeValueException where that makes it longer than Salesforce takes.
 */
export function withSuffix(username: string, suffix: string): string {
  if (suffix === '' || username.toLowerCase().endsWith(suffix.toLowerCase())) return username;
  const complete = username + suffix;
  if (complete.length <= MAX_USERNAME) return complete;
  throw worded('InvalidAttributeValueException', text('fault.longUsername', username, suffix, MAX_USERNAME), {
    attributeNames: [Name.NAME],
  });
}

/** jo@x.com with 2 is jo2@x.com; what is too long is cut before the number. */
export function numbered(username: string, number: number): string {
  const at = username.indexOf('@');
  const [local, rest] = at < 0 ? [username, ''] : [username.slice(0, at), username.slice(at)];
  const room = MAX_USERNAME - rest.length - String(number).length;
  return `${local.slice(0, Math.max(room, 1))}${number}${rest}`;
}

/**
 * Names to try after the one asked for was taken: with the lowest numbers that nobody in this org has. One API call. A
 * name may be taken in another org of the world, which nobody can ask.
 */
export async function nextUsernames(
  org: Org,
  username: string,
  context: CallContext,
): Promise<readonly string[]> {
  const at = username.indexOf('@');
  const like = quoteLike(username.slice(0, at), '', '%');
  // A pattern with both sides of the number keeps other people's names out.
  const pattern = `${like.slice(0, -1)}${quoteLike(username.slice(at), '', '').slice(1)}`;
  const rows = await queryAll(org.session, `SELECT Username FROM User WHERE Username LIKE ${pattern}`, {
    ...context,
    action: text('action.freeUsername'),
    writes: false,
  });
  const taken = new Set(rows.map(({ Username }) => String(Username).toLowerCase()));
  const free: string[] = [];
  for (let number = 1; free.length < MAX_CANDIDATES - 1; number++) {
    const name = numbered(username, number);
    if (!taken.has(name.toLowerCase())) free.push(name);
  }
  return free;
}

export const isTakenUsername = (error: unknown): boolean => isRefusal(error, 'DUPLICATE_USERNAME', /(?:)/);

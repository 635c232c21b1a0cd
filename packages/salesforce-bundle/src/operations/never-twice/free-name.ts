import type { ConnectorException, Uid } from '@icf-ts/framework/spi';
import { isRefusal } from '../../errors/salesforce-errors.js';
import type { WriteRecord } from '../../mapping/attributes-to-record.js';
import type { CallContext } from '../../session/api-request.js';
import { queryAll } from '../../session/query/query-all.js';
import { quoteLike } from '../../soql/escape.js';
import { text } from '../../words/text.js';
import { isTakenUsername, MAX_CANDIDATES, nextUsernames } from '../account/username-candidates.js';
import { isOfOthers } from './look-up-created.js';
import type { Org } from '../operation-context.js';

/** A name that the org keeps unique, and what to do where it is taken. */
interface NameRule {
  readonly field: string;
  /** Whether the connector may choose another. */
  mayChoose(org: Org, record: WriteRecord): boolean;
  isTaken(error: unknown): boolean;
  /** Names to try, by one API call. */
  next(org: Org, record: WriteRecord, context: CallContext): Promise<readonly string[]>;
}

const RULES: Readonly<Record<string, NameRule>> = {
  User: {
    field: 'Username',
    mayChoose: ({ accounts }) => accounts.usernameCollision === 'number',
    isTaken: isTakenUsername,
    next: (org, { Username }, context) => nextUsernames(org, String(Username), context),
  },
  // Salesforce makes it of the label, of which there may be several.
  Group: {
    field: 'DeveloperName',
    mayChoose: (_org, { DeveloperName, Name }) =>
      (DeveloperName ?? null) === null && typeof Name === 'string',
    isTaken: (error) =>
      isRefusal(error, 'DUPLICATE_VALUE', /\bDeveloperName\b/) ||
      isRefusal(error, 'DUPLICATE_DEVELOPER_NAME', /(?:)/),
    next: (org, { Name }, context) => nextDeveloperNames(org, String(Name), context),
  },
};

/**
 * Creates under the name asked for, or under the next free one where that may be chosen here. What a lost answer's
 * look-up has found to be somebody else's is taken too.
 */
export async function underFreeName(
  org: Org,
  sobject: string,
  record: WriteRecord,
  context: CallContext,
  attempt: (record: WriteRecord) => Promise<Uid>,
): Promise<Uid> {
  try {
    return await attempt(record);
  } catch (error) {
    const rule = RULES[sobject];
    const isTaken = (each: unknown): each is ConnectorException =>
      rule !== undefined && (rule.isTaken(each) || isOfOthers(each));
    if (!rule?.mayChoose(org, record) || !isTaken(error)) throw error;
    let last = error;
    for (const name of await rule.next(org, record, context)) {
      try {
        return await attempt({ ...record, [rule.field]: name });
      } catch (again) {
        if (!isTaken(again)) throw again;
        last = again;
      }
    }
    throw last;
  }
}

/** Salesforce's limit of an API name. */
const MAX_DEVELOPER_NAME = 80;

/** Key_Team of the label "Key Team", with the lowest numbers that no group has: Key_Team1. */
async function nextDeveloperNames(org: Org, label: string, context: CallContext): Promise<readonly string[]> {
  const plain = label.replace(/[^A-Za-z0-9]+/g, '_').replace(/^[^A-Za-z]+|_+$/g, '');
  const base = (plain === '' ? 'Group' : plain).slice(0, MAX_DEVELOPER_NAME - 4).replace(/_+$/, '');
  const soql = `SELECT DeveloperName FROM Group WHERE DeveloperName LIKE ${quoteLike(base, '', '%')}`;
  const rows = await queryAll(org.session, soql, {
    ...context,
    action: text('action.match', 'Group'),
    writes: false,
  });
  const taken = new Set(rows.map(({ DeveloperName }) => String(DeveloperName).toLowerCase()));
  const free: string[] = [];
  for (let number = 1; free.length < MAX_CANDIDATES - 1; number++)
    if (!taken.has(`${base}${number}`.toLowerCase())) free.push(`${base}${number}`);
  return free;
}

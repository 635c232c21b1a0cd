import { ConnectorException, Uid } from '@icf-ts/framework/spi';
import type { WriteRecord } from '../../mapping/attributes-to-record.js';
import type { ObjectMapping } from '../../mapping/object-mapping.js';
import type { CallContext } from '../../session/api-request.js';
import { queryAll } from '../../session/query/query-all.js';
import type { SalesforceRecord } from '../../session/query/query-page.js';
import { text } from '../../words/text.js';
import { worded } from '../../words/worded.js';
import type { Org } from '../operation-context.js';
import { hasKey, keyCondition } from '../match-rule.js';
import { pauseFor } from './repeat-steps.js';

/** The field whose values Salesforce itself lets nobody have twice, by sObject. */
const UNIQUE_FIELDS: Readonly<Record<string, string>> = { User: 'Username', Group: 'DeveloperName' };

/** What was thrown for unique values that a row has which the create did not make. */
const OF_OTHERS = new WeakSet<Error>();

/** Whether a look-up refused a create because its unique values are somebody else's. */
export const isOfOthers = (error: unknown): boolean => error instanceof Error && OF_OTHERS.has(error);

/** By what a row can be found again whose create got no answer. */
export interface Identity {
  readonly fields: readonly string[];
  /** Whether Salesforce refuses a second row of the same values. */
  readonly unique: boolean;
}

/** Undefined where nothing tells the row from others. */
export function identityOf(mapping: ObjectMapping, record: WriteRecord): Identity | undefined {
  const unique = UNIQUE_FIELDS[mapping.sobject];
  if (unique !== undefined && typeof record[unique] === 'string') return { fields: [unique], unique: true };
  const fields = mapping.match?.by ?? [];
  return fields.length > 0 && hasKey(fields, record) ? { fields, unique: false } : undefined;
}

/** CreatedDate is cut to seconds, and the server that stamps rows is not the one that answers. */
const TOLERANCE_MS = 3_000;
/** How long to wait before each further attempt to ask. */
const PAUSES_MS: readonly number[] = [0, 500, 2_000];

/**
 * Looks for the row that a create made whose answer was lost: made by the connector's user since `since`, a moment of
 * `performance.now()`, by Salesforce's clock. One API call, repeated when its answer is lost too.
 * @returns undefined when there is none, yet.
 * @throws AlreadyExistsException for a row that was there before, or is somebody else's.
 */
export async function lookUpCreated(
  org: Org,
  mapping: ObjectMapping,
  record: WriteRecord,
  identity: Identity,
  since: number,
  context: CallContext,
): Promise<Uid | undefined> {
  const where = keyCondition(mapping, identity.fields, record);
  const soql = `SELECT Id, CreatedById, CreatedDate FROM ${mapping.sobject} WHERE ${where}`;
  const rows = await ask(org, soql, { ...context, action: text('action.lookUpCreated'), writes: false });
  const me = await org.session.userId();
  const earliest = org.session.serverClock.at(since) - TOLERANCE_MS;
  const own = rows.filter(
    ({ CreatedById, CreatedDate }) =>
      sameId(String(CreatedById), me) && Date.parse(String(CreatedDate)) >= earliest,
  );
  if (own.length > 1) {
    const ids = own.map(({ Id }) => String(Id)).join(', ');
    throw worded('ConnectorException', text('fault.severalCreated', mapping.sobject, ids), {
      outcomeUnknown: true,
    });
  }
  if (own[0]) return new Uid(String(own[0]['Id']));
  const [other] = rows;
  if (!other || !identity.unique) return undefined;
  const attributes = identity.fields.map(mapping.attributeOf);
  const taken = worded(
    'AlreadyExistsException',
    text('fault.createdBefore', mapping.sobject, attributes.join(', '), String(other['Id'])),
    { attributeNames: attributes },
  );
  OF_OTHERS.add(taken);
  throw taken;
}

async function ask(org: Org, soql: string, context: CallContext): Promise<readonly SalesforceRecord[]> {
  for (let attempt = 0; ; attempt++) {
    try {
      return await queryAll(org.session, soql, context);
    } catch (error) {
      const wait = PAUSES_MS[attempt];
      const hopeless = !(error instanceof ConnectorException) || wait === undefined;
      if (hopeless || context.signal?.aborted) throw error;
      await pauseFor(wait, context.signal);
    }
  }
}

/** Ids have 15 characters, and 18 with a sum of their case. */
const sameId = (one: string, other: string): boolean => one.slice(0, 15) === other.slice(0, 15);

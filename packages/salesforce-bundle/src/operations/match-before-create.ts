import { Uid, type AttributeSet, type ObjectClass, type OperationOptions } from '@icf-ts/framework/spi';
import type { WriteRecord } from '../mapping/attributes-to-record.js';
import type { ObjectMapping } from '../mapping/object-mapping.js';
import { queryAll } from '../session/query/query-all.js';
import { text } from '../words/text.js';
import { worded } from '../words/worded.js';
import { hasKey, keyCondition } from './match-rule.js';
import { callContext, type Org } from './operation-context.js';
import { update } from './update.js';

/** How many rows an error lists. */
const MAX_LISTED = 10;

/**
 * Looks for the row that a create would make once more, by the match rule of its class. No API call without a rule, one
 * with it; one more for an update of what was found.
 * @returns the row that is there, updated if the rule says so; undefined when the create is to be made.
 * @throws AlreadyExistsException when the rule forbids it, or several rows match.
 */
export async function matchedBefore(
  org: Org,
  objectClass: ObjectClass,
  mapping: ObjectMapping,
  record: WriteRecord,
  all: AttributeSet,
  options: OperationOptions,
): Promise<Uid | undefined> {
  const { match, sobject } = mapping;
  if (!match || !hasKey(match.by, record)) return undefined;
  const where = keyCondition(mapping, match.by, record);
  const context = callContext(text('action.match', sobject), options, { mapping });
  const soql = `SELECT Id FROM ${sobject} WHERE ${where} ORDER BY Id LIMIT ${MAX_LISTED}`;
  const ids = (await queryAll(org.session, soql, context)).map(({ Id }) => String(Id));
  const [id] = ids;
  if (id === undefined) return undefined;
  const uid = new Uid(id);
  const attributes = match.by.map(mapping.attributeOf);
  const same = attributes.join(', ');
  if (ids.length > 1) {
    throw worded('AlreadyExistsException', text('fault.severalMatch', sobject, same, ids.join(', ')), {
      attributeNames: attributes,
    });
  }
  if (match.found === 'error') {
    throw worded('AlreadyExistsException', text('fault.matches', sobject, same, id), {
      uid,
      attributeNames: attributes,
    });
  }
  return match.found === 'skip' ? uid : update(org, objectClass, uid, all, options);
}

import { sameName } from '@icf-ts/framework/spi';
import type { WriteRecord } from '../mapping/attributes-to-record.js';
import type { CallContext } from '../session/api-request.js';
import { queryAll } from '../session/query-pages.js';
import { quote } from '../soql/escape.js';
import { isSalesforceId } from '../soql/salesforce-id.js';
import { text } from '../words/text.js';
import { worded } from '../words/worded.js';
import type { Org } from './operation-context.js';

const FIELD = 'ProfileId';
/** How ids of profiles begin. */
const KEY_PREFIX = '00e';

const isProfileId = (value: string): boolean => isSalesforceId(value) && value.startsWith(KEY_PREFIX);

/**
 * Lets ProfileId be given by the profile's name. One API call for each name, once a session; none for an id.
 * @throws InvalidAttributeValueException naming the profile that does not exist.
 */
export async function resolveProfile(
  org: Org,
  record: WriteRecord,
  context: CallContext,
): Promise<WriteRecord> {
  const field = Object.keys(record).find((name) => sameName(name, FIELD));
  const name = field === undefined ? undefined : record[field];
  if (field === undefined || typeof name !== 'string' || isProfileId(name)) return record;
  const key = `Profile/${name.toLowerCase()}`;
  let id = org.session.idsByName.get(key);
  if (id === undefined) {
    const soql = `SELECT Id FROM Profile WHERE Name = ${quote(name)}`;
    const [row] = await queryAll(org.session, soql, {
      ...context,
      action: text('action.lookUpProfile', name),
      writes: false,
    });
    if (typeof row?.['Id'] !== 'string') {
      const attribute = context.attributeNameOf?.(field) ?? field;
      throw worded('InvalidAttributeValueException', text('fault.noProfile', name, attribute), {
        attributeNames: [attribute],
      });
    }
    id = row['Id'];
    org.session.idsByName.set(key, id);
  }
  return { ...record, [field]: id };
}

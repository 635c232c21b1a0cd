import { ConnectorObject, attributeOf, sameName } from '@icf-ts/framework/spi';
import type { AttachedRef } from '../../attached/attached-kind.js';
import { readAttached, type AttachedValues } from '../../attached/read-attached.js';
import { UID_ENTRY } from '../../mapping/object-mapping.js';
import { objectReader } from '../../mapping/record-to-object.js';
import type { CallContext } from '../../session/api-request.js';
import type { SalesforceRecord } from '../../session/query/query-page.js';
import { type FetchedPage, queryPages, type QueryStart } from '../../session/query/query-pages.js';
import { text } from '../../words/text.js';
import { PASSWORD_EXPIRED, readExpired } from '../account/password-expiry.js';
import type { Org } from '../operation-context.js';
import type { SearchPlan } from './search-plan.js';

export type RowPage = FetchedPage<AttachedValues>;

export const idOf = (record: SalesforceRecord): string => String(record[UID_ENTRY.field]);

/**
 * What rows have beside their fields: one query for each kind of attached rows that the search asks for, and one API
 * call for each 25 rows where it filters by the expiry of passwords.
 */
export const attachedTo =
  ({ session }: Org, { attached, byExpiry }: SearchPlan) =>
  async (records: readonly SalesforceRecord[], context: CallContext): Promise<AttachedValues> => {
    const ids = attached.length === 0 && !byExpiry ? [] : records.map(idOf);
    const values = await readAttached(session, attached, attached.length === 0 ? [] : ids, context);
    if (!byExpiry) return values;
    const expired = await readExpired({ session }, ids, { ...context, action: text('action.readExpired') });
    const known = new Map(ids.flatMap((id, at) => (expired[at] === undefined ? [] : [[id, expired[at]]])));
    return {
      of: (attribute, id) => {
        if (!sameName(attribute, PASSWORD_EXPIRED)) return values.of(attribute, id);
        const value = known.get(id);
        return value === undefined ? [] : [value];
      },
    };
  };

/** The answers to one statement, with what their rows have in other sObjects. */
export function rowPages(
  org: Org,
  plan: SearchPlan,
  start: QueryStart,
  batchSize: number,
): AsyncGenerator<RowPage, void, void> {
  const enrich = attachedTo(org, plan);
  return queryPages(org.session, start, { batchSize, context: plan.context, enrich });
}

/** Makes objects of rows. */
export function rowReader({
  mapping,
  returned,
  kindOf,
  attached,
  byExpiry,
}: SearchPlan): (record: SalesforceRecord, values: AttachedValues) => ConnectorObject {
  const objectOf = objectReader(mapping, returned, kindOf);
  const beside = [...attached, ...(byExpiry ? [{ attribute: PASSWORD_EXPIRED }] : [])];
  if (beside.length === 0) return objectOf;
  return (record, values) => withAttached(objectOf(record), beside, values);
}

/** The object with what it has in other sObjects. */
export function withAttached(
  object: ConnectorObject,
  attached: readonly Pick<AttachedRef, 'attribute'>[],
  values: AttachedValues,
): ConnectorObject {
  if (attached.length === 0) return object;
  const more = attached.map(({ attribute }) =>
    attributeOf(attribute, values.of(attribute, object.uid.value)),
  );
  return new ConnectorObject(object.objectClass, [...object.attributes, ...more]);
}

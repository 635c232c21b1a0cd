import { ConnectorObject, attributeOf } from '@icf-ts/framework/spi';
import type { AttachedRef } from '../../attached/attached-kind.js';
import { readAttached, type AttachedValues } from '../../attached/read-attached.js';
import { UID_ENTRY } from '../../mapping/object-mapping.js';
import { objectReader } from '../../mapping/record-to-object.js';
import type { CallContext } from '../../session/api-request.js';
import type { SalesforceRecord } from '../../session/query/query-page.js';
import { type FetchedPage, queryPages, type QueryStart } from '../../session/query/query-pages.js';
import type { Org } from '../operation-context.js';
import type { SearchPlan } from './search-plan.js';

export type RowPage = FetchedPage<AttachedValues>;

export const idOf = (record: SalesforceRecord): string => String(record[UID_ENTRY.field]);

/** What rows have in other sObjects: one query for each kind that the search asks for. */
export const attachedTo =
  ({ session }: Org, { attached }: SearchPlan) =>
  (records: readonly SalesforceRecord[], context: CallContext): Promise<AttachedValues> =>
    readAttached(session, attached, attached.length === 0 ? [] : records.map(idOf), context);

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
}: SearchPlan): (record: SalesforceRecord, values: AttachedValues) => ConnectorObject {
  const objectOf = objectReader(mapping, returned, kindOf);
  if (attached.length === 0) return objectOf;
  return (record, values) => withAttached(objectOf(record), attached, values);
}

/** The object with what it has in other sObjects. */
export function withAttached(
  object: ConnectorObject,
  attached: readonly AttachedRef[],
  values: AttachedValues,
): ConnectorObject {
  if (attached.length === 0) return object;
  const more = attached.map(({ attribute }) =>
    attributeOf(attribute, values.of(attribute, object.uid.value)),
  );
  return new ConnectorObject(object.objectClass, [...object.attributes, ...more]);
}

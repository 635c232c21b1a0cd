import {
  CaseInsensitiveSet,
  sameName,
  type ConnectorObject,
  type ObjectClass,
  type OperationOptions,
} from '@icf-ts/framework/spi';
import type { AttachedRef } from '../attached/attached-kind.js';
import { isLasting } from '../mapping/built-in-map.js';
import { UID_ENTRY, type ObjectMapping } from '../mapping/object-mapping.js';
import { objectReader } from '../mapping/record-to-object.js';
import { withOwnNames } from '../operations/account/username-view.js';
import { fieldKinds } from '../operations/field-kind-lookup.js';
import { callContext, mappingOf, type Org } from '../operations/operation-context.js';
import { fieldsToReturn } from '../operations/search/columns.js';
import { columnsOf } from '../mapping/mapping-entry.js';
import { fixedCondition } from '../operations/search/search-plan.js';
import { attachedRef } from '../operations/split-attached.js';
import type { CallContext } from '../session/api-request.js';
import type { SalesforceRecord } from '../session/query/query-page.js';
import { text } from '../words/text.js';
import { worded } from '../words/worded.js';
import type { Condition } from '../soql/condition.js';
import { watchedTables, type WatchedTable } from './watched-tables.js';

export const STAMP = 'SystemModstamp';

/** What a sync of one object class reads, and how. */
export interface SyncPlan {
  readonly org: Org;
  readonly mapping: ObjectMapping;
  readonly context: CallContext;
  /** Columns of every query of rows. */
  readonly columns: readonly string[];
  /** Which rows are of the class. */
  readonly where: Exclude<Condition, 'none'>;
  /** Which rows may ever be. Where it says less than `where`, a row may leave the class, and come again. */
  readonly everWhere: Exclude<Condition, 'none'>;
  readonly objectOf: (record: SalesforceRecord) => ConnectorObject;
  /** What objects have attached and the deltas show. */
  readonly attached: readonly AttachedRef[];
  readonly tables: readonly WatchedTable[];
  /** Whether Salesforce tells which rows were deleted. */
  readonly tellsDeleted: boolean;
}

/**
 * One API call an hour for a describe, where a field is touched that not every org has, and for classes other than
 * users, to learn whether their rows can be deleted.
 * @throws UnsupportedOperationException for an object whose rows are not stamped.
 */
export async function syncPlan(
  org: Org,
  objectClass: ObjectClass,
  options: OperationOptions,
): Promise<SyncPlan> {
  const mapping = mappingOf(org, objectClass);
  const context = callContext(text('action.synchronize', mapping.sobject), options, { mapping });
  const returned = fieldsToReturn(mapping, undefined, options);
  const fields = returned.flatMap(columnsOf);
  const kindOf = await fieldKinds(org.session, mapping, fields, context);
  const attached = watched(org, mapping, options);
  const reader = objectReader(mapping, returned, kindOf);
  const shown = withOwnNames(org, objectClass);
  return {
    org,
    mapping,
    context,
    columns: [
      ...CaseInsensitiveSet.of([
        UID_ENTRY.field,
        STAMP,
        ...fields.filter((field) => kindOf(field) !== 'absent'),
      ]),
    ],
    where: fixedCondition(org, mapping),
    everWhere: fixedCondition(
      org,
      isLasting(mapping) ? mapping : { sobject: mapping.sobject, where: undefined },
    ),
    objectOf: (record) => shown(reader(record)),
    attached,
    tables: watchedTables(
      attached.map(({ kind }) => kind),
      org.session,
    ),
    tellsDeleted: await tellsDeleted(org, mapping, context),
  };
}

/** The attached attributes that are asked for; where nothing is asked for, all of the map, unless switched off. */
function watched(
  { syncMemberships }: Org,
  mapping: ObjectMapping,
  { attributesToGet }: OperationOptions,
): readonly AttachedRef[] {
  const named = attributesToGet && CaseInsensitiveSet.of(attributesToGet);
  return mapping.attached.flatMap(({ attribute }) => {
    const ref = (named?.has(attribute) ?? syncMemberships) ? attachedRef(mapping, attribute) : undefined;
    return ref ? [ref] : [];
  });
}

/**
 * No user is ever deleted, which spares the describe.
 * @throws UnsupportedOperationException for an object whose rows are not stamped.
 */
async function tellsDeleted(org: Org, mapping: ObjectMapping, context: CallContext): Promise<boolean> {
  const { sobject } = mapping;
  if (sameName(sobject, 'User')) return false;
  const { deletable, replicateable, fields } = await org.session.describes.get(sobject, {
    ...context,
    action: text('action.describe', sobject),
  });
  if (!fields.some(({ name }) => sameName(name, STAMP))) throw notStamped(mapping);
  return deletable && replicateable;
}

/** Objects that are known to have no stamp, whatever their describes say. */
const UNSTAMPED: readonly string[] = ['UserLogin', 'LoginHistory'];

/** @throws UnsupportedOperationException for a class of an object that is known to have no stamp. */
export function refuseUnstamped(mapping: ObjectMapping): void {
  if (UNSTAMPED.some((sobject) => sameName(sobject, mapping.sobject))) throw notStamped(mapping);
}

const notStamped = ({ objectClass, sobject }: ObjectMapping): Error =>
  worded('UnsupportedOperationException', text('fault.noStamp', objectClass, sobject));

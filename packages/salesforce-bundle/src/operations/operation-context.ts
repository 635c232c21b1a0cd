import { Uid, type ObjectClass, type OperationOptions, type TextCase } from '@icf-ts/framework/spi';
import type { ClassOperation } from '../mapping/class-operations.js';
import type { ObjectMapping } from '../mapping/object-mapping.js';
import type { CallContext } from '../session/api-request.js';
import type { Session } from '../session/session.js';
import { asRowId, isSalesforceId } from '../soql/salesforce-id.js';
import type { AccountPolicy } from './account/account-policy.js';
import { text, type Words } from '../words/text.js';
import { worded } from '../words/worded.js';

/** What the operations of a connector work with. */
export interface Org {
  readonly session: Session;
  readonly mappings: readonly ObjectMapping[];
  /** Rows per query call that Salesforce is asked for. */
  readonly batchSize: number;
  /** Rows above which a full listing is read by a Bulk job; 0: none is. */
  readonly bulkThreshold: number;
  /** How long a Bulk job may take before REST is used instead. */
  readonly bulkTimeoutMs: number;
  /** Whether users without a profile, which are not people, are found. */
  readonly includeSystemUsers: boolean;
  /** How texts in filters compare where the connector matches by itself. */
  readonly textCase: TextCase;
  readonly accounts: AccountPolicy;
  /** How far back a sync reads again what the one before has read. */
  readonly syncOverlapMs: number;
  /** Whether a sync that is not asked for certain attributes watches what objects have attached. */
  readonly syncMemberships: boolean;
  readonly liveSyncIntervalMs: number;
  /** Tasks of a batch that are done together. */
  readonly batchRows: number;
  /** A session for writes that several callers make at the same time, and that is good for as long as they do. */
  readonly together: () => Session;
}

/**
 * @throws UnsupportedOperationException for an object class that the attribute map does not have, or that does not take
 * the operation.
 */
export function mappingOf(
  { mappings }: Org,
  objectClass: ObjectClass,
  operation?: ClassOperation,
): ObjectMapping {
  const found = mappings.find((mapping) => objectClass.is(mapping.objectClass));
  if (found && operation && !found.allows(operation)) {
    const taken = found.operations.join(', ');
    throw worded(
      'UnsupportedOperationException',
      text('fault.notTaken', found.objectClass, operation, taken),
    );
  }
  if (found) return found;
  const known = mappings.map((mapping) => mapping.objectClass).join(', ');
  throw worded('UnsupportedOperationException', text('fault.objectClass', objectClass.type, known));
}

/** Says of a call what its errors and deadlines need. */
export function callContext(
  action: Words,
  options: OperationOptions,
  detail: { readonly mapping?: ObjectMapping; readonly uid?: Uid; readonly writes?: boolean } = {},
): CallContext {
  return {
    action,
    ...(options.signal ? { signal: options.signal } : {}),
    ...(detail.mapping ? { attributeNameOf: detail.mapping.attributeOf } : {}),
    ...(detail.uid ? { uid: detail.uid } : {}),
    ...(detail.writes ? { writes: true } : {}),
  };
}

/** A row's Uid as searches answer it: Salesforce takes ids of 15 characters too. */
export const rowUid = (uid: Uid): Uid => {
  const id = asRowId(uid.value);
  return id === uid.value ? uid : new Uid(id, uid);
};

/** The path of a row. @throws UnknownUidException for a Uid that cannot be an id, before it gets into a URL. */
export function rowPath(mapping: ObjectMapping, uid: Uid): string {
  if (isSalesforceId(uid.value)) return `/sobjects/${mapping.sobject}/${uid.value}`;
  throw worded('UnknownUidException', text('fault.notAnId', mapping.sobject, uid.value), { uid });
}

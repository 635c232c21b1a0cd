import {
  UnknownUidException,
  UnsupportedOperationException,
  type ObjectClass,
  type TextCase,
  type OperationOptions,
  type Uid,
} from '@icf-ts/framework/spi';
import type { ObjectMapping } from '../mapping/object-mapping.js';
import type { CallContext } from '../session/api-request.js';
import type { Session } from '../session/session.js';
import { isSalesforceId } from '../soql/salesforce-id.js';

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
}

/** @throws UnsupportedOperationException for an object class that the attribute map does not have. */
export function mappingOf({ mappings }: Org, objectClass: ObjectClass): ObjectMapping {
  const found = mappings.find((mapping) => objectClass.is(mapping.objectClass));
  if (found) return found;
  throw new UnsupportedOperationException(
    `Object class '${objectClass.type}' is not known to this connector; it has ${mappings.map((m) => m.objectClass).join(', ')}.`,
  );
}

/** Says of a call what its errors and deadlines need. */
export function callContext(
  action: string,
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

/** The path of a row. @throws UnknownUidException for a Uid that cannot be an id, before it gets into a URL. */
export function rowPath(mapping: ObjectMapping, uid: Uid): string {
  if (isSalesforceId(uid.value)) return `/sobjects/${mapping.sobject}/${uid.value}`;
  throw new UnknownUidException(
    `There is no ${mapping.sobject} '${uid.value}': a Uid of Salesforce has 18 letters and digits.`,
    { uid },
  );
}

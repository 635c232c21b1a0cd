import type { Catalog } from '../../describe/catalog.js';
import type { ComputeSources } from '../../describe/field-spec.js';
import type { ObjectSpec } from '../../describe/object-spec.js';
import type { Store } from '../../store/store.js';
import type { QueryText } from '../parse/query-text.js';
import type { PathRef, Statement } from '../parse/statement.js';

/** What a query runs against: the org, and the user whose time zone tells when a day begins. */
export interface QueryTarget {
  readonly catalog: Catalog;
  readonly store: Store;
  readonly sources: ComputeSources;
  readonly timeZone: string;
  readonly nowMs: number;
  /** Rows in the recycle bin are found too, as by queryAll; default false. */
  readonly includeDeleted?: boolean;
}

/** A query target narrowed to one statement and the object it reads. */
export interface QueryScope extends QueryTarget {
  readonly query: QueryText;
  readonly object: ObjectSpec;
  readonly aliases: ReadonlyMap<string, string>;
}

/** @throws ApiError INVALID_TYPE for an object that the org does not have */
export function openScope(statement: Statement, target: QueryTarget): QueryScope {
  const { query, object: ref, aliases } = statement;
  return { ...target, query, object: objectNamed(ref, query, target), aliases };
}

/** @throws ApiError INVALID_TYPE */
export function objectNamed(ref: PathRef, query: QueryText, { catalog }: QueryTarget): ObjectSpec {
  const object = catalog.named(ref.path);
  if (object) return object;
  throw query.error(
    'INVALID_TYPE',
    `sObject type '${ref.path}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`,
    ref.offset,
  );
}

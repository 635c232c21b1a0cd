import { ApiError } from '../../errors/api-error.js';
import type { ErrorElement } from '../../errors/api-error.js';
import type { ObjectSpec } from '../../describe/object-spec.js';
import { rowErrors } from '../../errors/row-errors.js';
import { canonicalId } from '../../record/record-id.js';
import type { Row } from '../../record/row.js';
import { parseJsonRecord } from '../../rows/json-record.js';
import type { JsonRecord } from '../../rows/json-record.js';
import type { RestCall } from '../rest-call.js';

/** An error of a row among others: `statusCode` where a call for one row says `errorCode`. */
export interface RowError {
  readonly statusCode: string;
  readonly message: string;
  readonly fields: readonly string[];
}

/** What became of one row of a collection. */
export type RowResult =
  | { readonly id: string; readonly success: true; readonly errors: readonly []; readonly created?: boolean }
  | { readonly success: false; readonly errors: readonly RowError[] };

export function rowError({ errorCode, message, fields = [] }: ErrorElement): RowError {
  return { statusCode: errorCode, message, fields };
}

const ROLLED_BACK: RowResult = {
  success: false,
  errors: [
    {
      statusCode: 'ALL_OR_NONE_OPERATION_ROLLED_BACK',
      message:
        'Record rolled back because not all records were valid and the request was using AllOrNone header',
      fields: [],
    },
  ],
};

/** Writes rows one by one; with `allOrNone`, the failure of any takes back all. */
export function writeRows<Item>(
  { org }: RestCall,
  items: readonly Item[],
  allOrNone: boolean,
  write: (item: Item) => { readonly id: string; readonly created?: boolean },
): readonly RowResult[] {
  const tryRow = (item: Item): RowResult => {
    try {
      const { id, ...rest } = org.store.transaction(() => write(item));
      return { id, success: true, errors: [], ...rest };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return { success: false, errors: error.elements.map(rowError) };
    }
  };
  if (!allOrNone) return items.map(tryRow);
  const isWhole = (results: readonly RowResult[]): boolean => results.every(({ success }) => success);
  const results = org.store.transaction(() => items.map(tryRow), isWhole);
  return isWhole(results) ? results : results.map((result) => (result.success ? ROLLED_BACK : result));
}

/** The row with an id among those given. @throws ApiError MALFORMED_ID, ENTITY_IS_DELETED, or for a missing row */
export function givenRow({ org }: RestCall, id: string): { readonly spec: ObjectSpec; readonly row: Row } {
  const canonical = canonicalId(id);
  const spec = canonical === null ? undefined : org.catalog.withPrefix(canonical.slice(0, 3));
  if (canonical === null || !spec) throw rowErrors.badId(id);
  const table = org.store.table(spec.name);
  if (spec.undeletable && table.getDeleted(canonical)) throw rowErrors.deletedRow(400);
  const row = table.get(canonical);
  if (!row) throw rowErrors.invalidReference();
  return { spec, row };
}

/** The fields of a record of a collection, without what names the row. */
export function fieldsOf(
  record: Readonly<Record<string, unknown>>,
  without: (name: string) => boolean,
): JsonRecord {
  const kept = Object.entries(record).filter(([name]) => name !== 'attributes' && !without(name));
  return parseJsonRecord(JSON.stringify(Object.fromEntries(kept)));
}

import { isText } from '../describe/field-spec.js';
import type { Row, StoredValue } from '../record/row.js';
import { bindField } from './bind-field.js';
import type { QueryScope } from './query-scope.js';
import type { OrderTerm } from './statement.js';

const MAX_TERMS = 32;

interface Keyed {
  readonly row: Row;
  readonly keys: readonly StoredValue[];
}

/**
 * Sorts rows by the terms of ORDER BY; ties keep the order of ids. Text sorts without regard to case, by code
 * unit: Salesforce's own collation follows the locale and is not known.
 */
export function orderRows(rows: Row[], terms: readonly OrderTerm[], scope: QueryScope): Row[] {
  if (terms.length === 0) return rows;
  const columns = terms.map((term, position) => {
    const bound = bindField(term, scope);
    if (position >= MAX_TERMS) {
      throw scope.query.malformed(`ORDER BY takes at most ${MAX_TERMS} fields`, term.offset);
    }
    if (!bound.field.sortable) {
      throw scope.query.invalidField(
        `field '${bound.field.name}' can not be sorted in a query call`,
        term.offset,
      );
    }
    const folds = isText(bound.field.type);
    const read = (row: Row): StoredValue => {
      const value = bound.read(row);
      return folds && typeof value === 'string' ? value.toLowerCase() : value;
    };
    return { ...term, read };
  });
  const keyed = rows.map((row): Keyed => ({ row, keys: columns.map(({ read }) => read(row)) }));
  keyed.sort((a, b) => {
    for (const [position, column] of columns.entries()) {
      const order = compareKeys(a.keys[position] ?? null, b.keys[position] ?? null, column);
      if (order !== 0) return order;
    }
    return 0;
  });
  return keyed.map(({ row }) => row);
}

function compareKeys(a: StoredValue, b: StoredValue, { descending, nullsLast }: OrderTerm): number {
  if (a === b) return 0;
  if (a === null) return nullsLast ? 1 : -1;
  if (b === null) return nullsLast ? -1 : 1;
  const order = a < b ? -1 : 1;
  return descending ? -order : order;
}

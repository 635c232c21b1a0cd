import type { FieldKind } from '../mapping/field-kinds.js';
import { both, condition, either, type Condition } from './condition.js';
import { quote } from './escape.js';
import { isSalesforceId } from './salesforce-id.js';
import type { SortField } from './select.js';

/** The value of a sort field as JSON has it. */
export type SortValue = string | number | null;

const DATETIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,3})?(Z|\+0000|\+00:00)$/;
const DATE = /^\d{4}-\d\d-\d\d$/;

/*
 * The kinds whose order and equality in conditions are those of ORDER BY, to the last digit: only by them can a page be
 * found by the last row of the one before it. Each makes a literal of a value; undefined for what is none.
 */
const LITERALS: Partial<Record<FieldKind, (value: SortValue) => string | undefined>> = {
  id: (value) => (typeof value === 'string' && isSalesforceId(value) ? quote(value) : undefined),
  int: (value) => (Number.isSafeInteger(value) ? String(value) : undefined),
  date: (value) => (typeof value === 'string' && DATE.test(value) ? value : undefined),
  datetime: (value) =>
    typeof value === 'string' && DATETIME.test(value) ? value.replace(/(Z|\+00:?00)$/, 'Z') : undefined,
};

export const hasKeyset = (kind: FieldKind): boolean => LITERALS[kind] !== undefined;

/** A sort field with the value that the last row read has in it. */
export interface SortPosition extends SortField {
  readonly kind: FieldKind;
  readonly value: SortValue;
}

/**
 * The rows that come after a row, in the order of the positions, the last of which is an Id.
 * @returns undefined for a value that its field cannot have.
 */
export function rowsAfter(positions: readonly SortPosition[]): Condition | undefined {
  let after: Condition = 'none';
  let tied: Condition = 'all';
  for (const { field, ascending, kind, value } of positions) {
    const literal = value === null && kind !== 'id' ? 'null' : LITERALS[kind]?.(value);
    if (literal === undefined) return undefined;
    after = either(after, both(tied, beyond(field, ascending, literal)));
    tied = both(tied, condition(`${field} = ${literal}`));
  }
  return after;
}

/** Empty fields stand below all values. */
function beyond(field: string, ascending: boolean, literal: string): Condition {
  if (literal === 'null') return ascending ? condition(`${field} != null`) : 'none';
  if (ascending) return condition(`${field} > ${literal}`);
  return either(condition(`${field} < ${literal}`), condition(`${field} = null`));
}

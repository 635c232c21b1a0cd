import type { StoredValue } from '../record/row.js';
import type { Bound } from './bind/bound.js';
import { comparable } from './bind/operand.js';
import type { Expression, OrderTerm, Statement } from './parse/statement.js';

const MAX_TERMS = 32;

interface Keyed<Subject> {
  readonly subject: Subject;
  readonly keys: readonly StoredValue[];
}

/**
 * How ORDER BY sorts rows or groups; ties keep their order. Text sorts without regard to case, by code unit:
 * Salesforce's own collation follows the locale and is not known.
 *
 * @throws ApiError INVALID_FIELD for a field that cannot be sorted
 */
export function compileOrder<Subject>(
  { orderBy, query }: Statement,
  bind: (expression: Expression) => Bound<Subject>,
): (subjects: Subject[]) => Subject[] {
  const columns = orderBy.map((term, position) => {
    const bound = bind(term.expression);
    const { field } = bound;
    const { offset } = term.expression;
    if (position >= MAX_TERMS) throw query.malformed(`ORDER BY takes at most ${MAX_TERMS} fields`, offset);
    if (!field.sortable) {
      throw query.invalidField(`field '${field.name}' can not be sorted in a query call`, offset);
    }
    return { ...term, read: (subject: Subject) => comparable(bound.read(subject), field) };
  });
  if (columns.length === 0) return (subjects) => subjects;
  return (subjects) => {
    const keyed = subjects.map((subject): Keyed<Subject> => ({
      subject,
      keys: columns.map(({ read }) => read(subject)),
    }));
    keyed.sort((a, b) => {
      for (const [position, column] of columns.entries()) {
        const order = compareKeys(a.keys[position] ?? null, b.keys[position] ?? null, column);
        if (order !== 0) return order;
      }
      return 0;
    });
    return keyed.map(({ subject }) => subject);
  };
}

function compareKeys(a: StoredValue, b: StoredValue, { descending, nullsLast }: OrderTerm): number {
  if (a === b) return 0;
  if (a === null) return nullsLast ? 1 : -1;
  if (b === null) return nullsLast ? -1 : 1;
  const order = a < b ? -1 : 1;
  return descending ? -order : order;
}

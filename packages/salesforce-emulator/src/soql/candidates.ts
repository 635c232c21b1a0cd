import { canonicalId } from '../record/record-id.js';
import type { Row } from '../record/row.js';
import type { Table } from '../store/table.js';
import type { QueryScope } from './query-scope.js';
import type { Comparison, Condition } from './statement.js';
import { literalText } from './string-literal.js';

/** The rows that can fulfil a condition: few when an index tells, else all. In the order of their ids. */
export function candidates(condition: Condition | null, table: Table, scope: QueryScope): Iterable<Row> {
  const parts = condition?.kind === 'and' ? condition.parts : condition ? [condition] : [];
  for (const part of parts) {
    if (part.kind !== 'comparison') continue;
    const found = indexed(part, table, scope);
    if (found) return found;
  }
  return table.rows();
}

function indexed(comparison: Comparison, table: Table, scope: QueryScope): readonly Row[] | null {
  const { operator, values, field: ref, semiJoin } = comparison;
  if ((operator !== '=' && operator !== 'IN') || semiJoin) return null;
  const field = scope.object.fieldNamed(ref.path);
  if (!field || !table.isIndexed(field.name)) return null;
  // Empty values are in no index.
  if (!values.every((literal) => literal.kind === 'string' && literal.text.length > 2)) return null;
  const isKey = field.type === 'id' || field.type === 'reference';
  const rows = new Set<Row>();
  for (const literal of values) {
    const text = literalText(literal, scope.query);
    const value = isKey ? canonicalId(text) : text;
    for (const row of table.findBy(field.name, value)) rows.add(row);
  }
  return [...rows].sort((a, b) => (a.Id < b.Id ? -1 : 1));
}

import type { Row } from '../record/row.js';
import type { Table } from '../store/table.js';
import type { InstantRange, Operand } from './bind/operand.js';
import type { CompiledComparison } from './bind/predicate.js';

/** Beyond this part of all rows a walk over them in their order is faster than an index. */
const SELECTIVE_PART = 1 / 4;

/** Rows that can fulfil the conditions of a query, and the indexed field that told them; null: all rows. */
export interface Candidates {
  readonly index: string | null;
  readonly rows: Iterable<Row>;
  /** How many there are. */
  readonly count: number;
}

/** The candidates by the best index that the required comparisons allow, in the order of their ids. */
export function findCandidates(required: readonly CompiledComparison<Row>[], table: Table): Candidates {
  const found = byEquality(required, table) ?? byStamps(required, table);
  if (!found) return afterId(required, table) ?? { index: null, rows: table.rows(), count: table.size };
  const rows = [...found.rows].sort((a, b) => (a.Id < b.Id ? -1 : 1));
  return { index: found.index, rows, count: rows.length };
}

interface Found {
  readonly index: string;
  readonly rows: Iterable<Row>;
}

function byEquality(required: readonly CompiledComparison<Row>[], table: Table): Found | null {
  for (const comparison of required) {
    const { bound, operator, operands } = comparison;
    const name = fieldOf(comparison, table);
    if ((operator !== '=' && operator !== 'IN') || name === null || !table.isIndexed(name)) continue;
    // Empty values are in no index, and computed ones are not stored.
    if (bound.field.compute || operands.some((operand) => typeof operand !== 'string')) continue;
    if (operands.length > Math.max(1, table.size * SELECTIVE_PART)) continue;
    const rows = new Set<Row>();
    for (const operand of operands) {
      for (const row of table.findBy(name, operand as string)) rows.add(row);
    }
    return { index: name, rows };
  }
  return null;
}

/** `Id > '005…'`, the query of every further page. */
function afterId(required: readonly CompiledComparison<Row>[], table: Table): Candidates | null {
  for (const comparison of required) {
    const [operand] = comparison.operands;
    if (comparison.operator !== '>' || fieldOf(comparison, table) !== 'Id' || typeof operand !== 'string')
      continue;
    const found = table.findAfter(operand);
    if (found) return { index: 'Id', ...found };
  }
  return null;
}

/** `SystemModstamp >= a AND SystemModstamp < b`, the query of every synchronisation. */
function byStamps(required: readonly CompiledComparison<Row>[], table: Table): Found | null {
  const bySeconds = new Map<string, { from: number; to: number }>();
  for (const comparison of required) {
    const name = fieldOf(comparison, table);
    const [operand] = comparison.operands;
    if (name === null || !table.isOrdered(name) || !isInstantRange(operand)) continue;
    const range = bySeconds.get(name) ?? { from: -Infinity, to: Infinity };
    const { operator } = comparison;
    if (operator === '>' || operator === '>=' || operator === '=') {
      range.from = Math.max(range.from, Math.floor(operand.fromMs / 1000));
    }
    if (operator === '<' || operator === '<=' || operator === '=') {
      range.to = Math.min(range.to, Math.ceil(operand.toMs / 1000));
    }
    bySeconds.set(name, range);
  }
  for (const [index, { from, to }] of bySeconds) {
    if (from === -Infinity && to === Infinity) continue;
    const rows = table.findBetween(index, from, to);
    return rows.size > table.size * SELECTIVE_PART ? null : { index, rows };
  }
  return null;
}

/** The name of the object's own field that is compared, or null for functions and fields of related rows. */
function fieldOf({ bound }: CompiledComparison<Row>, { spec }: Table): string | null {
  return spec.fieldNamed(bound.text) === bound.field ? bound.field.name : null;
}

function isInstantRange(operand: Operand | undefined): operand is InstantRange {
  return typeof operand === 'object' && operand !== null && 'fromMs' in operand;
}

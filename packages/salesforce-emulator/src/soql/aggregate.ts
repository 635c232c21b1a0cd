import { isDecimal } from '../describe/field-spec.js';
import { formatDatetime } from '../record/datetime.js';
import type { RestValue, Row, StoredValue } from '../record/row.js';
import { bindField } from './bind-field.js';
import type { BoundField } from './bind-field.js';
import type { QueryScope } from './query-scope.js';
import type { RestRecord } from './select-columns.js';
import type { SelectItem, Statement } from './statement.js';

const MAX_GROUPS = 2_000;

type Fold = (rows: readonly Row[]) => RestValue;

/** True for statements whose answer is aggregates instead of rows. */
export function isAggregate(statement: Statement): boolean {
  return statement.groupBy.length > 0 || statement.select.some((item) => item.kind === 'aggregate');
}

/** `SELECT count() FROM X`: its answer has a totalSize and no records. */
export function isBareCount({ select, groupBy }: Statement): boolean {
  const [item] = select;
  const alone = select.length === 1 && groupBy.length === 0;
  return alone && item?.kind === 'aggregate' && item.name === 'COUNT' && item.argument === null;
}

/** The groups of rows as records of type AggregateResult; columns without alias are expr0, expr1 … */
export function aggregateRows(statement: Statement, rows: readonly Row[], scope: QueryScope): RestRecord[] {
  const keys = statement.groupBy.map((ref) => {
    const bound = bindField(ref, scope);
    if (!bound.field.groupable) {
      throw scope.query.invalidField(
        `field '${bound.field.name}' can not be grouped in a query call`,
        ref.offset,
      );
    }
    return bound;
  });
  let unnamed = 0;
  const columns = statement.select.map((item): readonly [string, Fold] => {
    if (item.kind === 'aggregate') return [item.alias ?? `expr${unnamed++}`, foldOf(item, scope)];
    if (item.kind === 'fields') throw scope.query.malformed('FIELDS() cannot be grouped', item.offset);
    const bound = bindField(item, scope);
    if (!keys.some((key) => key.field === bound.field)) {
      throw scope.query.malformed(`Field must be grouped or aggregated: ${bound.field.name}`, item.offset);
    }
    return [bound.field.name, (group) => (group[0] ? bound.present(group[0]) : null)];
  });
  const groups = groupRows(rows, keys);
  if (groups.length > MAX_GROUPS) {
    throw scope.query.error(
      'EXCEEDED_ID_LIMIT',
      'Aggregate query has too many rows for direct assignment',
      0,
    );
  }
  return groups.map((group) => ({
    attributes: { type: 'AggregateResult' },
    ...Object.fromEntries(columns.map(([name, fold]) => [name, fold(group)])),
  }));
}

function groupRows(rows: readonly Row[], keys: readonly BoundField[]): readonly (readonly Row[])[] {
  if (keys.length === 0) return [rows];
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify(keys.map((bound) => bound.read(row)));
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()];
}

function foldOf(item: Extract<SelectItem, { kind: 'aggregate' }>, scope: QueryScope): Fold {
  if (item.argument === null) return (rows) => rows.length;
  const bound = bindField(item.argument, scope);
  const { field } = bound;
  if (!field.aggregatable && item.name !== 'COUNT') {
    throw scope.query.malformed(
      `field ${field.name} does not support aggregate operator ${item.name}`,
      item.offset,
    );
  }
  const values = (rows: readonly Row[]): StoredValue[] =>
    rows.map((row) => bound.read(row)).filter((value) => value !== null);
  const show = (value: StoredValue): StoredValue =>
    field.type === 'datetime' && typeof value === 'number' ? formatDatetime(value) : value;
  const numbers = (rows: readonly Row[]): number[] => values(rows).map(Number);
  const isNumber = field.type === 'int' || isDecimal(field.type);
  if ((item.name === 'SUM' || item.name === 'AVG') && !isNumber) {
    throw scope.query.malformed(
      `field ${field.name} does not support aggregate operator ${item.name}`,
      item.offset,
    );
  }
  const sum = (rows: readonly Row[]): number => numbers(rows).reduce((total, value) => total + value, 0);
  const least = (a: StoredValue, b: StoredValue): StoredValue => (a !== null && b !== null && b < a ? b : a);
  const greatest = (a: StoredValue, b: StoredValue): StoredValue =>
    a !== null && b !== null && b > a ? b : a;
  const folds: Readonly<Record<string, Fold>> = {
    COUNT: (rows) => values(rows).length,
    COUNT_DISTINCT: (rows) => new Set(values(rows)).size,
    MIN: (rows) => show(values(rows).reduce((a, b) => least(a, b), values(rows)[0] ?? null)),
    MAX: (rows) => show(values(rows).reduce((a, b) => greatest(a, b), values(rows)[0] ?? null)),
    SUM: (rows) => (values(rows).length === 0 ? null : sum(rows)),
    AVG: (rows) => (values(rows).length === 0 ? null : sum(rows) / values(rows).length),
  };
  const fold = folds[item.name];
  if (!fold) throw scope.query.notServed(`the aggregate ${item.name}`, item.offset);
  return fold;
}

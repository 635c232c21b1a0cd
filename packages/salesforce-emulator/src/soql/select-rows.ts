import type { Row } from '../record/row.js';
import { bindExpression } from './bind/bind-expression.js';
import { compileCondition } from './bind/predicate.js';
import type { CompiledComparison, ConditionContext, Predicate } from './bind/predicate.js';
import type { QueryScope } from './bind/query-scope.js';
import { findCandidates } from './candidates.js';
import type { Candidates } from './candidates.js';
import type { Comparison, Statement } from './parse/statement.js';

export type RunSemiJoin = ConditionContext<Row>['semiJoin'];

/** Where a statement finds its rows: the test they must pass and those worth testing. */
export interface RowSource {
  readonly test: Predicate<Row> | null;
  readonly candidates: Candidates;
}

/** The test of a WHERE clause, or null without one. */
export function compileWhere(
  { where }: Statement,
  scope: QueryScope,
  runSemiJoin: (comparison: Comparison, scope: QueryScope) => ReturnType<RunSemiJoin>,
  required: CompiledComparison<Row>[] = [],
): Predicate<Row> | null {
  if (!where) return null;
  const context: ConditionContext<Row> = {
    scope,
    bind: (expression) => bindExpression(expression, scope),
    semiJoin: (comparison) => runSemiJoin(comparison, scope),
  };
  return compileCondition(where, context, required);
}

export function rowSource(
  statement: Statement,
  scope: QueryScope,
  runSemiJoin: (comparison: Comparison, scope: QueryScope) => ReturnType<RunSemiJoin>,
): RowSource {
  const required: CompiledComparison<Row>[] = [];
  const test = compileWhere(statement, scope, runSemiJoin, required);
  return { test, candidates: findCandidates(required, scope.store.table(scope.object.name)) };
}

/** The rows for which the conditions hold, in the order of their ids; of those behind the first `end` maybe not all. */
export function selectRows({ test, candidates }: RowSource, scope: QueryScope, end = Infinity): Row[] {
  const found: Row[] = [];
  for (const row of candidates.rows) {
    if (found.length >= end) break;
    if (!test || test(row)) found.push(row);
  }
  const deleted = rowsInBin(scope).filter((row) => !test || test(row));
  if (deleted.length === 0) return found;
  return [...found, ...deleted].sort((a, b) => (a.Id < b.Id ? -1 : 1));
}

/** Deleted rows that can be told from others: those of objects with IsDeleted. */
function rowsInBin({ includeDeleted, object, store }: QueryScope): Row[] {
  if (includeDeleted !== true || !object.fieldNamed('IsDeleted')) return [];
  return [...store.table(object.name).deletedRows()].map(({ row }) => row);
}

import { isText } from '../describe/field-spec.js';
import type { Row } from '../record/row.js';
import { aggregateRows, isAggregate, isBareCount } from './aggregate.js';
import { bindField } from './bind-field.js';
import { candidates } from './candidates.js';
import type { Operand } from './operand.js';
import { orderRows } from './order-rows.js';
import { parseStatement } from './parse-statement.js';
import { compileCondition } from './predicate.js';
import { openScope } from './query-scope.js';
import type { QueryScope, QueryTarget } from './query-scope.js';
import { projectFields } from './select-columns.js';
import type { Projection, RestRecord } from './select-columns.js';
import type { Table } from '../store/table.js';
import type { Statement } from './statement.js';

const MAX_OFFSET = 2_000;

/** The outcome of a statement: rows still to be rendered page by page, or an answer that is whole at once. */
export type QueryOutcome =
  | { readonly kind: 'rows'; readonly rows: readonly Row[]; readonly projection: Projection }
  | { readonly kind: 'aggregates'; readonly records: readonly RestRecord[] }
  | { readonly kind: 'count'; readonly totalSize: number };

/**
 * Runs a SOQL statement.
 *
 * @throws ApiError with the codes of SOQL (MALFORMED_QUERY, INVALID_TYPE, INVALID_FIELD …)
 */
export function runQuery(text: string, target: QueryTarget): QueryOutcome {
  const statement = parseStatement(text);
  const scope = openScope(statement, target);
  checkOffset(statement);
  if (isAggregate(statement)) {
    const rows = selectRows(statement, scope, target);
    if (isBareCount(statement)) return { kind: 'count', totalSize: cut(rows, statement).length };
    return { kind: 'aggregates', records: cut(aggregateRows(statement, rows, scope), statement) };
  }
  const projection = projectFields(statement, scope);
  const rows = orderRows(selectRows(statement, scope, target), statement.orderBy, scope);
  return { kind: 'rows', rows: cut(rows, statement), projection };
}

function selectRows(statement: Statement, scope: QueryScope, target: QueryTarget): Row[] {
  const table = scope.store.table(scope.object.name);
  const deleted = target.includeDeleted === true ? rowsInBin(table) : [];
  if (!statement.where) return [...table.rows(), ...deleted];
  const test = compileCondition(statement.where, scope, (inner) => runSemiJoin(inner, target));
  const found: Row[] = [];
  for (const row of candidates(statement.where, table, scope)) if (test(row)) found.push(row);
  return [...found, ...deleted.filter(test)];
}

/** Deleted rows that can be told from others: those of objects with IsDeleted. */
function rowsInBin(table: Table): Row[] {
  if (!table.spec.fieldNamed('IsDeleted')) return [];
  return [...table.deletedRows()].map(({ row }) => row);
}

/** The values of a semi-join's one selected field; it must hold ids for the comparison to make sense. */
function runSemiJoin(statement: Statement, target: QueryTarget): readonly Operand[] {
  const scope = openScope(statement, target);
  const [item] = statement.select;
  if (item?.kind !== 'field' || statement.select.length !== 1) {
    throw scope.query.malformed('semi join sub-selects must select exactly one field', item?.offset ?? 0);
  }
  const bound = bindField(item, scope);
  const folds = isText(bound.field.type);
  return selectRows(statement, scope, target)
    .map((row) => bound.read(row))
    .filter((value) => value !== null)
    .map((value) => (folds && typeof value === 'string' ? value.toLowerCase() : value));
}

function cut<Item>(items: readonly Item[], { limit, offset }: Statement): readonly Item[] {
  return items.slice(offset, limit === null ? undefined : offset + limit);
}

function checkOffset({ query, offset }: Statement): void {
  if (offset <= MAX_OFFSET) return;
  const place = Math.max(0, query.text.toUpperCase().lastIndexOf('OFFSET'));
  throw query.error('NUMBER_OUTSIDE_VALID_RANGE', `Maximum SOQL offset allowed is ${MAX_OFFSET}`, place);
}

import type { Row } from '../record/row.js';
import { aggregateRows, isAggregate, isBareCount } from './aggregate.js';
import { bindExpression } from './bind/bind-expression.js';
import { openScope } from './bind/query-scope.js';
import type { QueryTarget } from './bind/query-scope.js';
import { bindChildren } from './child-records.js';
import { compileOrder } from './order-rows.js';
import { parseStatement } from './parse/parse-statement.js';
import type { Statement } from './parse/statement.js';
import type { Projection, RestRecord } from './record-shape.js';
import { projectFields } from './select-columns.js';
import { rowSource, selectRows } from './select-rows.js';
import { checkSemiJoins, runSemiJoin } from './semi-join.js';

const MAX_CHILD_COLUMNS = 20;

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
  checkSemiJoins(statement);
  checkChildColumns(statement);
  const source = rowSource(statement, scope, runSemiJoin);
  if (isBareCount(statement)) {
    return { kind: 'count', totalSize: cut(selectRows(source, scope), statement).length };
  }
  if (isAggregate(statement)) {
    return { kind: 'aggregates', records: aggregateRows(statement, selectRows(source, scope), scope) };
  }
  const projection = projectFields(statement, scope, bindChildren);
  const sort = compileOrder(statement, (expression) => bindExpression(expression, scope));
  const rows = isOrderOfIds(statement)
    ? selectRows(source, scope, endOf(statement))
    : sort(selectRows(source, scope));
  return { kind: 'rows', rows: cut(rows, statement), projection };
}

/** No ORDER BY, or `ORDER BY Id`: the order in which rows are selected anyway. */
const isOrderOfIds = ({ orderBy: [first] }: Statement): boolean =>
  first === undefined ||
  (first.expression.kind === 'field' && !first.descending && first.expression.path.toLowerCase() === 'id');

const endOf = ({ limit, skip }: Statement): number => (limit === null ? Infinity : skip + limit);

const cut = <Item>(items: readonly Item[], statement: Statement): readonly Item[] =>
  items.slice(statement.skip, endOf(statement));

function checkChildColumns({ select, query }: Statement): void {
  const children = select.filter((item) => item.kind === 'children');
  const tooMany = children[MAX_CHILD_COLUMNS];
  if (tooMany) throw query.malformed(`at most ${MAX_CHILD_COLUMNS} sub-selects are allowed`, tooMany.offset);
}

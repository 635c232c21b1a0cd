import type { Row } from '../record/row.js';
import type { Bound } from './bind/bound.js';
import { bindExpression } from './bind/bind-expression.js';
import { bindFold, isFold } from './bind/fold.js';
import type { Group } from './bind/fold.js';
import { compileCondition } from './bind/predicate.js';
import type { QueryScope } from './bind/query-scope.js';
import { compileOrder } from './order-rows.js';
import type { Expression, Statement } from './parse/statement.js';
import type { RestRecord } from './record-shape.js';

const MAX_GROUPS = 2_000;

/** True for statements whose answer is aggregates instead of rows. */
export function isAggregate({ groupBy, select }: Statement): boolean {
  return groupBy.length > 0 || select.some((item) => item.kind === 'expression' && isFold(item.expression));
}

/** `SELECT count() FROM X`: its answer has a totalSize and no records. */
export function isBareCount({ select, groupBy, orderBy }: Statement): boolean {
  const [item] = select;
  const isAlone = select.length === 1 && groupBy.length === 0 && orderBy.length === 0;
  return isAlone && item?.kind === 'expression' && !item.alias && isCountOfRows(item.expression);
}

function isCountOfRows(expression: Expression): boolean {
  return expression.kind === 'function' && expression.name === 'COUNT' && expression.argument === null;
}

/**
 * The groups of rows as records of type AggregateResult; columns without name are expr0, expr1 …
 *
 * @throws ApiError MALFORMED_QUERY for a field that is neither grouped nor aggregated, INVALID_FIELD for one that
 *   cannot be grouped, EXCEEDED_ID_LIMIT for more groups than fit into one answer
 */
export function aggregateRows(statement: Statement, rows: readonly Row[], scope: QueryScope): RestRecord[] {
  const { query, limit, skip } = statement;
  const keys = statement.groupBy.map((expression) => {
    const bound = bindExpression(expression, scope);
    if (bound.field.groupable) return bound;
    throw query.invalidField(
      `field '${bound.field.name}' can not be grouped in a query call`,
      expression.offset,
    );
  });
  const bind = (expression: Expression): Bound<Group> => bindGroup(expression, keys, scope);
  const columns = aggregateColumns(statement, bind);
  const having =
    statement.having &&
    compileCondition(statement.having, {
      scope,
      bind,
      semiJoin: ({ expression: { offset } }) => {
        throw query.malformed('Semi-joins are only supported in WHERE clauses', offset);
      },
    });
  const sort = compileOrder(statement, bind);
  const groups = groupRows(rows, keys).filter((group) => !having || having(group));
  const shown = sort(groups).slice(skip, limit === null ? undefined : skip + limit);
  if (shown.length > MAX_GROUPS) {
    const message =
      'Aggregate query does not support queryMore(), please use LIMIT to restrict the results to a single batch';
    throw query.error('EXCEEDED_ID_LIMIT', message, statement.offset);
  }
  return shown.map((group) => ({
    attributes: { type: 'AggregateResult' },
    ...Object.fromEntries(columns.map(([name, { present }]) => [name, present(group)])),
  }));
}

function aggregateColumns(
  { select, query }: Statement,
  bind: (expression: Expression) => Bound<Group>,
): readonly (readonly [string, Bound<Group>])[] {
  const names = new Set<string>();
  let unnamed = 0;
  return select.map((item) => {
    if (item.kind !== 'expression') {
      const { offset } = item;
      throw query.malformed('only fields and aggregates can be selected where rows are grouped', offset);
    }
    const { expression, alias } = item;
    if (isCountOfRows(expression) && select.length > 1) {
      throw query.malformed('COUNT() must be the only column', expression.offset);
    }
    const bound = bind(expression);
    const name = alias?.path ?? (expression.kind === 'field' ? bound.field.name : `expr${unnamed++}`);
    if (names.has(name)) throw query.malformed(`duplicate alias: ${name}`, expression.offset);
    names.add(name);
    return [name, bound];
  });
}

/** An aggregate of the group, or what its rows share. */
function bindGroup(expression: Expression, keys: readonly Bound<Row>[], scope: QueryScope): Bound<Group> {
  if (isFold(expression)) return bindFold(expression, scope);
  const { text, offset } = { text: bindExpression(expression, scope).text, offset: expression.offset };
  const key = keys.find((one) => one.text === text);
  if (!key) throw scope.query.malformed(`Field must be grouped or aggregated: ${text}`, offset);
  return {
    field: key.field,
    text,
    read: ([first]) => (first ? key.read(first) : null),
    present: ([first]) => (first ? key.present(first) : null),
  };
}

function groupRows(rows: readonly Row[], keys: readonly Bound<Row>[]): Group[] {
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

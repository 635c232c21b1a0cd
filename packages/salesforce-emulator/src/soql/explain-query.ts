import { openScope } from './bind/query-scope.js';
import type { QueryTarget } from './bind/query-scope.js';
import { parseStatement } from './parse/parse-statement.js';
import { rowSource } from './select-rows.js';
import { checkSemiJoins, runSemiJoin } from './semi-join.js';

/** The one plan this org has for a statement, in the form of `/query?explain=`. @throws ApiError as a query does */
export function explainQuery(text: string, target: QueryTarget): Readonly<Record<string, unknown>> {
  const statement = parseStatement(text);
  const scope = openScope(statement, target);
  checkSemiJoins(statement);
  const { index, count } = rowSource(statement, scope, runSemiJoin).candidates;
  const sobjectCardinality = scope.store.table(scope.object.name).size;
  const plan = {
    cardinality: count,
    fields: index === null ? [] : [index],
    leadingOperationType: index === null ? 'TableScan' : 'Index',
    notes: [],
    relativeCost: sobjectCardinality === 0 ? 0 : count / sobjectCardinality,
    sobjectCardinality,
    sobjectType: scope.object.name,
  };
  return { plans: [plan], sourceQuery: text };
}

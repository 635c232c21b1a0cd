import { bindField } from './bind/bind-field.js';
import type { BoundField } from './bind/bind-field.js';
import type { Operand } from './bind/operand.js';
import { openScope } from './bind/query-scope.js';
import type { QueryScope } from './bind/query-scope.js';
import type { Comparison, Condition, Statement } from './parse/statement.js';
import { rowSource, selectRows } from './select-rows.js';

const MAX_SEMI_JOINS = 2;

/**
 * Holds a WHERE clause against the places where Salesforce allows semi-joins.
 *
 * @throws ApiError MALFORMED_QUERY
 */
export function checkSemiJoins({ query, where }: Statement): void {
  let count = 0;
  const walk = (condition: Condition, isTop: boolean, refusal: string): void => {
    switch (condition.kind) {
      case 'and':
      case 'or': {
        const isOr = condition.kind === 'or';
        const ofParts =
          isTop && isOr ? "Semi join sub-selects are not allowed with the 'OR' operator" : NESTED;
        for (const part of condition.parts) {
          walk(part, isTop && !isOr && part.kind === 'comparison', ofParts);
        }
        return;
      }
      case 'not':
        walk(condition.part, false, NESTED);
        return;
      case 'comparison':
        if (!condition.semiJoin) return;
        if (!isTop) throw query.malformed(refusal, condition.semiJoin.offset);
        if (++count > MAX_SEMI_JOINS) {
          const message = `Maximum ${MAX_SEMI_JOINS} semi join sub-selects are allowed`;
          throw query.malformed(message, condition.semiJoin.offset);
        }
    }
  };
  if (where) walk(where, true, NESTED);
}

const NESTED =
  'Semi join sub-selects are only allowed at the top level WHERE expressions and not in nested WHERE expressions.';

/** The ids that the sub-select of a semi-join yields. @throws ApiError MALFORMED_QUERY for what it may not be */
export function runSemiJoin({ expression, semiJoin }: Comparison, outer: QueryScope): readonly Operand[] {
  if (!semiJoin) return [];
  const { query } = outer;
  const scope = openScope(semiJoin, outer);
  const inner = selectedKey(semiJoin, scope);
  const left = expression.kind === 'field' ? bindField(expression, outer) : null;
  if (!left || !isKey(left)) {
    throw query.malformed(
      'The left operand of a semi join must be an id or reference field',
      expression.offset,
    );
  }
  if (left.hops.length > 1) {
    const message = `The left operand '${left.text}' cannot have more than one level of relationships`;
    throw query.malformed(message, expression.offset);
  }
  if (scope.object === outer.object) {
    const message = 'The inner and outer selects should not be on the same object type';
    throw query.malformed(message, semiJoin.object.offset);
  }
  if (!objectsOf(inner).some((name) => objectsOf(left).includes(name))) {
    throw query.malformed(
      `The selected field '${inner.text}' in the subquery and the left operand field in the where expression in the outer query '${left.text}' should point to the same object type`,
      semiJoin.offset,
    );
  }
  const refuseNested = ({ expression: { offset } }: Comparison): never => {
    throw query.malformed('Nesting of semi join sub-selects is not supported', offset);
  };
  const rows = selectRows(rowSource(semiJoin, scope, refuseNested), scope);
  return [...new Set(rows.map((row) => inner.read(row)))].filter((value) => value !== null);
}

function selectedKey(statement: Statement, scope: QueryScope): BoundField {
  const { query, select, offset, groupBy, orderBy, limit, skip } = statement;
  const [item] = select;
  if (groupBy.length + orderBy.length + skip > 0 || limit !== null) {
    throw query.malformed('semi join sub-selects take no GROUP BY, ORDER BY, LIMIT or OFFSET', offset);
  }
  const field = item?.kind === 'expression' && item.expression.kind === 'field' ? item.expression : null;
  if (!field || select.length !== 1) {
    throw query.malformed('semi join sub-selects must select exactly one field', offset);
  }
  const bound = bindField(field, scope);
  if (bound.hops.length > 0 || !isKey(bound)) {
    throw query.malformed(
      `semi join sub-selects can only select id and reference fields, not ${bound.text}`,
      field.offset,
    );
  }
  return bound;
}

function isKey({ field }: BoundField): boolean {
  return field.type === 'id' || field.type === 'reference';
}

/** Names of the objects whose ids the field holds. */
function objectsOf({ field, object }: BoundField): readonly string[] {
  return field.type === 'id' ? [object.name] : field.to;
}

import type { FieldSpec } from '../describe/field-spec.js';
import type { ObjectSpec } from '../describe/object-spec.js';
import type { Row } from '../record/row.js';
import { bindExpression } from './bind/bind-expression.js';
import { fieldReader } from './bind/field-reader.js';
import type { QueryScope } from './bind/query-scope.js';
import { isAggregate } from './aggregate.js';
import { compileOrder } from './order-rows.js';
import type { PathRef, Statement } from './parse/statement.js';
import type { NamedColumn, OpenColumn } from './record-shape.js';
import { projectFields } from './select-columns.js';
import { compileWhere } from './select-rows.js';
import { checkSemiJoins, runSemiJoin } from './semi-join.js';

/** A reference of the child to the parent, seen from the parent. */
export interface ChildRelationship {
  readonly child: ObjectSpec;
  readonly reference: FieldSpec;
}

/**
 * The column of a sub-select: an answer within the answer, or null where the parent has no such children.
 *
 * @throws ApiError INVALID_TYPE for an unknown relationship
 */
export function bindChildren(statement: Statement, parent: QueryScope): NamedColumn {
  const { child, reference } = childRelationship(statement.object, parent);
  const scope: QueryScope = { ...parent, object: child, aliases: statement.aliases };
  if (isAggregate(statement)) {
    throw scope.query.malformed('sub-selects take no GROUP BY and no aggregates', statement.offset);
  }
  checkSemiJoins(statement);
  const test = compileWhere(statement, scope, runSemiJoin);
  const sort = compileOrder(statement, (expression) => bindExpression(expression, scope));
  const projection = projectFields(statement, scope, bindChildren);
  const { limit, skip } = statement;
  const open: OpenColumn = (parents, page) => {
    const childrenOf = findChildren(parents, child, reference, scope);
    return (row) => {
      const found = childrenOf(row).filter((one) => !test || test(one));
      const rows = sort(found).slice(skip, limit === null ? undefined : skip + limit);
      if (rows.length === 0) return null;
      const shown = rows.slice(0, page.childBatchSize);
      const done = shown.length === rows.length;
      return {
        totalSize: rows.length,
        done,
        ...(!done && { nextRecordsUrl: page.openChildren(rows, projection) }),
        records: projection.render(shown, page),
      };
    };
  };
  return { name: reference.children ?? child.name, open };
}

export function childRelationship({ path, offset }: PathRef, parent: QueryScope): ChildRelationship {
  const wanted = path.slice(path.lastIndexOf('.') + 1).toLowerCase();
  for (const child of parent.catalog.objects) {
    for (const reference of child.fields) {
      if (reference.children?.toLowerCase() === wanted && reference.to.includes(parent.object.name)) {
        return { child, reference };
      }
    }
  }
  throw parent.query.error(
    'INVALID_TYPE',
    `Didn't understand relationship '${path}' in FROM part of query call. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`,
    offset,
  );
}

/** Children by an index of the reference, or else by one walk over all rows for the whole page. */
function findChildren(
  parents: readonly Row[],
  child: ObjectSpec,
  reference: FieldSpec,
  scope: QueryScope,
): (parent: Row) => Row[] {
  const table = scope.store.table(child.name);
  if (table.isIndexed(reference.name)) {
    return ({ Id }) => [...table.findBy(reference.name, Id)].sort((a, b) => (a.Id < b.Id ? -1 : 1));
  }
  const found = new Map(parents.map(({ Id }): [string, Row[]] => [Id, []]));
  const read = fieldReader(child, reference, scope);
  for (const row of table.rows()) found.get(String(read(row)))?.push(row);
  return ({ Id }) => found.get(Id) ?? [];
}

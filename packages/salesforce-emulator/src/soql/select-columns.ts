import { bindExpression } from './bind/bind-expression.js';
import { bindField } from './bind/bind-field.js';
import { objectOfRow } from './bind/name-object.js';
import type { QueryScope } from './bind/query-scope.js';
import { expandFields } from './expand-fields.js';
import type { FunctionCall, PathRef, SelectItem, Statement } from './parse/statement.js';
import { RecordShape } from './record-shape.js';
import type { NamedColumn, Projection } from './record-shape.js';
import { typeofColumn } from './typeof-column.js';

/** Makes the column of a sub-select: `(SELECT Id FROM GroupMembers)`. */
export type BindChildren = (statement: Statement, parent: QueryScope) => NamedColumn;

/** @throws ApiError for unknown or repeated fields and for FIELDS() without its limit */
export function projectFields(
  statement: Statement,
  scope: QueryScope,
  bindChildren: BindChildren,
): Projection {
  const { query } = scope;
  const root = new RecordShape();
  let columnCount = 0;
  const add = (shape: RecordShape | undefined, { name, open }: NamedColumn, offset: number): void => {
    columnCount += 1;
    if (shape?.add(name, open) !== true) throw query.malformed(`duplicate field selected: ${name}`, offset);
  };
  const addPath = (ref: PathRef): void => {
    const { hops, field, presentEnd } = bindField(ref, scope);
    const shape = hops.reduce<RecordShape | undefined>((at, hop) => at?.below(hop), root);
    add(shape, { name: field.name, open: () => presentEnd }, ref.offset);
  };
  const addItem = (item: SelectItem): void => {
    switch (item.kind) {
      case 'fields':
        for (const ref of expandFields(item.group, item.offset, statement, scope)) addPath(ref);
        return;
      case 'children':
        add(root, bindChildren(item.statement, scope), item.offset);
        return;
      case 'typeof':
        add(root, typeofColumn(item, scope), item.offset);
        return;
      case 'expression':
        if (item.expression.kind === 'function') {
          add(root, labelColumn(item.expression, item.alias, scope), item.expression.offset);
        } else if (item.alias) {
          throw query.malformed('only aggregate expressions use field aliasing', item.alias.offset);
        } else {
          addPath(item.expression);
        }
    }
  };
  for (const item of statement.select) addItem(item);
  const open = root.open(scope.object.name, (row) => objectOfRow(row, scope)?.name ?? scope.object.name);
  return { columnCount, render: (rows, page) => rows.map(open(rows, page)) };
}

/** `toLabel(Type)`: of all functions the one that is no aggregate and needs no GROUP BY. */
function labelColumn(call: FunctionCall, alias: PathRef | null, scope: QueryScope): NamedColumn {
  const { field, text, present } = bindExpression(call, scope);
  if (call.name !== 'TOLABEL') {
    throw scope.query.malformed(`Field must be grouped or aggregated: ${text}`, call.offset);
  }
  if (text.includes('.')) throw scope.query.notServed('toLabel() of related rows', call.offset);
  return { name: alias?.path ?? field.name, open: () => present };
}

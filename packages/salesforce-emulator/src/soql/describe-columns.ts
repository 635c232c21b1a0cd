import { isDecimal, isText } from '../describe/field-spec.js';
import type { FieldSpec, FieldType } from '../describe/field-spec.js';
import { isAggregate } from './aggregate.js';
import { bindExpression } from './bind/bind-expression.js';
import { bindField, bindRelationship } from './bind/bind-field.js';
import { bindFold, isFold } from './bind/fold.js';
import { openScope } from './bind/query-scope.js';
import type { QueryScope, QueryTarget } from './bind/query-scope.js';
import { childRelationship } from './child-records.js';
import { expandFields } from './expand-fields.js';
import { parseStatement } from './parse/parse-statement.js';
import type { PathRef, SelectItem, Statement } from './parse/statement.js';

/** What `/query?columns=true` tells of a column; those of related rows stand in `joinColumns`. */
interface ColumnMetadata {
  readonly aggregate: boolean;
  readonly apexType: string | null;
  readonly booleanType: boolean;
  readonly columnName: string;
  readonly custom: boolean;
  readonly displayName: string;
  readonly foreignKeyName: string | null;
  readonly insertable: boolean;
  readonly joinColumns: ColumnMetadata[];
  readonly numberType: boolean;
  readonly textType: boolean;
  readonly updatable: boolean;
}

/** Types of Apex by types of fields; the rest is String. */
const APEX_TYPES: Partial<Record<FieldType, string>> = {
  id: 'Id',
  reference: 'Id',
  boolean: 'Boolean',
  int: 'Integer',
  double: 'Double',
  currency: 'Double',
  percent: 'Double',
  date: 'Date',
  datetime: 'Datetime',
  address: 'Address',
};

/** The columns of a statement, which is not run. @throws ApiError as a query does */
export function describeColumns(text: string, target: QueryTarget): Readonly<Record<string, unknown>> {
  const statement = parseStatement(text);
  const scope = openScope(statement, target);
  const columnMetadata = columnsOf(statement, scope);
  return {
    columnMetadata,
    entityName: scope.object.name,
    groupBy: statement.groupBy.length > 0,
    idSelected: columnMetadata.some(({ columnName }) => columnName === 'Id'),
    keyPrefix: scope.object.keyPrefix,
  };
}

function columnsOf(statement: Statement, scope: QueryScope): ColumnMetadata[] {
  const columns: ColumnMetadata[] = [];
  const isGrouped = isAggregate(statement);
  const addPath = (ref: PathRef): void => {
    const { hops, field } = bindField(ref, scope);
    let level = columns;
    for (const { reference } of hops) level = relationship(level, reference).joinColumns;
    level.push(fieldColumn(field));
  };
  let unnamed = 0;
  const addItem = (item: SelectItem): void => {
    switch (item.kind) {
      case 'fields':
        for (const ref of expandFields(item.group, item.offset, statement, scope)) addPath(ref);
        return;
      case 'children':
        columns.push(childColumn(item.statement, scope));
        return;
      case 'typeof':
        relationship(columns, bindRelationship(item.relationship, scope).reference);
        return;
      case 'expression': {
        const { expression, alias } = item;
        if (expression.kind === 'field' && !isGrouped) return addPath(expression);
        const { field, text } = isFold(expression)
          ? bindFold(expression, scope)
          : bindExpression(expression, scope);
        const name = alias?.path ?? (expression.kind === 'field' ? field.name : `expr${unnamed++}`);
        columns.push({ ...fieldColumn(field), aggregate: true, columnName: name, displayName: text });
      }
    }
  };
  for (const item of statement.select) addItem(item);
  return columns;
}

function fieldColumn(field: FieldSpec): ColumnMetadata {
  return {
    ...group(field.name, false, null),
    apexType: APEX_TYPES[field.type] ?? 'String',
    booleanType: field.type === 'boolean',
    custom: field.custom,
    insertable: field.createable,
    numberType: field.type === 'int' || isDecimal(field.type),
    textType: isText(field.type),
    updatable: field.updateable,
  };
}

/** The column of a relationship, made when the first of its fields is met. */
function relationship(columns: ColumnMetadata[], { name, as }: FieldSpec): ColumnMetadata {
  const columnName = as ?? name;
  const known = columns.find((column) => column.columnName === columnName && column.foreignKeyName !== null);
  if (known) return known;
  const made = group(columnName, false, name);
  columns.push(made);
  return made;
}

function childColumn(statement: Statement, parent: QueryScope): ColumnMetadata {
  const { child, reference } = childRelationship(statement.object, parent);
  const scope: QueryScope = { ...parent, object: child, aliases: statement.aliases };
  const column = group(reference.children ?? child.name, true, null);
  column.joinColumns.push(...columnsOf(statement, scope));
  return column;
}

function group(columnName: string, aggregate: boolean, foreignKeyName: string | null): ColumnMetadata {
  return {
    aggregate,
    apexType: null,
    booleanType: false,
    columnName,
    custom: false,
    displayName: columnName,
    foreignKeyName,
    insertable: false,
    joinColumns: [],
    numberType: false,
    textType: false,
    updatable: false,
  };
}

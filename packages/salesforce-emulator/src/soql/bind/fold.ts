import { field as fieldSpec, isDecimal } from '../../describe/field-spec.js';
import type { FieldSpec } from '../../describe/field-spec.js';
import type { Row, StoredValue } from '../../record/row.js';
import type { Expression, FunctionCall } from '../parse/statement.js';
import { bindExpression } from './bind-expression.js';
import type { Bound } from './bound.js';
import { presentDatetimes } from './field-reader.js';
import type { QueryScope } from './query-scope.js';

/** Rows that share the values they are grouped by. */
export type Group = readonly Row[];

interface FoldRule {
  /** True for folds that a field must be aggregatable for. */
  readonly needsAggregatable: boolean;
  readonly needsNumber: boolean;
  /** The type of the result; null is the field's own. */
  readonly yields: 'int' | 'double' | null;
  /** Of the values that are not null. */
  of(values: readonly StoredValue[]): StoredValue;
}

const sum = (values: readonly StoredValue[]): number =>
  values.reduce((total: number, value) => total + Number(value), 0);

const most = (values: readonly StoredValue[], isMore: (a: Present, b: Present) => boolean): StoredValue =>
  values.reduce((a, b) => (a === null || (b !== null && isMore(b, a)) ? b : a), null);
type Present = string | number | boolean;

const FOLDS: ReadonlyMap<string, FoldRule> = new Map([
  ['COUNT', rule('int', false, false, (values) => values.length)],
  ['COUNT_DISTINCT', rule('int', true, false, (values) => new Set(values).size)],
  ['MIN', rule(null, true, false, (values) => most(values, (a, b) => a < b))],
  ['MAX', rule(null, true, false, (values) => most(values, (a, b) => a > b))],
  ['SUM', rule('double', true, true, (values) => (values.length === 0 ? null : sum(values)))],
  ['AVG', rule('double', true, true, (values) => (values.length === 0 ? null : sum(values) / values.length))],
]);

function rule(
  yields: FoldRule['yields'],
  needsAggregatable: boolean,
  needsNumber: boolean,
  of: FoldRule['of'],
): FoldRule {
  return { yields, needsAggregatable, needsNumber, of };
}

/** True for aggregate functions. */
export function isFold(expression: Expression): expression is FunctionCall {
  return expression.kind === 'function' && FOLDS.has(expression.name);
}

/** An aggregate function of groups. @throws ApiError MALFORMED_QUERY for a field that does not bear it */
export function bindFold({ name, argument, offset }: FunctionCall, scope: QueryScope): Bound<Group> {
  const fold = FOLDS.get(name);
  if (!fold || (argument === null && name !== 'COUNT')) throw scope.query.unexpected(name, offset);
  if (argument === null) {
    const count = (group: Group): number => group.length;
    return { field: fieldSpec('COUNT()', 'int', 'FS', name), text: 'COUNT()', read: count, present: count };
  }
  const { field, text, read } = bindExpression(argument, scope);
  const isNumber = field.type === 'int' || isDecimal(field.type);
  if ((fold.needsAggregatable && !field.aggregatable) || (fold.needsNumber && !isNumber)) {
    throw scope.query.malformed(`field ${field.name} does not support aggregate operator ${name}`, offset);
  }
  const readGroup = (group: Group): StoredValue =>
    fold.of(group.map((row) => read(row)).filter((value) => value !== null));
  const folded: FieldSpec = fold.yields
    ? fieldSpec(`${name}(${text})`, fold.yields, 'FS', name)
    : { ...field, filterable: true, sortable: true };
  return {
    field: folded,
    text: `${name}(${text})`,
    read: readGroup,
    present: folded.type === 'datetime' ? presentDatetimes(readGroup) : readGroup,
  };
}

import { isText } from '../describe/field-spec.js';
import type { FieldSpec } from '../describe/field-spec.js';
import type { Row, StoredValue } from '../record/row.js';
import { bindField } from './bind-field.js';
import { likePattern } from './like-pattern.js';
import type { DayRange, InstantRange, Operand } from './operand.js';
import { toOperand } from './operand.js';
import type { QueryScope } from './query-scope.js';
import type { Comparison, Condition, Operator, Statement } from './statement.js';
import { literalCharacters } from './string-literal.js';

export type Predicate = (row: Row) => boolean;

/** Values of the first selected field of a semi-join's statement, in the form operands have. */
export type RunSemiJoin = (statement: Statement) => readonly Operand[];

/** Compiles conditions to a test of rows. There is no third truth value: null simply differs from any value. */
export function compileCondition(condition: Condition, scope: QueryScope, semiJoin: RunSemiJoin): Predicate {
  switch (condition.kind) {
    case 'and': {
      const parts = condition.parts.map((part) => compileCondition(part, scope, semiJoin));
      return (row) => parts.every((part) => part(row));
    }
    case 'or': {
      const parts = condition.parts.map((part) => compileCondition(part, scope, semiJoin));
      return (row) => parts.some((part) => part(row));
    }
    case 'not': {
      const part = compileCondition(condition.part, scope, semiJoin);
      return (row) => !part(row);
    }
    case 'comparison':
      return compileComparison(condition, scope, semiJoin);
  }
}

function compileComparison(comparison: Comparison, scope: QueryScope, semiJoin: RunSemiJoin): Predicate {
  const { operator, values, field: ref } = comparison;
  const bound = bindField(ref, scope);
  const { field } = bound;
  checkOperator(field, operator, ref.offset, scope);
  if (operator === 'LIKE') {
    const [literal] = values;
    if (literal?.kind !== 'string') {
      throw scope.query.invalidField(`invalid value for LIKE on field '${field.name}'`, ref.offset);
    }
    const matches = likePattern(literalCharacters(literal, scope.query, true));
    return (row) => {
      const value = bound.read(row);
      return typeof value === 'string' && matches(value);
    };
  }
  const operands = comparison.semiJoin
    ? semiJoin(comparison.semiJoin)
    : values.map((literal) => toOperand(literal, field, scope));
  const fold = isText(field.type) ? foldText : (value: StoredValue) => value;
  if (operator === 'IN' || operator === 'NOT IN') {
    const isMember = membership(operands);
    const wanted = operator === 'IN';
    return (row) => isMember(fold(bound.read(row))) === wanted;
  }
  const test = comparisonTest(operator, operands[0] ?? null);
  return (row) => test(fold(bound.read(row)));
}

function foldText(value: StoredValue): StoredValue {
  return typeof value === 'string' ? (value === '' ? null : value.toLowerCase()) : value;
}

function membership(operands: readonly Operand[]): (value: StoredValue) => boolean {
  const plain = new Set<unknown>(
    operands.filter((operand) => operand === null || typeof operand !== 'object'),
  );
  const ranges = operands
    .filter((operand) => operand !== null && typeof operand === 'object')
    .map((range) => comparisonTest('=', range));
  return (value) => plain.has(value) || ranges.some((test) => test(value));
}

/** The test of one operator. Stored datetimes are whole seconds, operands of datetimes are ranges. */
function comparisonTest(operator: Operator, operand: Operand): (value: StoredValue) => boolean {
  if (operand !== null && typeof operand === 'object') return rangeTest(operator, bounds(operand));
  if (operator === '=') return (value) => value === operand;
  if (operator === '!=') return (value) => value !== operand;
  // Nothing is smaller or greater than null, and null is neither of anything.
  return (value) => {
    if (value === null || operand === null) return false;
    if (operator === '<') return value < operand;
    if (operator === '<=') return value <= operand;
    if (operator === '>') return value > operand;
    return value >= operand;
  };
}

/** A range from `from` up to, not including, `to`, and the form in which values compare with these. */
interface Bounds {
  readonly from: string | number;
  readonly to: string | number;
  read(value: StoredValue): string | number | null;
}

function bounds(range: InstantRange | DayRange): Bounds {
  return 'fromMs' in range
    ? {
        from: range.fromMs,
        to: range.toMs,
        read: (value) => (typeof value === 'number' ? value * 1000 : null),
      }
    : {
        from: range.fromDay,
        to: range.toDay,
        read: (value) => (typeof value === 'string' ? value : null),
      };
}

function rangeTest(operator: Operator, { from, to, read }: Bounds): (value: StoredValue) => boolean {
  const inRange = (value: StoredValue): boolean => {
    const at = read(value);
    return at !== null && at >= from && at < to;
  };
  if (operator === '=') return inRange;
  if (operator === '!=') return (value) => !inRange(value);
  const bound = operator === '<' || operator === '>=' ? from : to;
  const below = operator === '<' || operator === '<=';
  return (value) => {
    const at = read(value);
    return at !== null && at < bound === below;
  };
}

function checkOperator(field: FieldSpec, operator: Operator, offset: number, { query }: QueryScope): void {
  if (!field.filterable || field.type === 'address') {
    throw query.invalidField(`field '${field.name}' can not be filtered in a query call`, offset);
  }
  const equality = ['=', '!=', 'IN', 'NOT IN'].includes(operator);
  if (equality) return;
  if (operator === 'INCLUDES' || operator === 'EXCLUDES') {
    throw query.invalidField(`${operator} operator only valid on multipicklist field`, offset);
  }
  const isKey = field.type === 'id' || field.type === 'reference';
  const fits = operator === 'LIKE' ? isText(field.type) : field.type !== 'boolean';
  if (!fits) throw query.invalidField(`invalid operator on ${isKey ? 'id' : field.type} field`, offset);
}

import type { FieldSpec } from '../../describe/field-spec.js';
import { isText } from '../../describe/field-spec.js';
import type { StoredValue } from '../../record/row.js';
import type { Comparison, Condition, Expression, Operator } from '../parse/statement.js';
import { literalCharacters } from '../parse/string-literal.js';
import type { Bound } from './bound.js';
import { membership, multiMembership, operandTest } from './comparison-test.js';
import { likePattern } from './like-pattern.js';
import type { Operand } from './operand.js';
import { comparable, comparesAsText, toOperand } from './operand.js';
import type { QueryScope } from './query-scope.js';

export type Predicate<Subject> = (subject: Subject) => boolean;

/** What conditions are compiled with: how expressions are bound, and the values of a semi-join's statement. */
export interface ConditionContext<Subject> {
  readonly scope: QueryScope;
  bind(expression: Expression): Bound<Subject>;
  semiJoin(comparison: Comparison): readonly Operand[];
}

/** A comparison whose sides are known. */
export interface CompiledComparison<Subject> {
  readonly bound: Bound<Subject>;
  readonly operator: Operator;
  readonly operands: readonly Operand[];
  readonly test: Predicate<Subject>;
}

/**
 * Compiles conditions to a test. There is no third truth value: null simply differs from any value.
 *
 * @param required is filled with the comparisons that must hold for the whole to hold
 */
export function compileCondition<Subject>(
  condition: Condition,
  context: ConditionContext<Subject>,
  required: CompiledComparison<Subject>[] = [],
): Predicate<Subject> {
  switch (condition.kind) {
    case 'and': {
      const parts = condition.parts.map((part) => compileCondition(part, context, required));
      return (subject) => parts.every((part) => part(subject));
    }
    case 'or': {
      const parts = condition.parts.map((part) => compileCondition(part, context));
      return (subject) => parts.some((part) => part(subject));
    }
    case 'not': {
      const part = compileCondition(condition.part, context);
      return (subject) => !part(subject);
    }
    case 'comparison': {
      const compiled = compileComparison(condition, context);
      required.push(compiled);
      return compiled.test;
    }
  }
}

function compileComparison<Subject>(
  comparison: Comparison,
  context: ConditionContext<Subject>,
): CompiledComparison<Subject> {
  const { operator, values, expression } = comparison;
  const { scope } = context;
  const bound = context.bind(expression);
  const { field } = bound;
  checkOperator(field, operator, expression.offset, scope);
  if (operator === 'LIKE') {
    const [literal] = values;
    if (literal?.kind !== 'string') {
      throw scope.query.invalidField(`invalid value for LIKE on field '${field.name}'`, expression.offset);
    }
    const matches = likePattern(literalCharacters(literal, scope.query, true));
    const test = (subject: Subject): boolean => {
      const value = bound.read(subject);
      return typeof value === 'string' && matches(value);
    };
    return { bound, operator, operands: [], test };
  }
  const operands = comparison.semiJoin
    ? context.semiJoin(comparison)
    : values.map((literal) => toOperand(literal, field, scope));
  const holds = operatorTest(operator, operands);
  if (!comparesAsText(field)) {
    return { bound, operator, operands, test: (subject) => holds(bound.read(subject)) };
  }
  return { bound, operator, operands, test: (subject) => holds(comparable(bound.read(subject), field)) };
}

function operatorTest(operator: Operator, operands: readonly Operand[]): (value: StoredValue) => boolean {
  switch (operator) {
    case 'IN':
    case 'NOT IN': {
      const isMember = membership(operands);
      return operator === 'IN' ? isMember : (value) => !isMember(value);
    }
    case 'INCLUDES':
    case 'EXCLUDES': {
      const includes = multiMembership(operands);
      return operator === 'INCLUDES' ? includes : (value) => !includes(value);
    }
    default:
      return operandTest(operator, operands[0] ?? null);
  }
}

function checkOperator(field: FieldSpec, operator: Operator, offset: number, { query }: QueryScope): void {
  if (!field.filterable || field.type === 'address') {
    throw query.invalidField(`field '${field.name}' can not be filtered in a query call`, offset);
  }
  if (['=', '!=', 'IN', 'NOT IN'].includes(operator)) return;
  const isMulti = field.type === 'multipicklist';
  if (operator === 'INCLUDES' || operator === 'EXCLUDES') {
    if (isMulti) return;
    throw query.invalidField(`${operator} operator only valid on multipicklist field`, offset);
  }
  const isKey = field.type === 'id' || field.type === 'reference';
  const fits = operator === 'LIKE' ? isText(field.type) : field.type !== 'boolean' && !isMulti;
  if (!fits) throw query.invalidField(`invalid operator on ${isKey ? 'id' : field.type} field`, offset);
}

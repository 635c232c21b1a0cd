/**
 * A condition of a statement. `all` and `none` stand for themselves until the end, so that a part that cannot be
 * expressed does not spoil the rest.
 */
export type Condition = 'all' | 'none' | ConditionText;

export interface ConditionText {
  readonly text: string;
  readonly joined?: 'AND' | 'OR';
  /** Set for an equality, or a list of them: so that many of one field become one IN. */
  readonly oneOf?: { readonly field: string; readonly literals: readonly string[] };
}

export const condition = (text: string): ConditionText => ({ text });

/** The field has the value of the literal. */
export const equality = (field: string, literal: string): ConditionText => ({
  text: `${field} = ${literal}`,
  oneOf: { field, literals: [literal] },
});

export const both = (left: Condition, right: Condition): Condition => {
  if (left === 'none' || right === 'none') return 'none';
  if (left === 'all') return right;
  return right === 'all' ? left : and(left, right);
};

export const either = (left: Condition, right: Condition): Condition => {
  if (left === 'all' || right === 'all') return 'all';
  if (left === 'none') return right;
  return right === 'none' ? left : or(left, right);
};

export const and = (left: ConditionText, right: ConditionText): ConditionText => join('AND', left, right);

export function or(left: ConditionText, right: ConditionText): ConditionText {
  if (!left.oneOf || left.oneOf.field !== right.oneOf?.field) return join('OR', left, right);
  const { field } = left.oneOf;
  const literals = [...left.oneOf.literals, ...right.oneOf.literals];
  return { text: `${field} IN (${literals.join(',')})`, oneOf: { field, literals } };
}

/** SOQL refuses AND and OR side by side without brackets, and deep nesting: only what differs is bracketed. */
function join(word: 'AND' | 'OR', left: ConditionText, right: ConditionText): ConditionText {
  const part = ({ text, joined }: ConditionText): string => (joined && joined !== word ? `(${text})` : text);
  return { text: `${part(left)} ${word} ${part(right)}`, joined: word };
}

export const sameCondition = (a: Condition, b: Condition): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && a.text === b.text);

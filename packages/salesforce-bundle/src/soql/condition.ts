/**
 * A condition of a statement. `all` and `none` stand for themselves until the end, so that a part that cannot be
 * expressed does not spoil the rest.
 */
export type Condition = 'all' | 'none' | { readonly text: string; readonly joined?: 'AND' | 'OR' };

export const condition = (text: string): Condition => ({ text });

export const both = (left: Condition, right: Condition): Condition => {
  if (left === 'none' || right === 'none') return 'none';
  if (left === 'all') return right;
  return right === 'all' ? left : join('AND', left, right);
};

export const either = (left: Condition, right: Condition): Condition => {
  if (left === 'all' || right === 'all') return 'all';
  if (left === 'none') return right;
  return right === 'none' ? left : join('OR', left, right);
};

type Text = Exclude<Condition, string>;

/** SOQL refuses AND and OR side by side without brackets, and deep nesting: only what differs is bracketed. */
function join(word: 'AND' | 'OR', left: Text, right: Text): Text {
  const part = ({ text, joined }: Text): string => (joined && joined !== word ? `(${text})` : text);
  return { text: `${part(left)} ${word} ${part(right)}`, joined: word };
}

import { canonicalId } from '../../record/record-id.js';
import { parseDatetimeMs } from '../../record/datetime.js';
import { knownName } from '../document/attribute.js';
import type { Attribute } from '../document/attribute.js';
import type { ScimDocument } from '../document/scim-document.js';
import { scimErrors } from '../scim-error.js';
import type { Comparand, Filter, Operator } from './filter.js';

export type Predicate<S> = (subject: S) => boolean;

/** What the names in a filter stand for. Undefined for names that stand for nothing. */
export interface Binder<S> {
  values(path: string): ((subject: S) => readonly unknown[]) | undefined;
  items(
    path: string,
  ): { readonly read: (subject: S) => readonly ScimDocument[]; readonly of: Attribute } | undefined;
}

/** @param text the whole filter, for complaints @throws ScimError for a name that stands for nothing */
export function compileFilter<S>(filter: Filter, binder: Binder<S>, text: string): Predicate<S> {
  if (filter.kind === 'logic') {
    const left = compileFilter(filter.left, binder, text);
    const right = compileFilter(filter.right, binder, text);
    if (filter.operator === 'and') return (subject) => left(subject) && right(subject);
    return (subject) => left(subject) || right(subject);
  }
  if (filter.kind === 'items') {
    const bound = binder.items(filter.path);
    if (!bound) throw scimErrors.invalidFilter(`'${filter.path}' has no items`, text);
    const inner = compileFilter(filter.filter, itemBinder(bound.of), text);
    return (subject) => bound.read(subject).some(inner);
  }
  const values = binder.values(filter.path);
  if (!values) throw scimErrors.invalidFilter(`'${filter.path}' is no attribute`, text);
  if (filter.kind === 'present') return (subject) => values(subject).some(isPresent);
  const { operator, value } = filter;
  if (operator === 'ne') return (subject) => !values(subject).some((held) => compare(held, 'eq', value));
  if (value === null) return (subject) => operator === 'eq' && !values(subject).some(isPresent);
  return (subject) => values(subject).some((held) => compare(held, operator, value));
}

/** Names that stand for the sub-attributes of one item. */
export function itemBinder({ subAttributes }: Attribute): Binder<ScimDocument> {
  return {
    values: (path) => {
      const name = knownName(subAttributes, path);
      return name === undefined ? undefined : (item) => [item[name]];
    },
    items: () => undefined,
  };
}

const isPresent = (value: unknown): boolean => value !== null && value !== undefined && value !== '';

function compare(held: unknown, operator: Operator, wanted: Comparand): boolean {
  if (!isPresent(held) || wanted === null) return held === wanted;
  if (typeof held === 'boolean') return operator === 'eq' && String(held) === String(wanted);
  const [text, other] = [String(held).toLowerCase(), String(wanted).toLowerCase()];
  switch (operator) {
    case 'eq':
      // Ids may be given in their form of 15 characters.
      return text === other || (canonicalId(String(held)) ?? '') === canonicalId(String(wanted));
    case 'co':
      return text.includes(other);
    case 'sw':
      return text.startsWith(other);
    default:
      return inOrder(order(held, wanted), operator);
  }
}

/** Numbers and points in time compare as such, all else as text without regard to case. */
function order(held: unknown, wanted: Comparand): number {
  if (typeof held === 'number' && typeof wanted === 'number') return held - wanted;
  const [a, b] = [parseDatetimeMs(String(held)), parseDatetimeMs(String(wanted))];
  if (a !== null && b !== null) return a - b;
  const [text, other] = [String(held).toLowerCase(), String(wanted).toLowerCase()];
  return text < other ? -1 : text > other ? 1 : 0;
}

function inOrder(sign: number, operator: Operator): boolean {
  if (sign === 0) return operator === 'ge' || operator === 'le';
  return sign > 0 ? operator === 'gt' || operator === 'ge' : operator === 'lt' || operator === 'le';
}

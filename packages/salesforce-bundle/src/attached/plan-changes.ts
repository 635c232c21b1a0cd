import type { AttributeDelta, AttributeValue } from '@icf-ts/framework/spi';
import { text } from '../words/text.js';
import { worded } from '../words/worded.js';
import type { AttachedRef, MembershipKind } from './attached-kind.js';
import { isManaged } from './membership-policies.js';
import type { Reference } from './resolve-references.js';

/** A membership that there is. */
export interface PresentRow extends Reference {
  readonly rowId: string;
  /** Whether it gives nothing any more, and can be renewed. */
  readonly isLapsed: boolean;
}

/** What a caller wants of one kind, in ids. */
export interface Wish {
  readonly ref: AttachedRef<MembershipKind>;
  /** All that there is to be afterwards, as far as the policy goes; null for a wish that only adds and removes. */
  readonly replace: readonly Reference[] | null;
  readonly add: readonly Reference[];
  readonly remove: readonly Reference[];
}

/** What has to be done: rows to be added, or renewed where their ids are known, and rows to be taken away. */
export interface Plan {
  readonly ref: AttachedRef<MembershipKind>;
  readonly add: readonly (Reference & { readonly rowId?: string })[];
  readonly remove: readonly (Reference & { readonly rowId?: string })[];
  /** Whether it is not known what there is: what is added may be there and have lapsed. */
  readonly isBlind: boolean;
}

/** Texts of a delta. @throws InvalidAttributeValueException for values of another type, and for empty ones */
export function textsOf(values: readonly AttributeValue[] | null, attribute: string): readonly string[] {
  return (values ?? []).flatMap((value) => {
    if (value === null) return [];
    if (typeof value === 'string' && value.trim() !== '') return [value];
    const fault =
      typeof value === 'string'
        ? text('fault.emptyMembership', attribute)
        : text('fault.membershipValue', attribute);
    throw worded('InvalidAttributeValueException', fault, { attributeNames: [attribute] });
  });
}

export function wishOf(
  ref: AttachedRef<MembershipKind>,
  { valuesToAdd, valuesToRemove, valuesToReplace }: AttributeDelta,
  referenceTo: (ref: AttachedRef, value: string) => Reference,
): Wish {
  const references = (values: readonly AttributeValue[] | null): readonly Reference[] =>
    unique(textsOf(values, ref.attribute).map((value) => referenceTo(ref, value)));
  const add = references(valuesToAdd);
  return {
    ref,
    replace: valuesToReplace && references(valuesToReplace),
    add,
    // What is both removed and added is there afterwards.
    remove: references(valuesToRemove).filter(({ id }) => !has(add, id)),
  };
}

/** Whether a wish cannot be planned without knowing what there is. */
export const needsPresent = ({ ref: { policy }, replace }: Wish): boolean =>
  replace !== null && policy?.mode !== 'merge';

/**
 * The rows that have to be added and removed for a wish.
 * @param rows what there is; undefined where nobody has looked: everything is tried then, which does no harm.
 * @throws InvalidAttributeValueException for a wish to add or remove what the policy says is not the connector's
 */
export function planOf(wish: Wish, rows: readonly PresentRow[] | undefined): Plan {
  const { ref, replace } = wish;
  const present = rows?.filter(({ isLapsed }) => !isLapsed);
  const { policy } = ref;
  const isThere = ({ id }: Reference): boolean => present !== undefined && has(present, id);
  const add = [...(replace ?? []), ...wish.add]
    .filter((reference) => !isThere(reference))
    .map((reference) => rows?.find(({ id }) => id === reference.id) ?? reference);
  const asked = present ? present.filter(({ id }) => has(wish.remove, id)) : wish.remove;
  const foreign = [...add, ...asked].find((reference) => !isManaged(policy, reference));
  if (foreign) throw notOurs(ref, foreign);
  const surplus =
    replace && policy?.mode !== 'merge'
      ? (present ?? []).filter((row) => !has(replace, row.id) && isManaged(policy, row))
      : [];
  return { ref, add, remove: [...asked, ...surplus], isBlind: rows === undefined };
}

function notOurs({ attribute, policy }: AttachedRef, { id, names }: Reference): Error {
  const managed = policy?.mode === 'only-ours' ? policy.managed.join(', ') : '';
  const sentences = [text('done.nothing'), text('fault.notManaged', names[0] ?? id, attribute, managed)];
  return worded('InvalidAttributeValueException', sentences, { attributeNames: [attribute] });
}

const has = (list: readonly Reference[], id: string): boolean => list.some((each) => each.id === id);

const unique = (references: readonly Reference[]): readonly Reference[] => [
  ...new Map(references.map((reference) => [reference.id, reference])).values(),
];

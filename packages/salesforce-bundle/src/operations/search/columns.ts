import {
  CaseInsensitiveSet,
  attributeNames,
  type Filter,
  type OperationOptions,
} from '@icf-ts/framework/spi';
import type { AttachedRef } from '../../attached/attached-kind.js';
import { UID_ENTRY, type FieldRef, type ObjectMapping } from '../../mapping/object-mapping.js';
import { text } from '../../words/text.js';
import { worded } from '../../words/worded.js';
import { attachedRef } from '../split-attached.js';

/** The attributes asked for, or those of the map; and those that the filter looks at, so that it can be applied again. */
export function fieldsToReturn(
  mapping: ObjectMapping,
  filter: Filter | undefined,
  { attributesToGet, returnDefaultAttributes }: OperationOptions,
): readonly FieldRef[] {
  const byDefault = attributesToGet && !returnDefaultAttributes ? [] : mapping.returnedByDefault;
  const named = [...(attributesToGet ?? []), ...(filter ? attributeNames(filter) : [])];
  const refs = [
    mapping.nameRef,
    ...byDefault,
    ...named.flatMap((attribute) => mapping.fieldOf(attribute) ?? []),
  ];
  const seen = new CaseInsensitiveSet();
  return refs.filter(({ attribute, direction }) => {
    if (direction === 'toTarget' || attribute === UID_ENTRY.attribute || seen.has(attribute)) return false;
    seen.add(attribute);
    return true;
  });
}

/** What other sObjects hold is read where it is asked for, or looked at by the filter: each kind is a query a page. */
export function attachedToReturn(
  mapping: ObjectMapping,
  filter: Filter | undefined,
  { attributesToGet }: OperationOptions,
): readonly AttachedRef[] {
  const named = CaseInsensitiveSet.of([
    ...(attributesToGet ?? []),
    ...(filter ? attributeNames(filter) : []),
  ]);
  // Under the name that was asked for: Oracle's clients have one of their own.
  return [...named].flatMap((attribute) => {
    const ref = attachedRef(mapping, attribute);
    return ref ? [{ ...ref, attribute }] : [];
  });
}

/** A field to sort by. */
export type SortRef = FieldRef & { readonly ascending: boolean };

/** @throws InvalidAttributeValueException for an attribute that stands for no field. */
export function sortRefs(mapping: ObjectMapping, { sortKeys = [] }: OperationOptions): readonly SortRef[] {
  return sortKeys.map(({ field: attribute, isAscending }) => {
    const ref = mapping.fieldOf(attribute);
    if (ref) return { ...ref, ascending: isAscending };
    throw worded('InvalidAttributeValueException', text('fault.sortKey', attribute), {
      attributeNames: [attribute],
    });
  });
}

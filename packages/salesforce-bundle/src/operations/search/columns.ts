import {
  CaseInsensitiveSet,
  InvalidAttributeValueException,
  attributeNames,
  type Filter,
  type OperationOptions,
} from '@icf-ts/framework/spi';
import type { AttachedRef } from '../../attached/attached-kind.js';
import { UID_ENTRY, type FieldRef, type ObjectMapping } from '../../mapping/object-mapping.js';
import { attachedRef } from '../split-attached.js';

/** The attributes asked for, or those of the map; and those that the filter looks at, so that it can be applied again. */
export function fieldsToReturn(
  mapping: ObjectMapping,
  filter: Filter | undefined,
  { attributesToGet, returnDefaultAttributes }: OperationOptions,
): readonly FieldRef[] {
  const byDefault = attributesToGet && !returnDefaultAttributes ? [] : mapping.returnedByDefault;
  const named = [...(attributesToGet ?? []), ...(filter ? attributeNames(filter) : [])];
  const name: FieldRef = {
    attribute: mapping.attributeOf(mapping.nameField),
    field: mapping.nameField,
    direction: 'both',
  };
  const refs = [name, ...byDefault, ...named.flatMap((attribute) => mapping.fieldOf(attribute) ?? [])];
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
  return mapping.attached.flatMap(({ attribute }) => {
    const ref = named.has(attribute) ? attachedRef(mapping, attribute) : undefined;
    return ref ? [ref] : [];
  });
}

/** A field to sort by. */
export type SortRef = FieldRef & { readonly ascending: boolean };

/** @throws InvalidAttributeValueException for an attribute that stands for no field. */
export function sortRefs(mapping: ObjectMapping, { sortKeys = [] }: OperationOptions): readonly SortRef[] {
  return sortKeys.map(({ field: attribute, isAscending }) => {
    const ref = mapping.fieldOf(attribute);
    if (ref) return { ...ref, ascending: isAscending };
    throw new InvalidAttributeValueException(
      `The search cannot be sorted by '${attribute}', which stands for no field.`,
      { attributeNames: [attribute] },
    );
  });
}

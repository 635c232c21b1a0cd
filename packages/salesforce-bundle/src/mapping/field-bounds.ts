import type { AttributeInfoDetail } from '@icf-ts/framework/spi';
import type { Field } from 'jsforce';
import { kindOfType } from './field-kinds.js';

/** What a describe says of the values of a field, beside their type. */
export interface FieldBounds {
  /** Characters; undefined where nothing bounds them. */
  readonly maxLength: number | undefined;
  /** The active values of a picklist. */
  readonly values: readonly string[] | undefined;
  /** Whether Salesforce takes no other. */
  readonly isRestricted: boolean;
}

export function fieldBounds(field: Field): FieldBounds {
  const kind = kindOfType(field.type);
  const isPicklist = kind === 'picklist' || kind === 'multipicklist';
  const values = isPicklist
    ? (field.picklistValues ?? []).filter(({ active }) => active).map(({ value }) => value)
    : [];
  return {
    maxLength: kind === 'text' && field.length > 0 ? field.length : undefined,
    values: values.length > 0 ? values : undefined,
    isRestricted: field.restrictedPicklist,
  };
}

/** In the terms of an attribute whose values are those of the field. */
export function boundsInfo(field: Field): AttributeInfoDetail {
  const { maxLength, values, isRestricted } = fieldBounds(field);
  return {
    ...(maxLength === undefined ? {} : { maxLength }),
    ...(values === undefined ? {} : isRestricted ? { allowedValues: values } : { suggestedValues: values }),
  };
}

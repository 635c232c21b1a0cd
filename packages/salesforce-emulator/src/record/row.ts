/**
 * A value as the store keeps it: text, whole seconds since 1970 for a datetime, a number, a boolean, or null
 * for "cleared". A property that a row does not have at all stands for the field's initial value, so rows of
 * generated users stay small and share one hidden class.
 */
export type StoredValue = string | number | boolean | null;

export interface Row {
  readonly Id: string;
  [field: string]: StoredValue | undefined;
}

/** A value as REST shows it; only compound fields (Address) are objects. */
export type RestValue = StoredValue | { readonly [key: string]: StoredValue };

/** Field values on their way into a row, by canonical field name. */
export type FieldValues = Record<string, StoredValue>;

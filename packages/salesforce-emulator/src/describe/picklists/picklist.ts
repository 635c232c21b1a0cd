/** One entry of a picklist. `validFor` names the controlling values (dependent picklists only). */
export interface PicklistValue {
  readonly value: string;
  readonly label: string;
  readonly isDefault: boolean;
  readonly validFor: string | null;
}

/** Entries written as `value` or `value=Label`; a leading `*` marks the default. */
export function picklist(...entries: string[]): readonly PicklistValue[] {
  return entries.map((entry) => {
    const isDefault = entry.startsWith('*');
    const text = isDefault ? entry.slice(1) : entry;
    const separator = text.indexOf('=');
    const value = separator < 0 ? text : text.slice(0, separator);
    return { value, label: separator < 0 ? text : text.slice(separator + 1), isDefault, validFor: null };
  });
}

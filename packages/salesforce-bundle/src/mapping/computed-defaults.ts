/** A value for a new row, made from what is known of it already: Salesforce field name → JSON value. */
type ComputedDefault = (record: Readonly<Record<string, unknown>>) => string | undefined;

const ALIAS_LENGTH = 8;
const NICKNAME_LENGTH = 40;

/** What stands before the @ of the user name. */
const localPart = (record: Readonly<Record<string, unknown>>, length: number): string | undefined => {
  const name = record['Username'];
  return typeof name === 'string' && name !== ''
    ? name.split('@')[0]!.slice(0, length) || undefined
    : undefined;
};

/** The functions that an attribute map may name in `defaultFrom`. */
export const COMPUTED_DEFAULTS = {
  aliasFromName: (record) => localPart(record, ALIAS_LENGTH),
  nicknameFromName: (record) => localPart(record, NICKNAME_LENGTH),
  emailFromName: (record) => (typeof record['Username'] === 'string' ? record['Username'] : undefined),
} as const satisfies Record<string, ComputedDefault>;

export type ComputedDefaultName = keyof typeof COMPUTED_DEFAULTS;
export const COMPUTED_DEFAULT_NAMES = Object.keys(COMPUTED_DEFAULTS) as ComputedDefaultName[];

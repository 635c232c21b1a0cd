import type { FieldSpec } from './field-spec.js';

/** One object of the org: what describe tells of it, and what the store needs to know. */
export interface ObjectSpec {
  readonly name: string;
  readonly label: string;
  readonly labelPlural: string;
  readonly keyPrefix: string;
  readonly fields: readonly FieldSpec[];
  readonly createable: boolean;
  readonly updateable: boolean;
  readonly deletable: boolean;
  readonly replicateable: boolean;
  readonly searchable: boolean;
  readonly layoutable: boolean;
  readonly triggerable: boolean;
  readonly mruEnabled: boolean;
  readonly feedEnabled: boolean;
  /** Deleted rows go to the recycle bin. */
  readonly undeletable: boolean;
  /** Made by the org's administrators: its name ends in `__c`. */
  readonly custom: boolean;
  /** A setup object: not to be written in one transaction with others. */
  readonly isSetup: boolean;
  /** Fields with an equality index in the store. */
  readonly indexes: readonly string[];
  /** Further entries of `urls`, below the object's own path. */
  readonly urls: Readonly<Record<string, string>>;
  fieldNamed(name: string): FieldSpec | undefined;
  /** The reference field that a relationship name (`Manager`) follows. */
  referenceNamed(relationship: string): FieldSpec | undefined;
  /** The same object with other fields, and indexes on some of them. */
  withFields(fields: readonly FieldSpec[], indexes?: readonly string[]): ObjectSpec;
}

interface ObjectTraits {
  readonly labelPlural?: string;
  readonly indexes?: readonly string[];
  readonly urls?: Readonly<Record<string, string>>;
}

/**
 * An object from its table: `object('User', 'User', '005', 'CURSLTMF', FIELDS)`. The flags are Createable,
 * Updateable, Deletable, Replicateable, Searchable, Layoutable, Triggerable, MRU and Feed enabled, and whether deleted
 * rows go to the recycle Bin, which those of setup objects do not; all can be queried and retrieved.
 */
export function object(
  name: string,
  label: string,
  keyPrefix: string,
  flags: string,
  fields: readonly FieldSpec[],
  traits: ObjectTraits = {},
): ObjectSpec {
  const has = (flag: string): boolean => flags.includes(flag);
  const byName = new Map(fields.map((spec) => [spec.name.toLowerCase(), spec]));
  const byRelationship = new Map(
    fields.flatMap((spec) => (spec.as === null ? [] : [[spec.as.toLowerCase(), spec] as const])),
  );
  return {
    name,
    label,
    labelPlural: traits.labelPlural ?? `${label}s`,
    keyPrefix,
    fields,
    createable: has('C'),
    updateable: has('U'),
    deletable: has('D'),
    replicateable: has('R'),
    searchable: has('S'),
    layoutable: has('L'),
    triggerable: has('T'),
    mruEnabled: has('M'),
    feedEnabled: has('F'),
    undeletable: has('B'),
    custom: name.endsWith('__c'),
    isSetup: !has('B') && !name.endsWith('__c'),
    indexes: traits.indexes ?? [],
    urls: traits.urls ?? {},
    fieldNamed: (fieldName) => byName.get(fieldName.toLowerCase()),
    referenceNamed: (relationship) => byRelationship.get(relationship.toLowerCase()),
    withFields: (others, more = []) =>
      object(name, label, keyPrefix, flags, others, {
        ...traits,
        indexes: [...(traits.indexes ?? []), ...more],
      }),
  };
}

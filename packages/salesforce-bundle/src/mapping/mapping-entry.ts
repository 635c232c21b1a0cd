import type { MembershipPolicy } from './membership-policy.js';
import type { ComputedDefaultName } from './computed-defaults.js';
import type { Template } from './transforms/template.js';
import type { Transform } from './transforms/transform.js';

export const DIRECTIONS = ['both', 'toTarget', 'fromTarget'] as const;
export type Direction = (typeof DIRECTIONS)[number];

export type Scalar = string | number | boolean;

/** A field whose value is the id of another row, which a caller names by one of that row's fields. */
export interface Reference {
  /** The field with the id: `ProfileId`. */
  readonly key: string;
  /** The sObject that it refers to. */
  readonly sobject: string;
  /** The field of that sObject that names a row. */
  readonly by: string;
}

/** One attribute and the field that it stands for. */
export interface MappingEntry {
  readonly attribute: string;
  /** The column: a field's name, or `Profile.Name` where rows are named and not given by id. */
  readonly field: string;
  readonly direction: Direction;
  /** Set where the value is the name of another row: writes go to its `key`. */
  readonly reference?: Reference;
  /** Required on create, whatever the describe says. */
  readonly required?: boolean;
  /** Whether an org may lack the field: it is left out then, unless a caller gives a value. */
  readonly optional?: boolean;
  /** Whether a search returns it unasked; default true. */
  readonly returned?: boolean;
  /** Written by every create, and in place of what a caller gives. */
  readonly constant?: Scalar;
  /** Written on create when the caller gives no value. */
  readonly default?: Scalar;
  readonly defaultFrom?: ComputedDefaultName;
  /** As `default`, made of other attributes: the first whose placeholders all have values. */
  readonly defaultTemplate?: readonly Template[];
  /** On the way to Salesforce in their order, back in the opposite one. */
  readonly transforms?: readonly Transform[];
  /** Made of other attributes, and only read. `field` is the first column then. */
  readonly templates?: readonly Template[];
  /** All columns that a value is read from, where they are not just `field`. */
  readonly columns?: readonly string[];
}

/** One attribute that stands for what the object has in rows of another sObject, by the kind's name in their table. */
export interface AttachedEntry {
  readonly attribute: string;
  readonly attached: string;
  readonly by: 'id' | 'name';
  /** Undefined: what the configuration says of the kind. */
  readonly policy?: MembershipPolicy | undefined;
}

/** A field as a caller may name it. */
export type FieldRef = Pick<MappingEntry, 'attribute' | 'field' | 'direction' | 'columns'>;

/** The columns that a query must select for an attribute. */
export const columnsOf = ({ field, columns }: FieldRef): readonly string[] => columns ?? [field];

/** The field that a write of the attribute goes to. */
export const writtenField = ({ field, reference }: Pick<MappingEntry, 'field' | 'reference'>): string =>
  reference?.key ?? field;

/*
 * The notation of the type table. A row says how one serial type is laid out: its fields in write order, what each is
 * read from, and how a value is made from what was read. Encoder, decoder and the tests' notation derive from it.
 */

/** How a named field is written; the kind is not on the wire. */
export type FieldKind = 'flag' | 'boolean' | 'int' | 'long' | 'string' | 'class' | 'object';

/** Which of the two families of ICF frameworks a stream is for. */
export type Dialect = 'connid' | 'openicf';

export interface Field {
  readonly name: string;
  readonly kind: FieldKind;
  /** Null leaves a string or class out and writes a null object. A `flag` is written only when true. */
  readonly get: (value: never, dialect: Dialect) => unknown;
  /** The field that only one dialect knows. */
  readonly only?: Dialect;
  /** A Set arrives as `SetElements`: the row makes something else of it. */
  readonly elements?: true;
}

/** Where the anonymous objects stand among the fields. */
export interface Items {
  readonly items: (value: never) => Iterable<unknown>;
}

export type Part = Field | Items;

/** What a scalar's one anonymous field holds. */
export type ScalarKind =
  'boolean' | 'byte' | 'int' | 'long' | 'float' | 'double' | 'string' | 'bytes' | 'class';

/** Values of the named fields in the order of the row: undefined where missing, null where explicitly null. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the row itself says what stands where
export type FieldValues = readonly any[];

/** A class whose instances are written by the row; null where the row is chosen in another way. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- any class may have a row
export type ValueClass = (abstract new (...args: any[]) => unknown) | null;

/** Where a type is known. */
interface Reach {
  /** The serial type that only one dialect knows. */
  readonly only?: Dialect;
  /** The scalar under whose name it travels in the other dialect; without one it cannot. */
  readonly elsewhere?: string;
}

export interface RecordRow extends Reach {
  readonly name: string;
  readonly type: ValueClass;
  readonly parts: readonly Part[];
  readonly make: (fields: FieldValues, items: readonly unknown[]) => unknown;
}

export interface ScalarRow extends Reach {
  readonly name: string;
  readonly type: ValueClass;
  readonly scalar: ScalarKind;
  readonly get: (value: never) => unknown;
  readonly make: (raw: never) => unknown;
}

export type Row = RecordRow | ScalarRow;

type Get<T> = (value: T, dialect: Dialect) => unknown;
const field =
  (kind: FieldKind) =>
  <T>(name: string, get: Get<T>, only?: Dialect): Field => ({ name, kind, get, ...(only ? { only } : {}) });

export const flag = field('flag');
export const boolean = field('boolean');
export const int = field('int');
export const long = field('long');
export const text = field('string');
export const classRef = field('class');
export const object = field('object');
export const elements = <T>(name: string, get: Get<T>): Field => ({ ...object(name, get), elements: true });
export const items = <T>(get: (value: T) => Iterable<unknown>): Items => ({ items: get });

export const record = (
  name: string,
  type: ValueClass,
  parts: readonly Part[],
  make: RecordRow['make'],
): RecordRow => ({ name, type, parts, make });

/** The row of a type that the OpenICF fork does not know. */
export const connIdOnly = <R extends Row>(row: R, elsewhere?: string): R => ({
  ...row,
  only: 'connid',
  ...(elsewhere === undefined ? {} : { elsewhere }),
});

export const scalar = <T, R>(
  name: string,
  type: ValueClass,
  kind: ScalarKind,
  get: (value: T) => R,
  make: (raw: R) => unknown,
): ScalarRow => ({ name, type, scalar: kind, get, make });

export const isScalar = (row: Row): row is ScalarRow => 'scalar' in row;
export const isField = (part: Part): part is Field => 'name' in part;

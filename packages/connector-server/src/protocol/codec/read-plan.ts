import { rowByName } from '../rows/registry.js';
import { isField, isScalar, type FieldKind, type RecordRow, type ScalarRow } from '../rows/row.js';
import { SetElements } from '../rows/set-elements.js';
import { SYMBOLS, symbolOf } from './symbols.js';
import { isSame } from './text-cache.js';

/** How a field is read: as it is written, or a Set as what it holds. */
export type ReadKind = FieldKind | 'elements';

/** How a row is read, looked up once. */
export interface RecordPlan {
  readonly row: RecordRow;
  readonly kinds: readonly ReadKind[];
  /** By symbol: at which place among the fields one of that name stands; -1 for one that the type does not have. */
  readonly slots: Int8Array;
  /** As many undefined values as there are fields. */
  readonly blank: readonly undefined[];
  /** Whether anonymous objects mean anything to the type; where not, they are skipped like unknown fields. */
  readonly hasItems: boolean;
}

function recordPlan(row: RecordRow): RecordPlan {
  const fields = row.parts.filter(isField);
  const slots = new Int8Array(SYMBOLS.length).fill(-1);
  for (const [at, { name }] of fields.entries()) slots[symbolOf(name)!] = at;
  return {
    row,
    kinds: fields.map(({ kind, elements }) => (elements ? 'elements' : kind)),
    slots,
    blank: fields.map(() => undefined),
    hasItems: fields.length < row.parts.length,
  };
}

/** A constant of a connection's pool: its text in one spelling, and how it is read where it names a type. */
export interface Constant {
  readonly text: string;
  /** -1 for a text that the table does not know. */
  readonly symbol: number;
  readonly record: RecordPlan | undefined;
  readonly scalar: ScalarRow | undefined;
}

/** The constants that the table knows, by text: every connection uses the same. */
const known = new Map<string, Constant>(
  SYMBOLS.map((text, symbol) => {
    const row = rowByName(text);
    const scalar = row && isScalar(row) ? row : undefined;
    const record = row && !isScalar(row) ? recordPlan(row) : undefined;
    return [text, { text, symbol, record, scalar }];
  }),
);

/** By a sum of some of the bytes of their texts, so that those need not be made strings: every connection declares anew. */
const bySum: Constant[][] = Array.from({ length: 1024 }, () => []);
for (const constant of known.values()) {
  const bytes = Buffer.from(constant.text);
  bySum[sumOf(bytes, 0, bytes.length)]!.push(constant);
}

/** The constant whose text stands at a place. */
export function constantAt(bytes: Buffer, at: number, length: number): Constant {
  if (length > 0) {
    for (const constant of bySum[sumOf(bytes, at, length)]!) {
      if (constant.text.length === length && isSame(bytes, at, constant.text)) return constant;
    }
  }
  return {
    text: bytes.toString('utf8', at, at + length),
    symbol: -1,
    record: undefined,
    scalar: undefined,
  };
}

function sumOf(bytes: Buffer, at: number, length: number): number {
  const last = at + length - 1;
  return (length * 37 + bytes[at]! + bytes[at + (length >> 1)]! * 31 + bytes[last]! * 131) & 1023;
}

export const SET_PLAN: RecordPlan = known.get('Set')!.record!;

/** Reads a Set without making one. One that ignores case is made all the same: which of its elements stay is its affair. */
export const ELEMENTS_PLAN: RecordPlan = {
  ...SET_PLAN,
  row: {
    ...SET_PLAN.row,
    make: (fields, items) => (fields[0] ? SET_PLAN.row.make(fields, items) : new SetElements(items)),
  },
};

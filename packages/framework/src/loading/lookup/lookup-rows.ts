import {
  LookupDefinition,
  lookupKey,
  sameCode,
  type LookupDetail,
  type LookupEntry,
} from '../../common/lookup/lookup-definition.js';
import type { FailAt } from './text-position.js';
import { lineOf } from './text-position.js';

/** What a file does not say about its lookup: a CSV holds entries only. */
export type LookupFileDefaults = Partial<Omit<LookupDetail, 'entries' | 'vanished'>>;

/** One entry as it stands in a file. */
export interface LookupRow {
  readonly entry: LookupEntry;
  readonly offset: number;
  readonly vanished?: boolean;
}

/** Builds the lookup; what its constructor would refuse is refused here, with the place in the file. */
export function lookupOfRows(
  text: string,
  detail: Omit<LookupDetail, 'entries' | 'vanished'>,
  rows: readonly LookupRow[],
  fail: FailAt,
): LookupDefinition {
  const seen = new Map<string, LookupRow>();
  for (const row of rows) {
    const [code, decode] = row.entry;
    if (code === '') throw fail(row.offset, `The code of '${decode}' is empty.`);
    const key = lookupKey(code, detail.textCase ?? 'exact');
    const other = seen.get(key);
    if (other) {
      throw fail(
        row.offset,
        `${sameCode(detail.name, other.entry, row.entry)} The first is in line ${lineOf(text, other.offset)}.`,
      );
    }
    seen.set(key, row);
  }
  return new LookupDefinition({
    ...detail,
    entries: rows.map(({ entry }) => entry),
    vanished: rows.filter(({ vanished }) => vanished).map(({ entry }) => entry[0]),
  });
}

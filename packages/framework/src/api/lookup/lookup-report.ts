import {
  LookupDefinition,
  lookupKey,
  type LookupDetail,
  type LookupEntry,
} from '../../common/lookup/lookup-definition.js';
import type { LookupFormat } from '../../common/lookup/lookup-format.js';
import type { LookupFindings } from './lookup-findings.js';

export interface LookupChange {
  readonly before: LookupEntry;
  readonly after: LookupEntry;
}

/**
 * What a synchronisation found and did. Nothing is counted twice or left out:
 * - the entries before are changed + unchanged + returned + vanished + stillVanished + foreign;
 * - the entries on the target are added + changed + unchanged + returned;
 * - the codes that the target sent are those, and duplicates + repeated.
 */
export interface LookupReport {
  readonly definition: LookupDefinition;
  /** Objects that the search found. */
  readonly rows: number;
  readonly added: readonly LookupEntry[];
  /** Another decode, or, where case does not count, another spelling of the code. */
  readonly changed: readonly LookupChange[];
  readonly unchanged: readonly LookupEntry[];
  /** Had vanished earlier and are on the target again. */
  readonly returned: readonly LookupChange[];
  /** Were on the target the last time and are no longer. */
  readonly vanished: readonly LookupEntry[];
  /** Had vanished earlier, and still are not there. */
  readonly stillVanished: readonly LookupEntry[];
  /** Entries of other IT resources in the same lookup: left as they are. */
  readonly foreign: readonly LookupEntry[];
  /** A code that the target sent again with another decode: the first one stays. */
  readonly duplicates: readonly { readonly kept: LookupEntry; readonly refused: LookupEntry }[];
  /** How often the target sent an entry that it had sent already. */
  readonly repeated: number;
  /** Uids of the objects without a code. */
  readonly skipped: readonly string[];
  /** Entries of objects without a decode: the code stands for it. */
  readonly undecoded: readonly LookupEntry[];
}

/**
 * Brings what was known together with what was found. Entries that stay keep their places and new ones go to the end,
 * so that a lookup kept in a file changes by as few lines as the target did.
 */
export function lookupReport(
  detail: Omit<LookupDetail, 'entries' | 'vanished'>,
  previous: Iterable<LookupEntry> & Pick<LookupDefinition, 'isVanished'>,
  found: LookupFindings,
  format: LookupFormat,
  keepVanished: boolean,
): LookupReport {
  const { textCase = 'exact' } = detail;
  const added = new Map(found.entries);
  const entries: LookupEntry[] = [];
  const changed: LookupChange[] = [];
  const unchanged: LookupEntry[] = [];
  const returned: LookupChange[] = [];
  const vanished: LookupEntry[] = [];
  const stillVanished: LookupEntry[] = [];
  const foreign: LookupEntry[] = [];

  for (const before of previous) {
    const key = lookupKey(before[0], textCase);
    const after = added.get(key);
    const wasVanished = previous.isVanished(before[0]);
    if (after) {
      added.delete(key);
      if (wasVanished) returned.push({ before, after });
      else if (same(before, after)) unchanged.push(after);
      else changed.push({ before, after });
      entries.push(after);
    } else if (format.parseCode(before[0]) === undefined) {
      foreign.push(before);
      entries.push(before);
    } else {
      (wasVanished ? stillVanished : vanished).push(before);
      if (keepVanished) entries.push(before);
    }
  }
  entries.push(...added.values());

  const marked = [
    ...(keepVanished ? [...vanished, ...stillVanished] : []),
    ...foreign.filter(([code]) => previous.isVanished(code)),
  ];
  return {
    definition: new LookupDefinition({ ...detail, entries, vanished: marked.map(([code]) => code) }),
    rows: found.rows,
    added: [...added.values()],
    changed,
    unchanged,
    returned,
    vanished,
    stillVanished,
    foreign,
    duplicates: found.duplicates,
    repeated: found.repeated,
    skipped: found.skipped,
    undecoded: found.undecoded,
  };
}

const same = (a: LookupEntry, b: LookupEntry): boolean => a[0] === b[0] && a[1] === b[1];

import { type Answer, askTogether, pageOf } from '../session/query/ask-together.js';
import { OwnerDigest, shortId, type OwnerRange } from './owner-digest.js';
import { SeenRows, markOf } from './seen-rows.js';
import type { SyncPlan } from './sync-plan.js';
import type { TableMark } from './sync-state.js';
import { identityOf, wholeTable, type WatchedTable } from './watched-tables.js';
import { rowsFrom } from './class-rows.js';
import { isoStamp, nextFrom, readFrom, type Window } from './window.js';

/** A row that came or was changed. */
interface FreshRow {
  readonly id: string;
  readonly mark: string;
}

/** Whose rows of a table have changed, and how far it has been looked at now. */
export interface TableChanges {
  readonly table: WatchedTable;
  readonly owners: ReadonlySet<string>;
  /** By owner. */
  readonly fresh: ReadonlyMap<string, readonly FreshRow[]>;
  readonly ranges: readonly OwnerRange[];
  readonly mark: TableMark;
}

/** A mark of before that knows of the rows that some owners have now, because these owners were told. */
export function marksTold(
  before: TableMark,
  { table, fresh }: TableChanges,
  told: readonly string[],
): TableMark {
  const rows = told.flatMap((owner) => (fresh.get(owner) ?? []).map((row) => ({ owner, ...row })));
  if (rows.length === 0) return before;
  const seen = SeenRows.of([...before.seen.marks(), ...rows.map(({ mark }) => mark)]);
  if (table.shape === 'flag') return { ...before, seen };
  const owners = before.owners.copy();
  for (const { owner, id } of rows) owners.add(owner, id);
  return { ...before, seen, count: before.count + rows.length, owners: owners.bounded() };
}

/** A table, where it was looked at before, and what its questions were answered now. */
interface Look {
  readonly plan: SyncPlan;
  readonly table: WatchedTable;
  readonly before: TableMark | undefined;
  readonly answers: readonly Answer[];
  readonly window: Window;
}

/** Reads the answers to the questions about a table. Nobody's rows have changed where it is looked at first. */
export const tableChanges = (look: Look): Promise<TableChanges> =>
  look.table.shape === 'flag'
    ? flagChanges(look)
    : look.before
      ? membershipChanges(look, look.before)
      : firstLook(look);

/**
 * Rows that came or were changed are known by their stamps. That rows have gone shows in their count, and then the whole
 * table is read, one API call for 2,000 rows, to see whose they were.
 */
async function membershipChanges(look: Look, before: TableMark): Promise<TableChanges> {
  const { plan, table, answers, window } = look;
  const from = nextFrom(window, before.from);
  const known = before.seen.marks();
  const seen: string[] = [];
  const fresh = new Map<string, FreshRow[]>();
  const expected = before.owners.copy();
  let came = 0;
  for await (const row of rowsFrom(plan, answers[0]!)) {
    const mark = markOf(row.Id, row[table.stamp]);
    if (isoStamp(row[table.stamp]) >= from) seen.push(mark);
    if (known.has(mark)) continue;
    const owner = shortId(String(row[table.ownerField]));
    came++;
    addTo(fresh, owner, { id: String(row.Id), mark });
    expected.add(owner, String(row.Id));
  }
  const mark: TableMark = { ...before, from, seen: SeenRows.of(seen) };
  const count = countOf(plan, answers[1]!);
  const owners = new Set(fresh.keys());
  if (count === before.count + came) {
    return { table, owners, fresh, ranges: [], mark: { ...mark, count, owners: expected.bounded() } };
  }
  const whole = await readWhole(look, expected.emptied());
  const gone = whole.now.changedSince(expected);
  return {
    table,
    owners: new Set([...owners, ...gone.owners]),
    fresh,
    ranges: gone.ranges,
    mark: { ...mark, count: whole.count, owners: whole.digest },
  };
}

/** Reads all rows of a table, into a digest of the parts of a former one and into a new one. */
async function readWhole(
  { plan, table, window }: Look,
  now: OwnerDigest,
): Promise<{ readonly now: OwnerDigest; readonly digest: OwnerDigest; readonly count: number }> {
  const { session, batchSize } = plan.org;
  const [answer] = await askTogether(session, [wholeTable(table, window)], plan.context, batchSize);
  const digest = new OwnerDigest();
  let count = 0;
  for await (const row of rowsFrom(plan, answer!)) {
    count++;
    const owner = String(row[table.ownerField]);
    now.add(owner, String(row.Id));
    digest.append(owner, String(row.Id));
  }
  return { now, digest: digest.bounded(), count };
}

async function firstLook({ plan, table, answers, window }: Look): Promise<TableChanges> {
  const digest = new OwnerDigest();
  const seen: string[] = [];
  const from = nextFrom(window, undefined);
  let count = 0;
  for await (const row of rowsFrom(plan, answers[0]!)) {
    count++;
    digest.append(String(row[table.ownerField]), String(row.Id));
    if (isoStamp(row[table.stamp]) >= from) seen.push(markOf(row.Id, row[table.stamp]));
  }
  const mark = { of: identityOf(table), from, seen: SeenRows.of(seen), count, owners: digest.bounded() };
  return { table, owners: new Set(), fresh: new Map(), ranges: [], mark };
}

/** Rows that were changed are known by their dates; the restless flag by comparing whose is set. */
async function flagChanges({ plan, table, before, answers, window }: Look): Promise<TableChanges> {
  const { restless, stamp, ownerField } = table;
  const from = nextFrom(window, before?.from);
  const readSince = before ? readFrom(window, before.from) : from;
  const known = before?.seen.marks() ?? new Set();
  const expected = before?.owners ?? new OwnerDigest();
  const seen: string[] = [];
  const fresh = new Map<string, FreshRow[]>();
  const now = expected.emptied();
  const digest = new OwnerDigest();
  let count = 0;
  for await (const row of rowsFrom(plan, answers[0]!)) {
    const owner = shortId(String(row[ownerField]));
    const { attributes: _, ...values } = row;
    const mark = markOf(values);
    if (isoStamp(row[stamp]) >= from) seen.push(mark);
    if (isoStamp(row[stamp]) >= readSince && !known.has(mark))
      addTo(fresh, owner, { id: String(row.Id), mark });
    if (restless === undefined || row[restless] !== true) continue;
    count++;
    now.add(owner, String(row.Id));
    digest.append(owner, String(row.Id));
  }
  const mark = { of: identityOf(table), from, seen: SeenRows.of(seen), count, owners: digest.bounded() };
  if (!before) return { table, owners: new Set(), fresh: new Map(), ranges: [], mark };
  const { owners: unlike, ranges } = now.changedSince(expected);
  return { table, owners: new Set([...fresh.keys(), ...unlike]), fresh, ranges, mark };
}

function addTo(fresh: Map<string, FreshRow[]>, owner: string, row: FreshRow): void {
  const rows = fresh.get(owner);
  if (rows) rows.push(row);
  else fresh.set(owner, [row]);
}

const countOf = ({ context }: SyncPlan, answer: Answer): number => pageOf(answer, context).totalSize;

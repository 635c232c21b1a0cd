import type { Answer, Question } from '../session/ask-together.js';
import { askTogether } from '../session/ask-together.js';
import type { QueryPage, SalesforceRecord } from '../session/query-pages.js';
import { mapRefusal } from '../errors/map-error.js';
import { fingerprint, fingerprintText } from './fingerprint.js';
import { OwnerDigest, shortId, type OwnerRange } from './owner-digest.js';
import { SeenRows, markOf } from './seen-rows.js';
import type { SyncPlan } from './sync-plan.js';
import type { TableMark } from './sync-state.js';
import type { WatchedTable } from './watched-tables.js';
import { isoStamp, nextFrom, readFrom, rowsFrom, type Window } from './window.js';

/** Whose rows of a table have changed, and how far it has been looked at now. */
export interface TableChanges {
  readonly owners: ReadonlySet<string>;
  readonly ranges: readonly OwnerRange[];
  readonly mark: TableMark;
}

/** The mark of a table, where it is one of the same rows. */
export const markFor = (
  table: WatchedTable,
  marks: ReadonlyMap<string, TableMark> | undefined,
): TableMark | undefined => {
  const mark = marks?.get(table.name);
  return mark?.of === identity(table) ? mark : undefined;
};

const identity = ({ where }: WatchedTable): string => fingerprintText(fingerprint(where ?? ''));

/** What a sync asks of a table beside its other questions: all of it where it is looked at for the first time. */
export function tableQuestions(
  table: WatchedTable,
  mark: TableMark | undefined,
  window: Window,
): readonly Question[] {
  const { stamp, rowsGo, ownerField } = table;
  if (stamp === undefined || (!mark && rowsGo)) return [wholeTable(table)];
  const from = mark ? readFrom(window, mark.from) : window.settled;
  const rows = statement(table, ['Id', ownerField, stamp], `${stamp} >= ${from}`);
  const changed = { soql: `${rows} ORDER BY ${stamp}` };
  return mark && rowsGo ? [changed, { soql: statement(table, ['COUNT()']) }] : [changed];
}

const wholeTable = (table: WatchedTable): Question => ({
  soql: `${statement(table, ['Id', table.ownerField, ...stampOf(table)])} ORDER BY ${table.ownerField}`,
});

const stampOf = ({ stamp }: WatchedTable): readonly string[] => (stamp === undefined ? [] : [stamp]);

function statement({ sobject, where }: WatchedTable, columns: readonly string[], more?: string): string {
  const conditions = [where && `(${where})`, more].filter((part) => part !== undefined);
  const tail = conditions.length > 0 ? ` WHERE ${conditions.join(' AND ')}` : '';
  return `SELECT ${columns.join(', ')} FROM ${sobject}${tail}`;
}

/**
 * Reads the answers to {@link tableQuestions}. Rows that came or were changed are known by their stamps. That rows have
 * gone shows in their count, and then the whole table is read, one API call for 2,000 rows, to see whose they were.
 */
export async function tableChanges(
  plan: SyncPlan,
  table: WatchedTable,
  before: TableMark | undefined,
  answers: readonly Answer[],
  window: Window,
): Promise<TableChanges> {
  if (!before) return { owners: new Set(), ranges: [], mark: await firstMark(plan, table, answers[0]!, window) };
  if (table.stamp === undefined) return compared(plan, table, before, before.owners, window, answers[0]!);

  const owners = new Set<string>();
  const from = nextFrom(window, before.from);
  const known = before.seen.marks();
  const seen: string[] = [];
  const expected = before.owners.copy();
  let fresh = 0;
  for await (const row of rowsFrom(plan, answers[0]!)) {
    const mark = markOf(row.Id, row[table.stamp]);
    if (isoStamp(row[table.stamp]) >= from) seen.push(mark);
    if (known.has(mark)) continue;
    fresh++;
    const owner = shortId(String(row[table.ownerField]));
    owners.add(owner);
    if (table.rowsGo) expected.add(owner, String(row.Id));
  }
  const mark: TableMark = { ...before, from, seen: SeenRows.of(seen) };
  if (!table.rowsGo) return { owners, ranges: [], mark };
  const count = countOf(plan, answers[1]!);
  if (count === before.count + fresh) {
    return { owners, ranges: [], mark: { ...mark, count, owners: expected.bounded() } };
  }
  const [whole] = await askTogether(plan.org.session, [wholeTable(table)], plan.org.batchSize, plan.context);
  const gone = await compared(plan, table, mark, expected, window, whole!);
  return { ...gone, owners: new Set([...owners, ...gone.owners]) };
}

/** Holds the rows of today against those that are expected. */
async function compared(
  plan: SyncPlan,
  table: WatchedTable,
  mark: TableMark,
  expected: OwnerDigest,
  window: Window,
  whole: Answer,
): Promise<TableChanges> {
  const now = expected.emptied();
  const rebuilt = new OwnerDigest();
  let count = 0;
  for await (const row of rowsFrom(plan, whole)) {
    count++;
    const owner = String(row[table.ownerField]);
    now.add(owner, String(row.Id));
    rebuilt.append(owner, String(row.Id));
  }
  const { owners, ranges } = now.changedSince(expected);
  const from = table.stamp === undefined ? nextFrom(window, mark.from) : mark.from;
  return { owners: new Set(owners), ranges, mark: { ...mark, from, count, owners: rebuilt.bounded() } };
}

async function firstMark(
  plan: SyncPlan,
  table: WatchedTable,
  whole: Answer,
  window: Window,
): Promise<TableMark> {
  const owners = new OwnerDigest();
  const seen: string[] = [];
  const from = nextFrom(window, undefined);
  let count = 0;
  for await (const row of rowsFrom(plan, whole)) {
    count++;
    if (table.rowsGo) owners.append(String(row[table.ownerField]), String(row.Id));
    if (isRecent(row, table, from)) seen.push(markOf(row.Id, row[table.stamp!]));
  }
  return { of: identity(table), from, seen: SeenRows.of(seen), count, owners: owners.bounded() };
}

const isRecent = (row: SalesforceRecord, { stamp }: WatchedTable, from: string): boolean =>
  stamp !== undefined && isoStamp(row[stamp]) >= from;

function countOf({ context }: SyncPlan, { body, errors }: Answer): number {
  if (errors.length > 0) throw mapRefusal(errors, context);
  return (body as QueryPage).totalSize;
}

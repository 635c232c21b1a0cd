import type { ConnectorObject, ObjectClass, OperationOptions, SyncDeltaType } from '@icf-ts/framework/spi';
import { Uid } from '@icf-ts/framework/spi';
import { readAttached } from '../attached/read-attached.js';
import type { Org } from '../operations/operation-context.js';
import { withAttached } from '../operations/search/row-pages.js';
import {
  type Answer,
  askTogether,
  hasRoomFor,
  pageOf,
  type Question,
} from '../session/query/ask-together.js';
import type { SalesforceRecord } from '../session/query/query-page.js';
import { type FetchedPage, queryPages, type QueryStart } from '../session/query/query-pages.js';
import { bringsOthers, ChangedRows, changedRowsStatement, changedSince } from './changed-rows.js';
import { memberQuestion, othersAmong } from './class-rows.js';
import { deletedFrom, deletedQuestion, deletedRows } from './deleted-rows.js';
import { fewOwners, ownerPages } from './owner-rows.js';
import { shortId } from './owner-digest.js';
import { SeenRows } from './seen-rows.js';
import { syncPlan, type SyncPlan } from './sync-plan.js';
import type { ClassState, TableMark } from './sync-state.js';
import { marksTold, tableChanges, type TableChanges } from './table-changes.js';
import { markFor, tableQuestions } from './watched-tables.js';
import { openWindow, type Window } from './window.js';

/** A change, and the state of the class once it has been delivered. */
export interface Change {
  readonly type: Extract<SyncDeltaType, 'CREATE_OR_UPDATE' | 'DELETE'>;
  readonly uid: Uid;
  readonly object?: ConnectorObject;
  readonly state: ClassState;
}

/**
 * What has changed in one object class since a state; all objects where there is none. One row for each object, as it
 * is now: first the rows that are gone, then those that changed, then those of which only memberships did.
 */
export async function* classChanges(
  org: Org,
  objectClass: ObjectClass,
  before: ClassState | undefined,
  options: OperationOptions,
): AsyncGenerator<Change, ClassState, void> {
  const plan = await syncPlan(org, objectClass, options);
  const window = openWindow(await org.session.serverTimeMs(plan.context), org.syncOverlapMs);
  const answers = await ask(plan, before, window);
  const changes = await changesOfTables(plan, before, answers.tables, window);

  const former = before?.tables ?? new Map<string, TableMark>();
  const tables = new Map([...former, ...changes.map(({ table, mark }) => [table.name, mark] as const)]);
  const rows = new ChangedRows(before?.rows, window);
  let state: ClassState = {
    rows: before?.rows ?? rows.start,
    deleted: before?.deleted ?? { from: deletedFrom(window), seen: SeenRows.NONE },
    // What tables tell is delivered last, but for a first sync, which delivers every object anyway.
    tables: before ? former : tables,
  };

  if (answers.deleted) {
    const gone = deletedRows(plan, answers.deleted, state.deleted, window);
    let next = gone.next();
    for (; !next.done; next = gone.next()) {
      state = { ...state, deleted: next.value.mark };
      yield { type: 'DELETE', uid: new Uid(next.value.id), state };
    }
    state = { ...state, deleted: next.value };
  }

  const ranges = before ? changes.flatMap((change) => change.ranges) : [];
  const owners = new Set(before ? changes.flatMap((change) => [...change.owners]) : []);
  const delivered = new Set<string>();
  // Of whom what tables tell was delivered too, but for what has gone from them.
  let told: string[] = [];
  for await (const page of answers.pages()) {
    const changed = [...rows.of(page)];
    if (owners.size + ranges.length > 0)
      for (const { record } of changed) delivered.add(shortId(String(record.Id)));
    // What a few other objects have attached is read with that of the last page, which spares a call.
    const more = page.done ? await fewOwners(plan, owners, delivered) : [];
    const present = changed.flatMap(({ record, left }) => (left ? [] : [record]));
    const objects = (await objectsOf(plan, [...present, ...more])).values();
    const total = changed.length + more.length;
    for (let at = 0; at < total; at++) {
      if (at === Math.floor(total / 2)) page.prefetch();
      const row = changed[at];
      const object = row?.left ? undefined : objects.next().value!;
      const uid = object?.uid ?? new Uid(String(row!.record.Id));
      const mark = row?.mark ?? state.rows;
      told.push(shortId(uid.value));
      if (mark !== state.rows) {
        const marks = before ? tablesTold(state.tables, changes, told) : state.tables;
        state = { ...state, rows: mark, tables: marks };
        told = [];
      }
      yield object ? { type: 'CREATE_OR_UPDATE', uid, object, state } : { type: 'DELETE', uid, state };
    }
  }
  state = { ...state, rows: rows.final };

  for await (const others of ownerPages(plan, [...owners], ranges, delivered)) {
    for (const object of await objectsOf(plan, others)) {
      yield { type: 'CREATE_OR_UPDATE', uid: object.uid, object, state };
    }
  }
  return { ...state, tables };
}

/** The former marks of tables, with what is told of some owners. */
function tablesTold(
  former: ClassState['tables'],
  changes: readonly TableChanges[],
  told: readonly string[],
): ClassState['tables'] {
  const marks = new Map(former);
  for (const change of changes) {
    const mark = markFor(change.table, marks);
    if (mark) marks.set(change.table.name, marksTold(mark, change, told));
  }
  return marks;
}

/** The state of a class in which nothing is new. */
export async function baseState(
  org: Org,
  objectClass: ObjectClass,
  options: OperationOptions,
): Promise<ClassState> {
  const plan = await syncPlan(org, objectClass, options);
  const window = openWindow(await org.session.serverTimeMs(plan.context), org.syncOverlapMs);
  const base: ClassState = {
    rows: { from: window.settled, seen: SeenRows.NONE },
    deleted: { from: deletedFrom(window), seen: SeenRows.NONE },
    tables: new Map(),
  };
  const answers = await ask(plan, base, window);
  const changes = await changesOfTables(plan, undefined, answers.tables, window);
  const rows = new ChangedRows(base.rows, window);
  for await (const page of answers.pages()) rows.pass(page);
  let { deleted } = base;
  if (answers.deleted) {
    const gone = deletedRows(plan, answers.deleted, deleted, window);
    let next = gone.next();
    while (!next.done) next = gone.next();
    deleted = next.value;
  }
  return { rows: rows.final, deleted, tables: new Map(changes.map(({ table, mark }) => [table.name, mark])) };
}

interface Answers {
  readonly deleted: Answer | undefined;
  readonly tables: readonly (readonly Answer[])[];
  /** The rows, with the ids of those that are not of the class. */
  pages(): AsyncGenerator<FetchedPage<ReadonlySet<string>>, void, void>;
}

/** Asks everything that does not depend on something else in one call, where five queries are enough. */
async function ask(plan: SyncPlan, before: ClassState | undefined, window: Window): Promise<Answers> {
  const { org, context } = plan;
  const rows = { soql: changedRowsStatement(plan, before?.rows, window) };
  const ofTables = plan.tables.map((table) => tableQuestions(table, markFor(table, before?.tables), window));
  const deleted = before && plan.tellsDeleted ? [deletedQuestion(plan, before.deleted, window)] : [];
  const others = bringsOthers(plan, before?.rows);
  // Asked after the rows, and with them, where that is for nothing.
  const members =
    others && hasRoomFor([rows, ...ofTables.flat()])
      ? [memberQuestion(plan, changedSince(before!.rows, window))]
      : [];
  const questions: readonly Question[] = [rows, ...members, ...deleted, ...ofTables.flat()];
  const pages = (start: QueryStart, ofMembers?: Answer): ReturnType<Answers['pages']> =>
    queryPages(org.session, start, {
      batchSize: org.batchSize,
      context,
      enrich: async (records, own) => (others ? othersAmong(plan, records, ofMembers, own) : NO_OTHERS),
    });
  if (questions.length === 1) return { deleted: undefined, tables: [], pages: () => pages(rows) };
  const answers = await askTogether(org.session, questions, context, org.batchSize);
  let at = 1;
  const take = (some: readonly Question[]): readonly Answer[] => answers.slice(at, (at += some.length));
  const [ofMembers] = take(members);
  const [ofDeleted] = take(deleted);
  return {
    deleted: ofDeleted,
    tables: ofTables.map(take),
    pages: () => pages({ page: pageOf(answers[0]!, context) }, ofMembers),
  };
}

const NO_OTHERS: ReadonlySet<string> = new Set();

async function changesOfTables(
  plan: SyncPlan,
  before: ClassState | undefined,
  answers: readonly (readonly Answer[])[],
  window: Window,
): Promise<readonly TableChanges[]> {
  const changes: TableChanges[] = [];
  for (const [at, table] of plan.tables.entries()) {
    const look = { plan, table, before: markFor(table, before?.tables), answers: answers[at]!, window };
    changes.push(await tableChanges(look));
  }
  return changes;
}

/** Objects of rows, with what they have attached: one more API call where they show some of it. */
async function objectsOf(
  { org, attached, context, objectOf }: SyncPlan,
  records: readonly SalesforceRecord[],
): Promise<readonly ConnectorObject[]> {
  if (records.length === 0) return [];
  const ids = records.map(({ Id: id }) => String(id));
  const values = await readAttached(org.session, attached, ids, context);
  return records.map((record) => withAttached(objectOf(record), attached, values));
}

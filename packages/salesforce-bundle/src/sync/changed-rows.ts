import type { SalesforceRecord } from '../session/query/query-page.js';
import type { FetchedPage } from '../session/query/query-pages.js';
import { condition, type Condition } from '../soql/condition.js';
import { MAX_SEEN, SeenRows, markOf } from './seen-rows.js';
import type { SyncPlan } from './sync-plan.js';
import { STAMP } from './sync-plan.js';
import { ROWS_START, type RowsMark } from './sync-state.js';
import { rowsMayLeave, rowsStatement, stampedFrom } from './class-rows.js';
import { isoStamp, nextFrom, readFrom, type Window } from './window.js';

/** A row that has changed, and how far rows are delivered once it has been. */
export interface ChangedRow {
  readonly record: SalesforceRecord;
  /** Whether it is no row of the class now. */
  readonly left: boolean;
  readonly mark: RowsMark;
}

/** The first deltas of a sync tell exactly how far they reach, later ones to within so many rows. */
const EXACT_ROWS = 100;

/** A page of changed rows, and the ids of those among them that are not of the class. */
export type ChangedPage = Pick<FetchedPage<ReadonlySet<string>>, 'records' | 'extra'>;

/**
 * The rows that may have changed since the mark, in the order of their stamps and ids. Where rows may leave the class,
 * those that are not of it too; but for a first sync, which nobody can have them from.
 */
export const changedRowsStatement = (plan: SyncPlan, mark: RowsMark | undefined, window: Window): string =>
  mark ? rowsStatement(plan, changedSince(mark, window), plan.everWhere) : rowsStatement(plan, 'all');

/** Whether {@link changedRowsStatement} brings rows that are not of the class. */
export const bringsOthers = (plan: SyncPlan, mark: RowsMark | undefined): mark is RowsMark =>
  mark !== undefined && rowsMayLeave(plan);

export function changedSince({ from, after }: RowsMark, window: Window): Exclude<Condition, 'none'> {
  const start = readFrom(window, from);
  if (after === undefined || start < from) return stampedFrom(STAMP, start);
  return condition(`(${STAMP} > ${from} OR (${STAMP} = ${from} AND Id > '${after}'))`) as Exclude<
    Condition,
    'none'
  >;
}

/** Takes the pages of {@link changedRowsStatement} and finds in them what the mark does not cover. */
export class ChangedRows {
  readonly #before: RowsMark;
  readonly #from: string;
  readonly #settled: string;
  readonly #begun: string | undefined;
  /** Rows that the token knows and that have not come up yet. */
  readonly #known: Set<string>;
  /** The last row in order of those that nobody need read again. */
  #passed: Omit<RowsMark, 'seen'>;
  /** What the rows are like that will be read again. */
  readonly #recent = new Map<string, string>();
  #lastMark: RowsMark;
  #delivered = 0;

  constructor(before: RowsMark | undefined, window: Window) {
    this.#before = before ?? ROWS_START;
    this.#from = nextFrom(window, before?.from);
    this.#settled = window.settled;
    this.#begun = before ? before.begun : window.settled;
    this.#known = this.#before.seen.marks();
    this.#passed = this.#before;
    this.#lastMark = this.#before;
  }

  /** The rows of a page that are new. */
  *of({ records, extra: others }: ChangedPage): Generator<ChangedRow, void, void> {
    for (const record of records) {
      const id = String(record.Id);
      const stamp = isoStamp(record[STAMP]);
      const left = others.has(id);
      const look = lookOf(record, left);
      if (stamp >= this.#from) this.#remember(id, look);
      if (this.#known.delete(look)) continue;
      if (stamp < this.#settled && isAfter(stamp, id, this.#passed))
        this.#passed = { from: stamp, after: id };
      if (left && this.#begun !== undefined && stamp < this.#begun) continue;
      yield { record, left, mark: this.#markHere() };
    }
  }

  /** Takes a page as delivered. */
  pass(page: ChangedPage): void {
    for (const _row of this.of(page));
  }

  /** How far rows are delivered before the first of them. */
  get start(): RowsMark {
    return this.#before;
  }

  /** How far rows are delivered when all pages have been. */
  get final(): RowsMark {
    return { from: this.#from, seen: SeenRows.of(this.#recent.values()) };
  }

  /** A token that reaches less far than it could is safe: long syncs need not write one for each delta. */
  #markHere(): RowsMark {
    if (++this.#delivered > EXACT_ROWS && this.#delivered % EXACT_ROWS > 0) return this.#lastMark;
    const { from, after } = this.#passed;
    const seen = SeenRows.of([...this.#known, ...this.#recent.values()]);
    const begun = this.#begun;
    this.#lastMark = { from, ...(after !== undefined && { after }), ...(begun && { begun }), seen };
    return this.#lastMark;
  }

  #remember(id: string, look: string): void {
    this.#recent.set(id, look);
    if (this.#recent.size > MAX_SEEN) this.#recent.delete(this.#recent.keys().next().value!);
  }
}

/** What moves without the row having been changed: at a login, at a look. */
const RESTLESS = new Set([
  'attributes',
  'LastLoginDate',
  'NumberOfFailedLogins',
  'LastViewedDate',
  'LastReferencedDate',
]);

/** What a row is known by. Its stamp alone would not do: a row may be changed twice within the second it tells. */
const lookOf = (record: SalesforceRecord, left: boolean): string =>
  markOf(...Object.entries(record).filter(([field]) => !RESTLESS.has(field)), ...(left ? ['left'] : []));

const isAfter = (stamp: string, id: string, { from, after = '' }: Omit<RowsMark, 'seen'>): boolean =>
  stamp > from || (stamp === from && id > after);

import type { SalesforceRecord } from '../session/query/query-page.js';
import type { FetchedPage } from '../session/query/query-pages.js';
import { condition, type Condition } from '../soql/condition.js';
import { MAX_SEEN, SeenRows, markOf } from './seen-rows.js';
import type { SyncPlan } from './sync-plan.js';
import { STAMP } from './sync-plan.js';
import { ROWS_START, type RowsMark } from './sync-state.js';
import { rowsStatement, stampedFrom } from './class-rows.js';
import { isoStamp, nextFrom, readFrom, type Window } from './window.js';

/** A row that has changed, and how far rows are delivered once it has been. */
export interface ChangedRow {
  readonly record: SalesforceRecord;
  readonly mark: RowsMark;
}

/** The first deltas of a sync tell exactly how far they reach, later ones to within so many rows. */
const EXACT_ROWS = 100;

/** The rows that may have changed since the mark, in the order of their stamps and ids. */
export function changedRowsStatement(plan: SyncPlan, mark: RowsMark | undefined, window: Window): string {
  return rowsStatement(plan, mark ? since(mark, window) : 'all');
}

function since({ from, after }: RowsMark, window: Window): Exclude<Condition, 'none'> {
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
    this.#known = this.#before.seen.marks();
    this.#passed = this.#before;
    this.#lastMark = this.#before;
  }

  /** The rows of a page that are new. */
  *of({ records }: Pick<FetchedPage, 'records'>): Generator<ChangedRow, void, void> {
    for (const record of records) {
      const id = String(record.Id);
      const stamp = isoStamp(record[STAMP]);
      const look = lookOf(record);
      if (stamp >= this.#from) this.#remember(id, look);
      if (this.#known.delete(look)) continue;
      if (stamp < this.#settled && isAfter(stamp, id, this.#passed))
        this.#passed = { from: stamp, after: id };
      yield { record, mark: this.#markHere() };
    }
  }

  /** Takes a page as delivered. */
  pass(page: Pick<FetchedPage, 'records'>): void {
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
    this.#lastMark = { from, ...(after !== undefined && { after }), seen };
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
const lookOf = (record: SalesforceRecord): string =>
  markOf(...Object.entries(record).filter(([field]) => !RESTLESS.has(field)));

const isAfter = (stamp: string, id: string, { from, after = '' }: Omit<RowsMark, 'seen'>): boolean =>
  stamp > from || (stamp === from && id > after);

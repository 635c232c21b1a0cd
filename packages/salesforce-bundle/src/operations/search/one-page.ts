import { SearchResult, type ConnectorObject, type OperationOptions } from '@icf-ts/framework/spi';
import { UID_ENTRY } from '../../mapping/object-mapping.js';
import { readColumn } from '../../mapping/record-to-object.js';
import type { SalesforceRecord } from '../../session/query/query-page.js';
import type { QueryStart } from '../../session/query/query-pages.js';
import { both } from '../../soql/condition.js';
import { hasKeyset, rowsAfter, type SortPosition, type SortValue } from '../../soql/keyset.js';
import type { SortField } from '../../soql/select.js';
import type { Org } from '../operation-context.js';
import { badCookie, cookieOf, readCookie, type AfterPosition, type PagePosition } from './page-cookie.js';
import { idOf, rowPages, rowReader } from './row-pages.js';
import { tooLongToSort, type SearchPlan, type Statement } from './search-plan.js';

type Objects = AsyncGenerator<ConnectorObject, SearchResult, void>;

/** Salesforce's bounds of an answer. */
const MIN_BATCH = 200;
const BY_ID: SortField = { field: UID_ENTRY.field, ascending: true };

/**
 * One page of a search. One API call for up to 2,000 rows, and more where rows do not match a part of the filter that
 * SOQL cannot say; one more for a page that starts at an offset.
 */
export async function* onePage(
  org: Org,
  plan: SearchPlan,
  { pageSize = 0, pagedResultsCookie, pagedResultsOffset }: OperationOptions,
): Objects {
  const order = orderOf(plan);
  const byKey = order.every(({ field }) => hasKeyset(plan.kindOf(field)));
  if (!byKey && plan.statements.length > 1) throw tooLongToSort();
  const start: PagePosition = pagedResultsCookie
    ? readCookie(pagedResultsCookie, plan.digest)
    : beginningOf(0);
  // ICF counts from one; zero means the beginning too.
  const offset = pagedResultsCookie ? 0 : Math.max((pagedResultsOffset ?? 0) - 1, 0);
  const cutter = new PageCutter(org, plan, order, byKey, pageSize || Infinity, offset);
  return yield* cutter.read(start);
}

/** The order asked for, and Id where it leaves rows equal: pages of one search must fit together. */
const orderOf = ({ sort }: SearchPlan): readonly SortField[] =>
  sort.at(-1)?.field === UID_ENTRY.field ? sort : [...sort, BY_ID];

const beginningOf = (statement: number): AfterPosition => ({
  kind: 'after',
  statement,
  values: undefined,
  left: undefined,
});

class PageCutter {
  readonly #org: Org;
  readonly #plan: SearchPlan;
  readonly #order: readonly SortField[];
  readonly #byKey: boolean;
  readonly #size: number;
  readonly #batchSize: number;
  /** Objects still to be passed over. */
  #skip: number;
  #found = 0;
  /** Ids of the last rows of the page, where only they tell where it ended. */
  #last: string[] = [];

  constructor(
    org: Org,
    plan: SearchPlan,
    order: readonly SortField[],
    byKey: boolean,
    size: number,
    offset: number,
  ) {
    this.#org = org;
    this.#plan = plan;
    this.#order = order;
    this.#byKey = byKey;
    this.#size = size;
    this.#skip = offset;
    this.#batchSize = Math.min(org.batchSize, Math.max(size, MIN_BATCH));
  }

  async *read(position: PagePosition): Objects {
    const { statements } = this.#plan;
    let from = position;
    let index = from.kind === 'after' ? from.statement : 0;
    for (; index < statements.length; index++) {
      const result = yield* this.#statement(statements[index]!, index, from);
      if (result) return result;
      from = beginningOf(index + 1);
    }
    return END;
  }

  /** The rows of one statement; a result where the page is full before they end. */
  async *#statement(
    statement: Statement,
    index: number,
    from: PagePosition,
  ): AsyncGenerator<ConnectorObject, SearchResult | undefined, void> {
    const objectOf = rowReader(this.#plan);
    // With it the statement cannot tell how many are left: at least the row that it has beyond the page.
    const leftBefore = this.#leftBefore(statement, from);
    const limit = leftBefore === undefined ? undefined : this.#size + 1;
    let start: QueryStart | undefined = this.#startOf(statement, from, limit);
    let locator = from.kind === 'cursor' ? from.locator : undefined;
    let used = from.kind === 'cursor' ? from.used : 0;
    let passed = from.kind === 'rows' ? from : undefined;
    while (start) {
      const pages = rowPages(this.#org, this.#plan, start, this.#batchSize);
      start = undefined;
      for await (const { records, totalSize, nextRecordsUrl, extra, prefetch } of pages) {
        locator = locatorIn(nextRecordsUrl) ?? locator;
        let at = 0;
        if (passed) {
          at = rowsBefore(passed, records);
          used += at;
          passed = undefined;
        } else if (this.#skip > 0 && !statement.keeps && this.#plan.statements.length === 1) {
          // Every row counts, so that those to be skipped need not be read: the cursor is asked for the row beyond.
          at = Math.min(this.#skip, records.length);
          used += at;
          this.#skip -= at;
          if (used + this.#skip >= totalSize && this.#skip > 0) return undefined;
          if (this.#skip > 0 && locator) {
            used += this.#skip;
            this.#skip = 0;
            start = cursorPath(locator, used);
            break;
          }
        }
        if (this.#skip === 0 && this.#found + records.length - at < this.#size) prefetch();
        for (; at < records.length; at++) {
          const record = records[at]!;
          used++;
          const object = objectOf(record, extra);
          if (statement.keeps && !statement.keeps(object)) continue;
          if (this.#skip > 0) {
            this.#skip--;
            continue;
          }
          this.#found++;
          if (!this.#byKey) this.#last = [...this.#last.slice(1 - KEPT_IDS), idOf(record)];
          yield object;
          if (this.#found < this.#size) continue;
          const isLast = index === this.#plan.statements.length - 1;
          if (used >= totalSize) {
            return isLast ? END : this.#result(beginningOf(index + 1), -1, false);
          }
          const left = leftBefore === undefined ? totalSize - used : Math.max(leftBefore - used, 1);
          return this.#result(
            this.#positionOf(record, index, used, left, locator),
            isLast ? left : -1,
            !statement.keeps && leftBefore === undefined,
          );
        }
      }
    }
    return undefined;
  }

  /**
   * How many rows were left before a page that is asked for with a limit: without one Salesforce counts all the rows
   * behind, which at each page of a large result is too much. Undefined for a page that needs the count, or does not know
   * how many rows it takes.
   */
  #leftBefore({ keeps }: Statement, from: PagePosition): number | undefined {
    return from.kind === 'after' && !keeps && this.#size !== Infinity ? from.left : undefined;
  }

  #startOf({ where }: Statement, from: PagePosition, limit: number | undefined): QueryStart {
    if (from.kind === 'cursor') return cursorPath(from.locator, from.used);
    if (from.kind === 'rows' || !from.values) return { soql: this.#plan.selectText(where, this.#order) };
    const { values } = from;
    if (!this.#byKey || values.length !== this.#order.length) throw badCookie();
    const positions = this.#order.map((sort, at): SortPosition => ({
      ...sort,
      kind: this.#plan.kindOf(sort.field),
      value: values[at]!,
    }));
    const after = rowsAfter(positions);
    if (after === undefined || after === 'none') throw badCookie();
    return { soql: this.#plan.selectText(both(where, after) as Statement['where'], this.#order, limit) };
  }

  #positionOf(
    record: SalesforceRecord,
    statement: number,
    used: number,
    left: number,
    locator: string | undefined,
  ): PagePosition {
    if (this.#byKey) {
      const values = this.#order.map(({ field }) => (readColumn(record, field) ?? null) as SortValue);
      return { kind: 'after', statement, values, left };
    }
    return locator ? { kind: 'cursor', locator, used } : { kind: 'rows', ids: this.#last, used };
  }

  #result(position: PagePosition, remaining: number, exact: boolean): SearchResult {
    return new SearchResult({
      pagedResultsCookie: cookieOf(position, this.#plan.digest),
      remainingPagedResults: remaining,
      countPolicy: remaining < 0 ? 'NONE' : exact ? 'EXACT' : 'ESTIMATE',
    });
  }
}

export const END = new SearchResult({ remainingPagedResults: 0, countPolicy: 'EXACT' });

const cursorPath = (locator: string, used: number): QueryStart => ({ path: `/query/${locator}-${used}` });
const locatorIn = (nextRecordsUrl = ''): string | undefined =>
  /\/query\/([A-Za-z0-9]{15,32})-\d+$/.exec(nextRecordsUrl)?.[1];

/** How many rows may go between two pages without the next one missing its beginning. */
const KEPT_IDS = 50;

/** How many rows of a first answer come before the page. */
function rowsBefore(
  { ids, used }: { readonly ids: readonly string[]; readonly used: number },
  records: readonly SalesforceRecord[],
): number {
  const places = new Map(records.map((record, at) => [idOf(record), at]));
  const last = ids.findLast((id) => places.has(id));
  return last === undefined ? Math.min(used, records.length) : places.get(last)! + 1;
}

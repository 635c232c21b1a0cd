import type { OperationOptions } from '@icf-ts/framework/spi';
import type { QueryStart } from '../session/query-pages.js';
import { MAX_OFFSET } from '../soql/select.js';
import { text } from '../words/text.js';
import { worded } from '../words/worded.js';

/** The part of a result that a caller wants. */
export interface PageRequest {
  /** Undefined: all of it. */
  readonly size: number | undefined;
  /** Rows of the query to skip. */
  readonly offset: number;
  /** Path of the open cursor to go on with. */
  readonly cursor: string | undefined;
  /** Rows of the query that earlier pages have used. */
  readonly position: number;
}

/*
 * A cookie is the cursor of Salesforce with the number of the next row (valid for two days), or, for a result that came
 * in one answer and has no cursor, `offset-` with that number.
 */
const CURSOR = /^(\/services\/data\/v\d+\.\d\/query\/[A-Za-z0-9]{15,32})-(\d{1,9})$/;
const OFFSET = /^offset-(\d{1,4})$/;

/** @throws IllegalArgumentException for a cookie that is none, and for an offset beyond what Salesforce skips. */
export function pageRequest({
  pageSize,
  pagedResultsCookie,
  pagedResultsOffset,
}: OperationOptions): PageRequest {
  const size = pageSize ? pageSize : undefined;
  if (pagedResultsCookie) {
    const offset = OFFSET.exec(pagedResultsCookie);
    if (offset) return { size, offset: Number(offset[1]), cursor: undefined, position: 0 };
    const cursor = CURSOR.exec(pagedResultsCookie);
    if (cursor) return { size, offset: 0, cursor: pagedResultsCookie, position: Number(cursor[2]) };
    throw worded('IllegalArgumentException', text('fault.cookie'));
  }
  // ICF counts from one; zero means the beginning too.
  const offset = Math.max((pagedResultsOffset ?? 0) - 1, 0);
  if (offset > MAX_OFFSET) {
    throw worded('IllegalArgumentException', text('fault.offset', MAX_OFFSET, pagedResultsOffset!));
  }
  return { size, offset, cursor: undefined, position: 0 };
}

export const pageStart = ({ cursor }: PageRequest, soql: string): QueryStart =>
  cursor === undefined ? { soql } : { path: cursor };

/** Where the next page starts, after `used` rows of the query; `cursor` as the last answer told it. */
export function cookieOf(
  { cursor: own, offset }: PageRequest,
  used: number,
  cursor: string | undefined,
): string {
  const locator = CURSOR.exec(cursor ?? own ?? '')?.[1];
  return locator === undefined ? `offset-${offset + used}` : `${locator}-${used}`;
}

import type { ConnectorException } from '@icf-ts/framework/spi';
import type { SortValue } from '../../soql/keyset.js';
import { isSalesforceId } from '../../soql/salesforce-id.js';
import { text } from '../../words/text.js';
import { worded } from '../../words/worded.js';

/**
 * Where a page begins. `after`: behind a row of the n-th statement, known by what it was sorted by, its Id last, and how
 * many rows were left behind it when the first page was read; good for ever, in every process. For orders that conditions
 * cannot repeat, `cursor`: a row of Salesforce's own cursor, good for two days; and `rows`: behind the last row of the
 * page before that is still there, or by number if none is, in a result that was too small for a cursor.
 */
export type PagePosition =
  | AfterPosition
  | { readonly kind: 'cursor'; readonly locator: string; readonly used: number }
  | { readonly kind: 'rows'; readonly ids: readonly string[]; readonly used: number };

export interface AfterPosition {
  readonly kind: 'after';
  readonly statement: number;
  readonly values: readonly SortValue[] | undefined;
  /** Not known for the beginning of a statement. */
  readonly left: number | undefined;
}

/** Raised when the form changes: an older cookie is refused, not misread. */
const VERSION = 3;
const MAX_COOKIE = 8_000;
const LOCATOR = /^[A-Za-z0-9]{15,32}$/;

/** A cookie is plain text: version, digest of the search, kind, and the position as JSON. */
export function cookieOf(position: PagePosition, digest: string): string {
  const { kind, ...rest } = position;
  return `${VERSION}.${digest}.${kind}.${JSON.stringify(Object.values(rest))}`;
}

/**
 * Nothing in a cookie is believed: what it says is checked, and goes into a statement or a path only in that form.
 * @throws IllegalArgumentException for what is no cookie of this search.
 */
export function readCookie(cookie: string, digest: string): PagePosition {
  const [version, ofSearch, kind, ...json] = cookie.slice(0, MAX_COOKIE).split('.');
  if (version !== String(VERSION)) throw badCookie();
  if (ofSearch !== digest) throw worded('IllegalArgumentException', text('fault.cookieOfOther'));
  const [first, second, third] = listOf(json.join('.'));
  if (kind === 'after' && isCount(first) && isOr(isValues, second) && isOr(isCount, third))
    return { kind, statement: first, values: second ?? undefined, left: third ?? undefined };
  if (kind === 'cursor' && typeof first === 'string' && LOCATOR.test(first) && isCount(second))
    return { kind, locator: first, used: second };
  if (kind === 'rows' && isIds(first) && isCount(second)) return { kind, ids: first, used: second };
  throw badCookie();
}

/** The refusal of what is no cookie, or no longer one. */
export const badCookie = (): ConnectorException => worded('IllegalArgumentException', text('fault.cookie'));

function listOf(json: string): readonly unknown[] {
  try {
    const list: unknown = JSON.parse(json);
    return Array.isArray(list) ? list : [];
  } catch {
    return [];
  }
}

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;
/** JSON has null for what is not known. */
const isOr = <Value>(is: (value: unknown) => value is Value, value: unknown): value is Value | null =>
  value === null || is(value);
const isIds = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === 'string' && isSalesforceId(item));
const isValues = (value: unknown): value is readonly SortValue[] =>
  Array.isArray(value) &&
  value.every((item) => item === null || typeof item === 'string' || typeof item === 'number');

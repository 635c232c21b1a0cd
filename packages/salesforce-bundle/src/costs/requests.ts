import type { CostedRequest } from '@icf-ts/framework/spi';
import { MAX_VALUES, mergeQueries } from '../session/gathering/keyed-queries.js';

/** Rows of one collection that writes, and of one that reads. */
const WRITTEN_ROWS = 200;
const READ_ROWS = 2_000;

/** What cannot be joined with others of its kind. */
export const single = (kind: string, count = 1): CostedRequest => ({ kind, rows: 1, count });

/** Rows that are written by collections. */
export const rows = (kind: string, count = 1): CostedRequest => ({
  kind,
  rows: WRITTEN_ROWS,
  count,
  limited: 'joined',
});

/** A reading of some fields of a row. */
export const reading = (kind: string): CostedRequest => ({ kind, rows: READ_ROWS, limited: 'joined' });

/** A question of which the answer may be remembered. */
export const query = (kind: string, joins: boolean, about?: readonly string[]): CostedRequest => ({
  kind,
  rows: joins ? MAX_VALUES : 1,
  limited: 'always',
  ...(about ? { about } : {}),
});

/** Whether questions that differ in a value are asked as one: as the session that asks them tells. */
export const joins = (statement: (value: string) => string): boolean =>
  mergeQueries([statement('a'), statement('b')]).length === 1;

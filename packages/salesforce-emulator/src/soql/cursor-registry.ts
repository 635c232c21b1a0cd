import { composeId } from '../record/record-id.js';
import type { Row } from '../record/row.js';
import type { Projection } from './record-shape.js';

/** An open result: which rows, fixed when the query ran; their values are read when a page is fetched. */
export interface Cursor {
  readonly locator: string;
  readonly userId: string;
  readonly rows: readonly Row[];
  readonly projection: Projection;
  readonly batchSize: number;
  readonly openedMs: number;
}

const KEY_PREFIX = '0r8';
const LIFE_MS = 2 * 24 * 3_600_000;

/** What bounds the memory of clients that never fetch their last page: beyond it the oldest cursor goes. */
const MAX_HELD_ROWS = 10_000_000;

/** Results with pages still to fetch, by locator. */
export class CursorRegistry {
  readonly #cursors = new Map<string, Cursor>();
  readonly #instance: string;
  readonly #nowMs: () => number;
  #heldRows = 0;
  #opened = 62 ** 4;

  constructor(instance: string, nowMs: () => number) {
    this.#instance = instance;
    this.#nowMs = nowMs;
  }

  open(parts: Pick<Cursor, 'userId' | 'rows' | 'projection' | 'batchSize'>): Cursor {
    const locator = composeId(KEY_PREFIX, this.#instance, this.#opened++);
    const cursor: Cursor = { ...parts, locator, openedMs: this.#nowMs() };
    this.#cursors.set(locator, cursor);
    this.#heldRows += cursor.rows.length;
    for (const [, oldest] of this.#cursors) {
      if (this.#heldRows <= MAX_HELD_ROWS || oldest === cursor) break;
      this.#close(oldest);
    }
    return cursor;
  }

  /** The user's cursor, or undefined when it is unknown, expired or another's. */
  find(locator: string, userId: string): Cursor | undefined {
    const cursor = this.#cursors.get(locator);
    if (!cursor) return undefined;
    if (this.#nowMs() - cursor.openedMs > LIFE_MS) {
      this.#close(cursor);
      return undefined;
    }
    return cursor.userId === userId ? cursor : undefined;
  }

  #close(cursor: Cursor): void {
    this.#cursors.delete(cursor.locator);
    this.#heldRows -= cursor.rows.length;
  }
}

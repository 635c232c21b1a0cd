import type { Row, StoredValue } from '../record/row.js';
import type { TextPool } from './text-pool.js';

/** A value of a row line; `[]` where the row has not the property. */
export type LineValue = StoredValue | [];

/** Makes rows of a table's lines, each as small as one that was written out. */
export class RowMaker {
  readonly #columns: readonly string[];
  readonly #pool: TextPool;
  readonly #usernameColumn: number;
  /** By the columns that a row has: a row without values. */
  readonly #blanks = new Map<string, Record<string, StoredValue>>();

  constructor(columns: readonly string[], pool: TextPool) {
    this.#columns = columns;
    this.#pool = pool;
    this.#usernameColumn = columns.indexOf('Username');
  }

  make(values: readonly LineValue[]): Row {
    const row = { ...this.#blank(values) };
    let username = '';
    for (let k = 0; k < this.#columns.length; k++) {
      const value = values[k] ?? null;
      if (Array.isArray(value)) continue;
      if (k === this.#usernameColumn && typeof value === 'string') username = value;
      // A generated user's name is its mail address too.
      const isUsername = value === username && username !== '';
      row[this.#columns[k]!] = isUsername
        ? username
        : typeof value === 'string'
          ? this.#pool.shared(value, k)
          : value;
    }
    return row as Row;
  }

  #blank(values: readonly LineValue[]): Record<string, StoredValue> {
    let missing = '';
    for (let k = 0; k < values.length; k++) if (Array.isArray(values[k])) missing += `${k},`;
    const known = this.#blanks.get(missing);
    if (known) return known;
    const present = this.#columns.filter((_name, k) => !Array.isArray(values[k]));
    // A copy of a parsed object has room for its properties and no more, which one that grows has not.
    const text = JSON.stringify(Object.fromEntries(present.map((name) => [name, ''])));
    const blank = JSON.parse(text) as Record<string, StoredValue>;
    this.#blanks.set(missing, blank);
    return blank;
  }
}

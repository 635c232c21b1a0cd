import type { Row, StoredValue } from '../record/row.js';

/** The form in which indexed values compare: text without regard to case. */
export function indexKey(value: StoredValue): string | null {
  return value === null || value === '' ? null : String(value).toLowerCase();
}

/** Rows by the value of one field. A single row is kept bare: most values occur once. */
export class EqualityIndex {
  readonly #rows = new Map<string, Row | Row[]>();

  add(value: StoredValue, row: Row): void {
    const key = indexKey(value);
    if (key === null) return;
    const held = this.#rows.get(key);
    if (held === undefined) this.#rows.set(key, row);
    else if (Array.isArray(held)) held.push(row);
    else this.#rows.set(key, [held, row]);
  }

  remove(value: StoredValue, row: Row): void {
    const key = indexKey(value);
    if (key === null) return;
    const held = this.#rows.get(key);
    if (held === row) this.#rows.delete(key);
    else if (Array.isArray(held))
      this.#rows.set(
        key,
        held.filter((other) => other !== row),
      );
  }

  /** Rows with the value; null finds nothing, for empty values are not indexed. */
  find(value: StoredValue): readonly Row[] {
    const key = indexKey(value);
    const held = key === null ? undefined : this.#rows.get(key);
    return held === undefined ? [] : Array.isArray(held) ? held : [held];
  }
}

import type { Row } from '../record/row.js';

/** Changes noted beside the sorted rows before these are sorted anew: an eighth of them, at least so many. */
const MIN_CHANGES = 1_000;

/**
 * Rows in the order of one numeric field. What changes after the sort is only noted and looked through by each
 * search, so that writes cost next to nothing and a sort serves many of them.
 */
export class OrderedIndex {
  readonly #field: string;
  readonly #source: () => Iterable<Row>;
  #rows: Row[] = [];
  #keys = new Float64Array(0);
  readonly #changed = new Set<Row>();

  /** @param source all rows there are, asked for at each sort */
  constructor(field: string, source: () => Iterable<Row>) {
    this.#field = field;
    this.#source = source;
    this.#sort();
  }

  /** Notes a row that is new or has changed. */
  note(row: Row): void {
    this.#changed.add(row);
    if (this.#changed.size > Math.max(MIN_CHANGES, this.#rows.length / 8)) this.#sort();
  }

  /** Rows whose value was, at the sort, from `from` up to, not including, `to`, and all changed or gone since. */
  find(from: number, to: number): Set<Row> {
    const found = new Set(this.#rows.slice(this.#firstAt(from), this.#firstAt(to)));
    for (const row of this.#changed) found.add(row);
    return found;
  }

  #sort(): void {
    this.#changed.clear();
    this.#rows = [...this.#source()]
      .filter((row) => typeof row[this.#field] === 'number')
      .sort((a, b) => Number(a[this.#field]) - Number(b[this.#field]));
    this.#keys = Float64Array.from(this.#rows, (row) => Number(row[this.#field]));
  }

  /** The place of the first key that is not below a value. */
  #firstAt(value: number): number {
    let low = 0;
    let high = this.#keys.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#keys[middle] ?? Infinity) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

import { idNumber } from '../record/record-id.js';
import type { Row } from '../record/row.js';

/**
 * Rows by id, in the order of their ids. The ids of a table count up, so a row's place in an array is its id's number:
 * a million rows need no map of their ids.
 */
export class RowSequence {
  readonly #firstNumber: number;
  readonly #idStart: string;
  readonly #slots: (Row | undefined)[] = [];
  #size = 0;

  /** @param idStart the six characters that all ids begin with */
  constructor(idStart: string, firstNumber: number) {
    this.#idStart = idStart;
    this.#firstNumber = firstNumber;
  }

  get size(): number {
    return this.#size;
  }

  /** @param id of 18 characters */
  get(id: string): Row | undefined {
    return id.startsWith(this.#idStart) ? this.#slots[idNumber(id) - this.#firstNumber] : undefined;
  }

  put(row: Row): void {
    const place = idNumber(row.Id) - this.#firstNumber;
    // An array with holes behind its end would turn into a map.
    while (this.#slots.length < place) this.#slots.push(undefined);
    if (!this.#slots[place]) this.#size += 1;
    this.#slots[place] = row;
  }

  take(row: Row): void {
    const place = idNumber(row.Id) - this.#firstNumber;
    if (this.#slots[place] === undefined) return;
    this.#slots[place] = undefined;
    this.#size -= 1;
  }

  /** How many rows there may be behind an id of 18 characters; null for an id of other rows. */
  countAfter(id: string): number | null {
    if (id.length !== 18 || !id.startsWith(this.#idStart)) return null;
    return Math.max(0, this.#slots.length - this.#placeAfter(id));
  }

  valuesAfter(id: string): IterableIterator<Row> {
    return this.values(this.#placeAfter(id));
  }

  #placeAfter(id: string): number {
    return Math.max(0, idNumber(id) - this.#firstNumber + 1);
  }

  *values(from = 0): IterableIterator<Row> {
    for (let place = from; place < this.#slots.length; place++) {
      const row = this.#slots[place];
      if (row) yield row;
    }
  }
}

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

  *values(): IterableIterator<Row> {
    for (let place = 0; place < this.#slots.length; place++) {
      const row = this.#slots[place];
      if (row) yield row;
    }
  }
}

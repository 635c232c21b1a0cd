import type { Store } from '../store/store.js';

/** A column with more different texts than this is taken for one where each row has its own. */
const MAX_TEXTS = 1_000;
const ID_LENGTH = 18;

/** Lets equal texts of a table's rows be one: a parser makes a new one each time. */
export class TextPool {
  readonly #store: Store;
  /** By column; null where pooling does not pay. */
  readonly #columns: (Map<string, string> | null)[];

  constructor(store: Store, columns: number) {
    this.#store = store;
    this.#columns = Array.from({ length: columns }, () => new Map());
  }

  shared(text: string, column: number): string {
    if (text.length === ID_LENGTH) {
      const row = this.#store.findByExactId(text);
      if (row) return row.Id;
    }
    const texts = this.#columns[column];
    if (!texts) return text;
    const known = texts.get(text);
    if (known !== undefined) return known;
    if (texts.size < MAX_TEXTS) texts.set(text, text);
    else this.#columns[column] = null;
    return text;
  }
}

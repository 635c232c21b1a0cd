import type { Store } from '../store/store.js';

const MAX_TEXTS = 10_000;
const ID_LENGTH = 18;

/** Lets equal texts of many rows be one: a parser makes a new one each time. */
export class TextPool {
  readonly #store: Store;
  readonly #texts = new Map<string, string>();

  constructor(store: Store) {
    this.#store = store;
  }

  shared(text: string): string {
    if (text.length === ID_LENGTH) {
      const row = this.#store.findById(text);
      if (row) return row.Id;
    }
    const known = this.#texts.get(text);
    if (known !== undefined) return known;
    // Texts that are near in the file are those that are equal, so to forget the others does little harm.
    if (this.#texts.size >= MAX_TEXTS) this.#texts.clear();
    this.#texts.set(text, text);
    return text;
  }
}

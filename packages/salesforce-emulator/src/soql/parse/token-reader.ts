import type { QueryText } from './query-text.js';
import type { Token } from './scan.js';

/** Walks over the tokens of a statement; past the last it stays on the one that ends them. */
export class TokenReader {
  readonly query: QueryText;
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(query: QueryText, tokens: readonly Token[]) {
    this.query = query;
    this.#tokens = tokens;
  }

  get atEnd(): boolean {
    return this.peek().kind === 'end';
  }

  /** The token `ahead` of the current one, or the last. */
  peek(ahead = 0): Token {
    const token = this.#tokens[this.#at + ahead] ?? this.#tokens.at(-1);
    if (!token) throw new RangeError('a scanned statement has at least its end');
    return token;
  }

  next(): Token {
    const token = this.peek();
    if (this.atEnd) throw this.refusal();
    this.#at += 1;
    return token;
  }

  /** A path, a name or a keyword. @throws ApiError MALFORMED_QUERY for anything else */
  word(): Token {
    if (this.peek().kind !== 'word') throw this.refusal();
    return this.next();
  }

  /** True when the current token is the keyword or symbol. */
  is(text: string, ahead = 0): boolean {
    return this.peek(ahead).text.toUpperCase() === text;
  }

  /** Steps over the keywords or symbols if all of them are there. */
  skip(...texts: readonly string[]): boolean {
    if (!texts.every((text, ahead) => this.is(text, ahead))) return false;
    this.#at += texts.length;
    return true;
  }

  expect(text: string): void {
    if (!this.skip(text)) throw this.refusal();
  }

  /** The items of a list, read one by one while commas follow. */
  list<Item>(read: () => Item): Item[] {
    const items = [read()];
    while (this.skip(',')) items.push(read());
    return items;
  }

  refusal(): Error {
    const { text, offset } = this.peek();
    return this.query.unexpected(text, offset);
  }
}

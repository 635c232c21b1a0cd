import type { QueryText } from './query-text.js';
import type { Token } from './scan.js';

/** Walks over a run of tokens; past its last token it stays on one that fits nothing. */
export class TokenReader {
  readonly query: QueryText;
  readonly #tokens: readonly Token[];
  readonly #end: number;
  #at: number;

  /** Reads the tokens from index `start` up to, not including, index `end`. */
  constructor(query: QueryText, tokens: readonly Token[], start: number, end: number) {
    this.query = query;
    this.#tokens = tokens;
    this.#at = start;
    this.#end = end;
  }

  get index(): number {
    return this.#at;
  }

  get atEnd(): boolean {
    return this.#at >= this.#end;
  }

  /** The token `ahead` of the current one, or the one that ends the run. */
  peek(ahead = 0): Token {
    const token = this.#tokens[Math.min(this.#at + ahead, this.#end)] ?? this.#tokens.at(-1);
    if (!token) throw new RangeError('a scanned statement has at least its end');
    return token;
  }

  next(): Token {
    const token = this.peek();
    if (this.atEnd) throw this.query.unexpected(token.text, token.offset);
    this.#at += 1;
    return token;
  }

  /** True when the current token is the keyword or symbol. */
  is(text: string, ahead = 0): boolean {
    return this.#at + ahead < this.#end && this.peek(ahead).text.toUpperCase() === text;
  }

  /** Steps over the keyword or symbol if it is there. */
  skip(text: string): boolean {
    if (!this.is(text)) return false;
    this.#at += 1;
    return true;
  }

  expect(text: string): void {
    if (!this.skip(text)) throw this.refusal();
  }

  /** Moves to the token with an index, as after a part that was read by other means. */
  jumpTo(index: number): void {
    this.#at = index;
  }

  refusal(): Error {
    const { text, offset } = this.peek();
    return this.query.unexpected(text, offset);
  }
}

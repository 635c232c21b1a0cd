import type { Attribute, AttributeValue } from '../attribute.js';
import { attributeOf } from '../attributes.js';
import { IllegalArgumentException, isConnectorException } from '../errors/exceptions.js';
import { foldCase } from '../values/case-insensitive.js';
import {
  ComparisonFilter,
  CompositeFilter,
  ExtendedMatchFilter,
  NotFilter,
  PresenceFilter,
  type Filter,
} from './filter.js';
import { FUNCTION_NAMES, leafFunction, mayLackValues, type LeafFunction } from './filter-functions.js';
import { nextToken, positioned, refusal, type Sign, type Token } from './filter-tokens.js';

export interface ParseFilterOptions {
  /** How deep brackets and `not` may nest; 64 if not told. */
  readonly maxDepth?: number;
  /** How many conditions a filter may have; 1,000 if not told. */
  readonly maxConditions?: number;
}

const DEFAULT_MAX_DEPTH = 64;
const DEFAULT_MAX_CONDITIONS = 1000;

/**
 * Reads the text form of a filter, as Oracle's jobs have it:
 * `startsWith('mail', 'a') & not(equalTo('userType', 'Guest') | equalTo('active', false))`.
 * The grammar stands in docs/concepts/filters.md.
 * @throws IllegalArgumentException that tells where the text is wrong and what was expected there.
 */
export function parseFilter(text: string, options: ParseFilterOptions = {}): Filter {
  return new Parser(text, options).filter();
}

class Parser {
  readonly #text: string;
  readonly #maxDepth: number;
  readonly #maxConditions: number;
  #token: Token;
  #end: number;
  #depth = 0;
  #conditions = 0;

  constructor(text: string, options: ParseFilterOptions) {
    this.#text = text;
    this.#maxDepth = options.maxDepth ?? DEFAULT_MAX_DEPTH;
    this.#maxConditions = options.maxConditions ?? DEFAULT_MAX_CONDITIONS;
    ({ token: this.#token, end: this.#end } = nextToken(text, 0));
  }

  filter(): Filter {
    const filter = this.#anyOf();
    if (this.#token.kind !== 'end') throw this.#expected("'&', '|' or the end");
    return filter;
  }

  #anyOf(): Filter {
    let filter = this.#allOf();
    while (this.#skipOperator('|', 'or')) filter = new CompositeFilter('or', filter, this.#allOf());
    return filter;
  }

  #allOf(): Filter {
    let filter = this.#one();
    while (this.#skipOperator('&', 'and')) filter = new CompositeFilter('and', filter, this.#one());
    return filter;
  }

  #one(): Filter {
    const { at } = this.#token;
    if (this.#skipSign('(')) {
      const filter = this.#nested(at, () => this.#anyOf());
      this.#require(')');
      return filter;
    }
    const name = this.#takeWord();
    switch (foldCase(name)) {
      case 'not':
        return new NotFilter(this.#nested(at, () => this.#one()));
      case 'and':
      case 'or':
        return this.#nested(at, () => this.#list(foldCase(name) as 'and' | 'or'));
      default:
        return this.#leaf(name, at);
    }
  }

  /** `and(a, b, …)`; one filter in the brackets stands for itself. */
  #list(kind: 'and' | 'or'): Filter {
    this.#require('(');
    let filter = this.#anyOf();
    while (this.#skipSign(',')) filter = new CompositeFilter(kind, filter, this.#anyOf());
    this.#require(')');
    return filter;
  }

  #leaf(name: string, at: number): Filter {
    const kind = leafFunction(name);
    if (!kind) {
      throw refusal(
        this.#text,
        at,
        `there is no function '${name}'; there are ${FUNCTION_NAMES.join(', ')}.`,
      );
    }
    if (++this.#conditions > this.#maxConditions) {
      throw refusal(this.#text, at, `a filter may have ${this.#maxConditions} conditions at most.`);
    }
    this.#require('(');
    const filter = this.#leafOf(kind);
    this.#require(')');
    return filter;
  }

  #leafOf(kind: LeafFunction): Filter {
    if (kind === 'extendedMatch') {
      const operator = this.#takeText('the operator in quotes');
      this.#require(',');
      return new ExtendedMatchFilter(operator, this.#attribute(false));
    }
    if (kind === 'present') return new PresenceFilter(this.#takeText(ATTRIBUTE_NAME));
    return new ComparisonFilter(kind, this.#attribute(!mayLackValues(kind)));
  }

  #attribute(needsValues: boolean): Attribute {
    const { at } = this.#token;
    const name = this.#takeText(ATTRIBUTE_NAME);
    if (needsValues && !this.#isSign(',')) throw this.#expected("',' and the value to compare with");
    const values = this.#values();
    try {
      return attributeOf(name, values);
    } catch (error) {
      if (!isConnectorException(error)) throw error;
      // No excerpt: where a password was given as text, it must not reach a log.
      throw new IllegalArgumentException(positioned(this.#text, at, error.message), { cause: error });
    }
  }

  /** `, value`, `, value, value` or `, [value, …]`; null where there is none. */
  #values(): readonly AttributeValue[] | null {
    if (!this.#skipSign(',')) return null;
    const bracketed = this.#skipSign('[');
    if (bracketed && this.#skipSign(']')) return [];
    const values = [this.#value()];
    while (this.#skipSign(',')) values.push(this.#value());
    if (bracketed) this.#require(']');
    return values;
  }

  #value(): AttributeValue {
    const token = this.#token;
    if (token.kind === 'text' || token.kind === 'number') {
      this.#advance();
      return token.value;
    }
    const word = token.kind === 'word' ? foldCase(token.value) : '';
    const constant = CONSTANTS.get(word);
    if (constant === undefined)
      throw this.#expected('a value: a text in quotes, a number, true, false or null');
    this.#advance();
    return constant;
  }

  #nested(at: number, read: () => Filter): Filter {
    if (++this.#depth > this.#maxDepth) {
      throw refusal(this.#text, at, `brackets and 'not' may nest ${this.#maxDepth} deep at most.`);
    }
    const filter = read();
    this.#depth--;
    return filter;
  }

  #takeWord(): string {
    const token = this.#token;
    if (token.kind !== 'word')
      throw this.#expected("a filter such as equalTo('name', 'value'), not(…) or (…)");
    this.#advance();
    return token.value;
  }

  #takeText(what: string): string {
    const token = this.#token;
    if (token.kind !== 'text') throw this.#expected(what);
    this.#advance();
    return token.value;
  }

  #skipOperator(sign: Sign, word: string): boolean {
    if (this.#skipSign(sign)) return true;
    if (this.#token.kind !== 'word' || foldCase(this.#token.value) !== word) return false;
    this.#advance();
    return true;
  }

  #skipSign(sign: Sign): boolean {
    if (!this.#isSign(sign)) return false;
    this.#advance();
    return true;
  }

  #require(sign: Sign): void {
    if (!this.#skipSign(sign)) throw this.#expected(`'${sign}'`);
  }

  #isSign(sign: Sign): boolean {
    return this.#token.kind === 'sign' && this.#token.value === sign;
  }

  #advance(): void {
    ({ token: this.#token, end: this.#end } = nextToken(this.#text, this.#end));
  }

  #expected(what: string): IllegalArgumentException {
    const token = this.#token;
    const found =
      token.kind === 'end'
        ? 'the text ends'
        : token.kind === 'sign' || token.kind === 'word'
          ? `found '${token.value}'`
          : `found a ${token.kind}`;
    return refusal(this.#text, token.at, `expected ${what}, but ${found}.`);
  }
}

const ATTRIBUTE_NAME = 'the name of an attribute in quotes';

const CONSTANTS = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

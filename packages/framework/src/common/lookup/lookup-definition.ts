import { isBlank } from '../attribute.js';
import { IllegalArgumentException } from '../errors/exceptions.js';
import type { TextCase } from '../filter/compare-values.js';
import { foldCase } from '../values/case-insensitive.js';

/** Where the entries come from: a person, the configuration of a connector, or a search on the target. */
export const LOOKUP_KINDS = ['static', 'configuration', 'synchronized'] as const;
export type LookupKind = (typeof LOOKUP_KINDS)[number];

/** The code is what the target understands, the decode what a person reads. */
export type LookupEntry = readonly [code: string, decode: string];

export interface LookupDetail {
  /** E.g. `Lookup.Salesforce.Profiles`. */
  readonly name: string;
  /** Default: static. */
  readonly kind?: LookupKind;
  readonly description?: string;
  /** How codes and decodes are compared. Default: exact, because the ids of many targets differ in case alone. */
  readonly textCase?: TextCase;
  readonly entries: Iterable<LookupEntry>;
  /** Codes of the entries that the target no longer has. They still decode. */
  readonly vanished?: Iterable<string>;
}

/** How two texts of a lookup are compared: by these. */
export const lookupKey = (text: string, textCase: TextCase): string =>
  textCase === 'ignore' ? foldCase(text) : text;

/**
 * A named, ordered, read-only map of codes to decodes; iterate it, or give it to `new Map()`, for the entries. A code
 * stands for one decode, a decode may stand for several codes.
 *
 * @throws IllegalArgumentException for a blank name, an empty code, or a code that is there twice.
 */
export class LookupDefinition implements Iterable<LookupEntry> {
  readonly name: string;
  readonly kind: LookupKind;
  readonly description: string | null;
  readonly textCase: TextCase;
  /** By comparable code; the map must not be handed out, or the lookup could be changed through it. */
  readonly #entries = new Map<string, LookupEntry>();
  readonly #vanished = new Set<string>();
  /** Codes by comparable decode, made when first asked for. */
  readonly #codes: Partial<Record<TextCase, ReadonlyMap<string, readonly string[]>>> = {};

  constructor(detail: LookupDetail) {
    const { name, kind = 'static', textCase = 'exact' } = detail;
    if (isBlank(name)) throw new IllegalArgumentException('The name of a lookup must not be blank.');
    if (!LOOKUP_KINDS.includes(kind)) {
      throw new IllegalArgumentException(
        `Lookup ${name}: '${String(kind)}' is not a kind of lookup; it must be one of ${LOOKUP_KINDS.join(', ')}.`,
      );
    }
    this.name = name;
    this.kind = kind;
    this.description = detail.description ?? null;
    this.textCase = textCase;
    for (const [code, decode] of detail.entries) this.#add(code, decode);
    for (const code of detail.vanished ?? []) {
      if (!this.has(code)) {
        throw new IllegalArgumentException(
          `Lookup ${name}: code '${code}' is said to have vanished, but there is no entry with it.`,
        );
      }
      this.#vanished.add(this.#key(code));
    }
  }

  get size(): number {
    return this.#entries.size;
  }
  has(code: string): boolean {
    return this.#entries.has(this.#key(code));
  }
  /** The decode of a code, also of one that vanished from the target; undefined where there is no such entry. */
  decode(code: string): string | undefined {
    return this.entry(code)?.[1];
  }
  /** The entry of a code, with the code as the lookup spells it. */
  entry(code: string): LookupEntry | undefined {
    return this.#entries.get(this.#key(code));
  }
  /** All codes of a decode, in the order of the lookup; empty where there is none. */
  codesOf(decode: string, textCase: TextCase = this.textCase): readonly string[] {
    const index = (this.#codes[textCase] ??= codesByDecode(this, textCase));
    return index.get(lookupKey(decode, textCase)) ?? [];
  }
  /** Whether the last synchronisation did not find that code on the target. */
  isVanished(code: string): boolean {
    return this.#vanished.has(this.#key(code));
  }
  /** The entries that vanished from the target and were kept. */
  get vanished(): readonly LookupEntry[] {
    return [...this].filter(([code]) => this.isVanished(code));
  }
  [Symbol.iterator](): IterableIterator<LookupEntry> {
    return this.#entries.values();
  }

  #key(code: string): string {
    return lookupKey(code, this.textCase);
  }

  #add(code: string, decode: string): void {
    if (typeof code !== 'string' || typeof decode !== 'string') {
      throw new IllegalArgumentException(`Lookup ${this.name}: codes and decodes must be texts.`);
    }
    if (code === '') {
      throw new IllegalArgumentException(`Lookup ${this.name}: the code of '${decode}' is empty.`);
    }
    const other = this.entry(code);
    if (other) throw new IllegalArgumentException(sameCode(this.name, other, [code, decode]));
    this.#entries.set(this.#key(code), Object.freeze([code, decode] as const));
  }
}

/** What is said of two entries with one code. */
export const sameCode = (name: string, first: LookupEntry, second: LookupEntry): string =>
  `Lookup ${name} has two entries with one code: '${first[0]}' = '${first[1]}' and '${second[0]}' = '${second[1]}'.`;

function codesByDecode(lookup: LookupDefinition, textCase: TextCase): ReadonlyMap<string, readonly string[]> {
  const codes = new Map<string, string[]>();
  for (const [code, decode] of lookup) {
    const key = lookupKey(decode, textCase);
    const known = codes.get(key);
    if (known) known.push(code);
    else codes.set(key, [code]);
  }
  for (const list of codes.values()) Object.freeze(list);
  return codes;
}

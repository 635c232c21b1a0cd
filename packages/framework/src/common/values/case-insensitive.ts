/** The one place where names are compared without regard to case, as ICF does everywhere. */
export const foldCase = (text: string): string => text.toLowerCase();

export const sameName = (a: string, b: string): boolean =>
  a === b || (a.length === b.length && foldCase(a) === foldCase(b));

/** Java's sorted set with the ignore-case order. Of two that differ only in case the first spelling stays. */
export class CaseInsensitiveSet extends Set<string> {
  readonly #folded = new Set<string>();

  static of(items: Iterable<string>): CaseInsensitiveSet {
    const set = new CaseInsensitiveSet();
    for (const item of items) set.add(item);
    return set;
  }

  override add(value: string): this {
    const folded = foldCase(value);
    if (this.#folded.has(folded)) return this;
    this.#folded.add(folded);
    return super.add(value);
  }
  override has(value: string): boolean {
    return this.#folded.has(foldCase(value));
  }
}

/** Java's sorted map with the ignore-case order. Of two keys that differ only in case the first spelling stays. */
export class CaseInsensitiveMap<V> extends Map<string, V> {
  readonly #spelling = new Map<string, string>();

  static of<V>(entries: Iterable<readonly [string, V]>): CaseInsensitiveMap<V> {
    const map = new CaseInsensitiveMap<V>();
    for (const [key, value] of entries) map.set(key, value);
    return map;
  }

  override set(key: string, value: V): this {
    const folded = foldCase(key);
    const spelling = this.#spelling.get(folded) ?? key;
    this.#spelling.set(folded, spelling);
    return super.set(spelling, value);
  }
  override get(key: string): V | undefined {
    return super.get(this.#spelling.get(foldCase(key)) ?? key);
  }
  override has(key: string): boolean {
    return this.#spelling.has(foldCase(key));
  }
}

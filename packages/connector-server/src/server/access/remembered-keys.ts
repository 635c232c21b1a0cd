import { createHmac, randomBytes } from 'node:crypto';
import type { GuardedString } from '@icf-ts/framework';
import { ShownKey } from '../../protocol/shown-key.js';

/** Known to this process alone, and to nothing that outlives it. */
const SECRET = randomBytes(32);

/** What stands for a key in memory: neither the key nor a hash that anybody could try keys against later. */
export const keyMark = (key: GuardedString): string =>
  key instanceof ShownKey
    ? key.mark
    : key.access((clear) => createHmac('sha256', SECRET).update(clear, 'utf16le').digest('base64'));

/** What became of keys shown lately, by their marks: bounded, and forgotten after a while. */
export class RememberedKeys<T> {
  readonly #max: number;
  readonly #rememberMs: number;
  readonly #now: () => number;
  /** The longest known first. */
  readonly #entries = new Map<string, { readonly found: T; readonly sinceMs: number }>();

  constructor(max: number, rememberMs: number, now: () => number) {
    this.#max = max;
    this.#rememberMs = rememberMs;
    this.#now = now;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(mark: string): T | undefined {
    const entry = this.#entries.get(mark);
    if (!entry) return undefined;
    if (this.#now() - entry.sinceMs < this.#rememberMs) return entry.found;
    this.#entries.delete(mark);
    return undefined;
  }

  set(mark: string, found: T): void {
    this.#entries.delete(mark);
    this.#entries.set(mark, { found, sinceMs: this.#now() });
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#max) return;
      this.#entries.delete(oldest);
    }
  }
}

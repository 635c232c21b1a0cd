import { createHash, timingSafeEqual } from 'node:crypto';
import { inspect } from 'node:util';
import { ATTRIBUTE_VALUE } from '../values/attribute-value-mark.js';

/**
 * A secret text. It prints as `[GuardedString]` in every form, leaves only through {@link access}, and can be wiped.
 *
 * What it does not do: JavaScript strings cannot be wiped, so the text handed to the constructor and to `access`
 * lives until it is collected; and nothing in this process is encrypted, because a key lying beside its lock protects
 * from nobody. It protects from logs, error messages, JSON and accidents.
 */
export class GuardedString {
  readonly [ATTRIBUTE_VALUE] = true;
  /** UTF-16 code units, little-endian: every JavaScript string survives, lone surrogates too. */
  #units: Buffer;

  constructor(clear: string) {
    this.#units = Buffer.from(clear, 'utf16le');
  }

  /** Hands the clear text to `use` and returns what it returns. The one way out. */
  access<R>(use: (clear: string) => R): R {
    return use(this.#units.toString('utf16le'));
  }

  /** Overwrites the text with nothing. */
  dispose(): void {
    this.#units.fill(0);
    this.#units = Buffer.alloc(0);
  }

  /** Compares without leaking, by timing, where two secrets differ. */
  equals(other: unknown): boolean {
    return other instanceof GuardedString && timingSafeEqual(this.access(digest), other.access(digest));
  }

  toString(): string {
    return '[GuardedString]';
  }
  toJSON(): string {
    return '[GuardedString]';
  }
  [inspect.custom](): string {
    return '[GuardedString]';
  }
}

const digest = (clear: string): Buffer => createHash('sha256').update(clear, 'utf16le').digest();

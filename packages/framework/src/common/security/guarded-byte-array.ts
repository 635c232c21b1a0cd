import { inspect } from 'node:util';
import { ATTRIBUTE_VALUE } from '../values/attribute-value-mark.js';

/** Secret bytes; see GuardedString for what this does and does not protect from. */
export class GuardedByteArray {
  readonly [ATTRIBUTE_VALUE] = true;
  #bytes: Uint8Array;

  constructor(clear: Uint8Array) {
    this.#bytes = Uint8Array.from(clear);
  }

  /** Hands a copy of the clear bytes to `use` and returns what it returns. The copy is wiped afterwards. */
  access<R>(use: (clear: Uint8Array) => R): R {
    const copy = Uint8Array.from(this.#bytes);
    try {
      return use(copy);
    } finally {
      copy.fill(0);
    }
  }

  dispose(): void {
    this.#bytes.fill(0);
    this.#bytes = new Uint8Array();
  }

  toString(): string {
    return '[GuardedByteArray]';
  }
  toJSON(): string {
    return '[GuardedByteArray]';
  }
  [inspect.custom](): string {
    return '[GuardedByteArray]';
  }
}

import type { Constant } from './read-plan.js';

/** Blocks of a connection's life that are remembered: a locale, a key, a request, the answer to a pause. */
const MAX_BLOCKS = 4;
const MAX_BLOCK_BYTES = 4096;

/**
 * The constants of a connection at one point of its life. Every connection of a client declares the same ones with the
 * same bytes, so the block that came last at each point is remembered: one that equals it need not be read again.
 */
export class ConstantPool {
  /** Of connections that have declared nothing. */
  static empty(): ConstantPool {
    return new ConstantPool(Buffer.alloc(0), [], 0);
  }

  /** What declared the last of them: their number, texts and ids. */
  readonly #block: Buffer;
  /** By id; shared by connections, so never to be changed. */
  readonly constants: readonly Constant[];
  readonly #blocks: number;
  #next: ConstantPool | undefined;

  private constructor(block: Buffer, constants: readonly Constant[], blocks: number) {
    this.#block = block;
    this.constants = constants;
    this.#blocks = blocks;
  }

  get blockBytes(): number {
    return this.#block.length;
  }

  /** The pool behind the block that the message begins with; undefined where it is another than came last. */
  after(message: Buffer): ConstantPool | undefined {
    const next = this.#next;
    if (!next) return undefined;
    const { length } = next.#block;
    return message.length >= length && message.compare(next.#block, 0, length, 0, length) === 0
      ? next
      : undefined;
  }

  /** Remembers what a block has led to. Undefined where there would be too much to remember. */
  remember(block: Buffer, constants: readonly Constant[]): ConstantPool | undefined {
    if (this.#blocks >= MAX_BLOCKS || block.length > MAX_BLOCK_BYTES) return undefined;
    this.#next = new ConstantPool(Buffer.from(block), constants, this.#blocks + 1);
    return this.#next;
  }
}

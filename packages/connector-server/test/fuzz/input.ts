import { Scanner } from '#src/protocol/scan.js';
import { DEFAULT_LIMITS } from '#src/protocol/limits.js';
import { MAGIC, VERSION } from '#src/protocol/tags.js';
import { DICTIONARY } from './dictionary.js';
import { layoutOf, type Layout } from './layout.js';

/** One object of an input: its bytes with ids of the dictionary, and which names it uses. */
export interface Body {
  readonly bytes: Buffer;
  readonly layout: Layout;
  readonly names: readonly number[];
}

export function bodyOf(bytes: Buffer): Body | undefined {
  const layout = layoutOf(bytes);
  if (!layout) return undefined;
  const names = new Set([...layout.typeIds, ...layout.nameIds].map((at) => bytes.readInt32BE(at)));
  return { bytes, layout, names: [...names].filter((id) => id in DICTIONARY.names) };
}

/** The type of the outermost object; undefined for null and arrays. */
export const typeOf = ({ bytes, layout }: Body): string | undefined =>
  layout.typeIds[0] === 1 ? DICTIONARY.names[bytes.readInt32BE(1)] : undefined;

/** The bodies of a stream, each on its own and with ids of the dictionary; those that are broken are left out. */
export function bodiesOf(stream: Buffer): Body[] {
  const scanner = new Scanner(DEFAULT_LIMITS);
  const pool = new Map<number, number>();
  const found: Body[] = [];
  try {
    scanner.push(stream);
    for (let message = scanner.next(); message; message = scanner.next()) {
      const body = translated(Buffer.from(message), pool);
      if (body) found.push(body);
    }
  } catch {
    // What stood before the broken place is of use all the same.
  }
  return found;
}

function translated(message: Buffer, pool: Map<number, number>): Body | undefined {
  let at = 4;
  for (let left = message.readInt32BE(0); left > 0; left--) {
    const end = at + 4 + message.readInt32BE(at);
    pool.set(message.readInt32BE(end), DICTIONARY.id(message.toString('utf8', at + 4, end)));
    at = end + 4;
  }
  const bytes = message.subarray(at);
  const layout = layoutOf(bytes);
  if (!layout) return undefined;
  for (const place of [...layout.typeIds, ...layout.nameIds]) {
    const id = pool.get(bytes.readInt32BE(place));
    if (id === undefined) return undefined;
    bytes.writeInt32BE(id, place);
  }
  return bodyOf(bytes);
}

/** A constant as a message declares it. */
export interface Declared {
  readonly id: number;
  readonly text: Buffer;
}

const texts: Buffer[] = [];
export const textOf = (id: number): Buffer => (texts[id] ??= Buffer.from(DICTIONARY.names[id]!));

/** Bytes of a stream: preamble, and for each message its constants and its body. */
export class StreamWriter {
  #bytes = Buffer.alloc(1 << 16);
  #length = 0;

  preamble(): void {
    this.#length = 0;
    this.#int32(MAGIC);
    this.#int32(VERSION);
  }
  /** `count` is what the message says of how many constants there are. */
  message(constants: readonly Declared[], body: Uint8Array, count = constants.length): void {
    this.#int32(count);
    for (const { id, text } of constants) {
      this.#int32(text.length);
      this.#raw(text);
      this.#int32(id);
    }
    this.#raw(body);
  }
  /** A copy. */
  take(): Buffer {
    return Buffer.from(this.#bytes.subarray(0, this.#length));
  }
  #int32(value: number): void {
    this.#need(4);
    this.#length = this.#bytes.writeInt32BE(value, this.#length);
  }
  #raw(value: Uint8Array): void {
    this.#need(value.length);
    this.#bytes.set(value, this.#length);
    this.#length += value.length;
  }
  #need(more: number): void {
    if (this.#length + more <= this.#bytes.length) return;
    const grown = Buffer.alloc((this.#length + more) * 2);
    this.#bytes.copy(grown);
    this.#bytes = grown;
  }
}

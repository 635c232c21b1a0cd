/** Longer texts are seldom the same twice. */
const MAX_BYTES = 32;
const SLOTS = 512;
/** A connection of one request ends before the first text comes again. */
const FIRST_TEXTS = 64;

/**
 * Reads short ASCII texts that come again and again, the names of attributes and most values of closed lists, as the same
 * string: cheaper than to make one each time, in time and in memory. One place per kind of text, so that whatever a peer
 * sends costs no more than to read it.
 */
export class TextCache {
  #texts: (string | undefined)[] | undefined;
  #read = 0;

  read(bytes: Buffer, at: number, length: number): string {
    if (this.#texts === undefined || length > MAX_BYTES || length === 0) {
      if (++this.#read === FIRST_TEXTS) this.#texts = new Array<string | undefined>(SLOTS).fill(undefined);
      return bytes.toString('utf8', at, at + length);
    }
    const last = at + length - 1;
    // The middle tells numbered names apart better than the beginning does.
    const slot =
      (length * 5 +
        bytes[at]! +
        bytes[at + (length >> 1)]! * 31 +
        bytes[last]! * 131 +
        bytes[last - 1]! * 17) &
      (SLOTS - 1);
    const known = this.#texts[slot];
    if (known !== undefined && known.length === length && isSame(bytes, at, known)) return known;
    const text = asciiText(bytes, at, length);
    // Where it is not ASCII, bytes and characters cannot be compared one by one.
    if (text === undefined) return bytes.toString('utf8', at, at + length);
    this.#texts[slot] = text;
    return text;
  }
}

/** Whether these bytes are the text, in ASCII. */
export function isSame(bytes: Buffer, at: number, text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    if (bytes[at + index] !== text.charCodeAt(index)) return false;
  }
  return true;
}

/** A list of each length to put characters in. */
const LISTS = Array.from({ length: MAX_BYTES + 1 }, (_, length) => new Array<number>(length).fill(0));

/** The text of ASCII bytes, undefined where they are not: a short one is made here sooner than beyond the engine. */
function asciiText(bytes: Buffer, at: number, length: number): string | undefined {
  const characters = LISTS[length]!;
  for (let index = 0; index < length; index++) {
    const byte = bytes[at + index]!;
    if (byte > 127) return undefined;
    characters[index] = byte;
  }
  return String.fromCharCode.apply(undefined, characters);
}

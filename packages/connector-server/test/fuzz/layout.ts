import { TAG } from '#src/protocol/tags.js';

/** A field of a body, at whatever depth. */
export interface Span {
  /** Where its tag is. */
  readonly at: number;
  /** Where the length of its content stands. */
  readonly lengthAt: number;
  readonly start: number;
  readonly end: number;
  /** Place of the field around it in the list; -1 for the fields of the outermost object. */
  readonly parent: number;
  /** Whether the content reads as an object. */
  readonly isObject: boolean;
}

/** What a body (an object without its message's constants) looks like to somebody who knows the encoding, no types. */
export interface Layout {
  readonly spans: readonly Span[];
  /** Where the ids of types are. */
  readonly typeIds: readonly number[];
  /** Where the ids of field names are. */
  readonly nameIds: readonly number[];
  /** Levels of objects within objects. */
  readonly depth: number;
}

class Reader {
  readonly spans: Span[] = [];
  readonly typeIds: number[] = [];
  readonly nameIds: number[] = [];
  depth = 0;
  readonly #body: Buffer;

  constructor(body: Buffer) {
    this.#body = body;
  }

  /** Where the object that begins at `at` ends; -1 when there is none. */
  object(from: number, limit: number, parent: number, depth: number): number {
    const body = this.#body;
    if (depth > this.depth) this.depth = depth;
    let at = this.classRef(from, limit);
    while (at >= 0 && at < limit) {
      const tag = body[at];
      if (tag === TAG.END) return at + 1;
      if (tag !== TAG.ANONYMOUS && tag !== TAG.NAMED) return -1;
      const lengthAt = at + (tag === TAG.NAMED ? 5 : 1);
      const start = lengthAt + 4;
      if (start > limit) return -1;
      const length = body.readInt32BE(lengthAt);
      if (length < 0 || start + length > limit) return -1;
      if (tag === TAG.NAMED) this.nameIds.push(at + 1);
      this.#content(at, lengthAt, start, start + length, parent, depth);
      at = start + length;
    }
    return -1;
  }

  classRef(from: number, limit: number): number {
    let at = from;
    while (at < limit && this.#body[at] === TAG.ARRAY) at++;
    if (at < limit && this.#body[at] === TAG.NULL) return at + 1;
    if (at + 5 > limit || this.#body[at] !== TAG.CLASS) return -1;
    this.typeIds.push(at + 1);
    return at + 5;
  }

  #content(at: number, lengthAt: number, start: number, end: number, parent: number, depth: number): void {
    const [spans, types, names] = [this.spans.length, this.typeIds.length, this.nameIds.length];
    this.spans.push({ at, lengthAt, start, end, parent, isObject: true });
    const tag = this.#body[start];
    if (end - start < 2 || tag === undefined || tag < TAG.NULL || tag > TAG.ARRAY) {
      this.spans[spans] = { at, lengthAt, start, end, parent, isObject: false };
      return;
    }
    if (depth < 600 && this.object(start, end, spans, depth + 1) === end) return;
    this.spans.length = spans;
    this.typeIds.length = types;
    this.nameIds.length = names;
    this.spans.push({ at, lengthAt, start, end, parent, isObject: false });
    // The content of a field that holds a class: a reference without an end.
    if (this.classRef(start, end) !== end) this.typeIds.length = types;
  }
}

/** The layout of a body; undefined for one whose outermost object is broken. */
export function layoutOf(body: Buffer): Layout | undefined {
  const reader = new Reader(body);
  if (reader.object(0, body.length, -1, 1) !== body.length) return undefined;
  const { spans, typeIds, nameIds, depth } = reader;
  return { spans, typeIds, nameIds, depth };
}

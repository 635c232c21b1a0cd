import { FINGERPRINT_CHARACTERS, fingerprint, fingerprintText } from './fingerprint.js';

/** How many rows a token remembers. Of more, the oldest are forgotten, and delivered once again. */
export const MAX_SEEN = 1_000;
const FORM = new RegExp(`^(?:[A-Za-z0-9_-]{${FINGERPRINT_CHARACTERS}}){0,${MAX_SEEN}}$`);

/**
 * Rows of the time that is read again by the next sync, by what they were like: a row that has not changed since is
 * known by it. Never changed: adding makes another one.
 */
export class SeenRows {
  static readonly NONE = new SeenRows([]);
  readonly #marks: readonly string[];

  private constructor(marks: readonly string[]) {
    this.#marks = marks;
  }

  /** Undefined for a text that {@link text} does not write. */
  static read(text: unknown): SeenRows | undefined {
    if (typeof text !== 'string' || !FORM.test(text)) return undefined;
    return new SeenRows(text.match(new RegExp(`.{${FINGERPRINT_CHARACTERS}}`, 'g')) ?? []);
  }

  static of(marks: Iterable<string>): SeenRows {
    const all = [...marks];
    return new SeenRows(all.slice(Math.max(all.length - MAX_SEEN, 0)));
  }

  marks(): Set<string> {
    return new Set(this.#marks);
  }

  get text(): string {
    return this.#marks.join('');
  }
}

/** What a row is known by in the state that it is in. */
export const markOf = (...parts: readonly unknown[]): string =>
  fingerprintText(fingerprint(JSON.stringify(parts)));

import {
  FINGERPRINT_CHARACTERS,
  addFingerprints,
  fingerprint,
  fingerprintText,
  readFingerprint,
} from './fingerprint.js';

/** Ids compare by their first 15 characters, in ASCII, as Salesforce's own key ranges do. */
const ID_CHARACTERS = 15;
const MAX_PARTS = 200;
const FORM = new RegExp(
  `^[=~](?:[A-Za-z0-9]{${ID_CHARACTERS}}[A-Za-z0-9_-]{${FINGERPRINT_CHARACTERS}}){0,${MAX_PARTS}}$`,
);

export const shortId = (id: string): string => id.slice(0, ID_CHARACTERS);

/** Owners from one id up to, not including, another; an end left out is open. */
export interface OwnerRange {
  readonly from?: string;
  readonly to?: string;
}

/** Owners whose rows are not what they were: by id, or, where the digest is too coarse to tell, by range. */
export interface ChangedOwners {
  readonly owners: readonly string[];
  readonly ranges: readonly OwnerRange[];
}

/**
 * What all rows of a table are like, in a few kilobytes: one sum of fingerprints for each owner while these are few, for
 * ranges of owners when they are many. Salesforce tells that a membership is gone, but not whose it was; comparing two
 * digests tells whom to look at.
 */
export class OwnerDigest {
  /** Whether each part is one owner. */
  #exact: boolean;
  readonly #starts: string[];
  #sums: number[];
  /** Owners to a part, while rows come in the order of their owners. */
  #width = 1;
  #ownersInLast = 0;
  #lastOwner = '';

  constructor(exact = true, starts: readonly string[] = [], sums: readonly number[] = []) {
    this.#exact = exact;
    this.#starts = [...starts];
    this.#sums = [...sums];
  }

  /** Undefined for a text that {@link text} does not write. */
  static read(text: unknown): OwnerDigest | undefined {
    if (typeof text !== 'string' || !FORM.test(text)) return undefined;
    const parts = text.slice(1).match(new RegExp(`.{${ID_CHARACTERS + FINGERPRINT_CHARACTERS}}`, 'g')) ?? [];
    return new OwnerDigest(
      text.startsWith('='),
      parts.map(shortId),
      parts.map((part) => readFingerprint(part.slice(ID_CHARACTERS))),
    );
  }

  get text(): string {
    const parts = this.#starts.map((start, at) => start + fingerprintText(this.#sums[at]!));
    return (this.#exact ? '=' : '~') + parts.join('');
  }

  /** A copy without rows, for the rows of today to be compared. */
  emptied(): OwnerDigest {
    return new OwnerDigest(
      this.#exact,
      this.#starts,
      this.#starts.map(() => 0),
    );
  }

  copy(): OwnerDigest {
    return new OwnerDigest(this.#exact, this.#starts, this.#sums);
  }

  /** A copy that is short enough for a token. */
  bounded(): OwnerDigest {
    const copy = this.copy();
    while (copy.#starts.length > MAX_PARTS) copy.#halve();
    return copy;
  }

  /** Takes a row in. The parts stay as they are, but for owners that are new among exact ones. */
  add(owner: string, row: string): void {
    const id = shortId(owner);
    const at = this.#partOf(id);
    if (this.#exact && this.#starts[at] !== id) {
      this.#starts.splice(at + 1, 0, id);
      this.#sums.splice(at + 1, 0, fingerprint(row));
      return;
    }
    this.#addTo(Math.max(at, 0), row);
  }

  /** Takes in the rows of a whole table, in the order of their owners: keeps the parts few and alike in size. */
  append(owner: string, row: string): void {
    const id = shortId(owner);
    if (id === this.#lastOwner) return this.#addTo(this.#starts.length - 1, row);
    if (id < this.#lastOwner) return this.add(owner, row);
    this.#lastOwner = id;
    if (this.#starts.length > 0 && this.#ownersInLast < this.#width) {
      this.#ownersInLast++;
      return this.#addTo(this.#starts.length - 1, row);
    }
    this.#starts.push(id);
    this.#sums.push(fingerprint(row));
    this.#ownersInLast = 1;
    if (this.#starts.length > MAX_PARTS) this.#halve();
  }

  /** Where two digests of the same parts differ. */
  changedSince(before: OwnerDigest): ChangedOwners {
    if (before.#exact) {
      const sums = new Map(before.#starts.map((start, at) => [start, before.#sums[at]]));
      const now = new Map(this.#starts.map((start, at) => [start, this.#sums[at]]));
      const owners = [...new Set([...sums.keys(), ...now.keys()])];
      return { owners: owners.filter((id) => (sums.get(id) ?? 0) !== (now.get(id) ?? 0)), ranges: [] };
    }
    const ranges = before.#starts.flatMap((from, at): OwnerRange[] => {
      if (before.#sums[at] === this.#sums[at]) return [];
      const to = before.#starts[at + 1];
      return [{ ...(at > 0 ? { from } : {}), ...(to === undefined ? {} : { to }) }];
    });
    return { owners: [], ranges };
  }

  #addTo(at: number, row: string): void {
    this.#sums[at] = addFingerprints(this.#sums[at]!, fingerprint(row));
  }

  /** The last part that starts at or before an id; -1 before the first. */
  #partOf(id: string): number {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#starts[middle]! <= id) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  #halve(): void {
    const sums = this.#sums;
    const kept = this.#starts.filter((_start, at) => at % 2 === 0);
    this.#sums = kept.map((_start, at) => addFingerprints(sums[2 * at]!, sums[2 * at + 1] ?? 0));
    this.#starts.splice(0, this.#starts.length, ...kept);
    this.#exact = false;
    this.#width *= 2;
  }
}

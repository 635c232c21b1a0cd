import type { ObjectSpec } from '../describe/object-spec.js';
import { canonicalId, composeId } from '../record/record-id.js';
import type { FieldValues, Row, StoredValue } from '../record/row.js';
import { EqualityIndex } from './equality-index.js';
import type { Journal } from './journal.js';
import { OrderedIndex } from './ordered-index.js';
import { RowSequence } from './row-sequence.js';

/** Numeric fields that rows can be found by a range of. */
const ORDERED_FIELDS = ['SystemModstamp', 'LastModifiedDate'];

/** Told of each write: the row before (null on insert) and after it (null on delete). */
export type RowObserver = (before: Readonly<Row> | null, after: Readonly<Row> | null) => void;

/** A row in the recycle bin, and since when. */
export interface DeletedRow {
  readonly row: Row;
  /** Whole seconds since 1970. */
  readonly deletedSeconds: number;
}

/** The rows of one object in the order of their ids, which is the order of their creation. */
export class Table {
  readonly spec: ObjectSpec;
  readonly #rows: RowSequence;
  readonly #deleted = new Map<string, DeletedRow>();
  readonly #journal: Journal;
  /** Made at the first lookup by their field, so that an org starts without paying for those nobody uses. */
  readonly #indexes = new Map<string, EqualityIndex>();
  readonly #ordered = new Map<string, OrderedIndex>();
  readonly #observers: RowObserver[] = [];
  readonly #instance: string;
  #nextNumber: number;

  constructor(spec: ObjectSpec, instance: string, firstNumber: number, journal: Journal) {
    this.spec = spec;
    this.#instance = instance;
    this.#nextNumber = firstNumber;
    this.#rows = new RowSequence(spec.keyPrefix + instance, firstNumber);
    this.#journal = journal;
  }

  get size(): number {
    return this.#rows.size;
  }

  rows(): IterableIterator<Row> {
    return this.#rows.values();
  }

  /** Rows in the recycle bin, in the order of their deletion. */
  deletedRows(): IterableIterator<DeletedRow> {
    return this.#deleted.values();
  }

  /** A row in the recycle bin, by an id of 15 or 18 characters. */
  getDeleted(id: string): DeletedRow | undefined {
    const canonical = canonicalId(id);
    return canonical === null ? undefined : this.#deleted.get(canonical);
  }

  /**
   * Makes the values a row by giving them an id. Values made in bulk should have their properties in one order, with an
   * empty `Id` to keep its place.
   */
  insert(values: FieldValues): Row {
    const id = composeId(this.spec.keyPrefix, this.#instance, this.#nextNumber++);
    const row: Row = Object.assign(values, { Id: id });
    this.#put(row);
    this.#journal.note(() => this.#take(row));
    return row;
  }

  /** Changes a row in place, so that open query cursors see its new values. */
  update(row: Row, changes: FieldValues): void {
    const before = { ...row };
    this.#change(row, before, changes);
    this.#journal.note(() => {
      const now = { ...row };
      const back = Object.fromEntries(Object.keys(changes).map((name) => [name, before[name]]));
      this.#change(row, now, back);
    });
  }

  /** Moves a row into the recycle bin. */
  delete(row: Row, deletedSeconds: number): void {
    this.#take(row);
    this.#deleted.set(row.Id, { row, deletedSeconds });
    if (this.spec.fieldNamed('IsDeleted')) row.IsDeleted = true;
    this.#journal.note(() => {
      this.#deleted.delete(row.Id);
      if (row.IsDeleted === true) row.IsDeleted = false;
      this.#put(row);
    });
  }

  /** Takes a row out of the recycle bin for good. */
  forget(id: string): void {
    this.#deleted.delete(id);
  }

  /** The number of the next row's id. */
  get nextNumber(): number {
    return this.#nextNumber;
  }

  set nextNumber(number: number) {
    this.#nextNumber = number;
  }

  /** Takes a row of a saved org, id and all. */
  restore(row: Row): void {
    this.#put(row);
  }

  restoreDeleted(deleted: DeletedRow): void {
    this.#deleted.set(deleted.row.Id, deleted);
  }

  /** Forgets what was deleted before then. */
  purge(beforeSeconds: number): void {
    for (const [id, { deletedSeconds }] of this.#deleted) {
      if (deletedSeconds < beforeSeconds) this.#deleted.delete(id);
    }
  }

  /** The row with an id of 15 or 18 characters. */
  get(id: string): Row | undefined {
    const found = this.#rows.get(id);
    if (found) return found;
    const canonical = canonicalId(id);
    return canonical === null ? undefined : this.#rows.get(canonical);
  }

  /** The row with an id of 18 characters that is known to be right. */
  getExact(id: string): Row | undefined {
    return this.#rows.get(id);
  }

  isIndexed(field: string): boolean {
    return field === 'Id' || this.spec.indexes.includes(field);
  }

  /** Rows whose indexed field (or Id) equals the value, without regard to case. */
  findBy(field: string, value: StoredValue): readonly Row[] {
    if (field === 'Id') {
      const row = typeof value === 'string' ? this.get(value) : undefined;
      return row ? [row] : [];
    }
    return this.#index(field).find(value);
  }

  /** Rows behind an id, and at most how many; null for an id that no row of this table can have. */
  findAfter(id: string): { readonly rows: Iterable<Row>; readonly count: number } | null {
    const count = this.#rows.countAfter(id);
    return count === null ? null : { rows: this.#rows.valuesAfter(id), count };
  }

  /** True for numeric fields that {@link findBetween} takes. */
  isOrdered(field: string): boolean {
    return ORDERED_FIELDS.includes(field) && this.spec.fieldNamed(field) !== undefined;
  }

  /** Rows whose ordered field is from `from` up to, not including, `to`; a few others may be among them. */
  findBetween(field: string, from: number, to: number): ReadonlySet<Row> {
    let index = this.#ordered.get(field);
    if (!index) {
      index = new OrderedIndex(field, () => this.#rows.values());
      this.#ordered.set(field, index);
    }
    const found = index.find(from, to);
    for (const row of found) if (this.#rows.get(row.Id) !== row) found.delete(row);
    return found;
  }

  observe(observer: RowObserver): void {
    this.#observers.push(observer);
  }

  #put(row: Row): void {
    this.#rows.put(row);
    for (const [name, index] of this.#indexes) index.add(row[name] ?? null, row);
    for (const index of this.#ordered.values()) index.note(row);
    for (const observer of this.#observers) observer(null, row);
  }

  #take(row: Row): void {
    this.#rows.take(row);
    for (const [name, index] of this.#indexes) index.remove(row[name] ?? null, row);
    for (const observer of this.#observers) observer(row, null);
  }

  #change(row: Row, before: Readonly<Row>, changes: Readonly<Record<string, StoredValue | undefined>>): void {
    for (const [name, value] of Object.entries(changes)) {
      this.#indexes.get(name)?.remove(row[name] ?? null, row);
      row[name] = value;
      this.#indexes.get(name)?.add(value ?? null, row);
    }
    for (const index of this.#ordered.values()) index.note(row);
    for (const observer of this.#observers) observer(before, row);
  }

  #index(field: string): EqualityIndex {
    const made = this.#indexes.get(field);
    if (made) return made;
    if (!this.isIndexed(field)) throw new TypeError(`${this.spec.name}.${field} has no index`);
    const index = new EqualityIndex();
    for (const row of this.#rows.values()) index.add(row[field] ?? null, row);
    this.#indexes.set(field, index);
    return index;
  }
}

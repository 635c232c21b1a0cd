import type { Catalog } from '../describe/catalog.js';
import type { Row } from '../record/row.js';
import { Journal } from './journal.js';
import type { Transaction } from './journal.js';
import { Table } from './table.js';

/** Where ids begin to count; leaves room below 62^9 and makes ids look like those of a real org. */
const FIRST_NUMBER = 6_200_000_000;

/** All rows of the org, by object. */
export class Store {
  readonly #tables: ReadonlyMap<string, Table>;
  readonly #catalog: Catalog;
  readonly #journal = new Journal();

  /** @param instance three characters of every id, after the key prefix */
  constructor(catalog: Catalog, instance: string, seed: number) {
    this.#catalog = catalog;
    this.#tables = new Map(
      catalog.objects.map((spec, position) => [
        spec.name,
        new Table(spec, instance, FIRST_NUMBER + (seed % 9973) * 3_844 + position * 238_328, this.#journal),
      ]),
    );
  }

  /** The table of an object of the catalog, by its canonical name. */
  table(objectName: string): Table {
    const table = this.#tables.get(objectName);
    if (!table) throw new TypeError(`the org has no object ${objectName}`);
    return table;
  }

  /** Runs `work` all or nothing: see {@link Journal.transaction}. */
  transaction<T>(work: () => T, keep?: (result: T) => boolean): T {
    return this.#journal.transaction(work, keep);
  }

  /** The open transaction, if any. */
  get openTransaction(): Transaction | undefined {
    return this.#journal.open;
  }

  /** Does what cannot be taken back: see {@link Journal.whenKept}. */
  whenKept(action: () => void): void {
    this.#journal.whenKept(action);
  }

  /** The row with an id, whatever object it belongs to. */
  findById(id: string): Row | undefined {
    const spec = this.#catalog.withPrefix(id.slice(0, 3));
    return spec && this.table(spec.name).get(id);
  }
}

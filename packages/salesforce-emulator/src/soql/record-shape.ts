import type { Row } from '../record/row.js';
import type { Hop } from './bind/bind-field.js';

/** A record as a page shows it: attributes, then the fields as selected. */
export interface RestRecord {
  readonly attributes: { readonly type: string; readonly url?: string };
  readonly [field: string]: unknown;
}

/** What records need to know of the answer they are part of. */
export interface PageContext {
  /** `/services/data/vXX.0` of the request. */
  readonly basePath: string;
  /** Rows of a sub-select that fit into one answer. */
  readonly childBatchSize: number;
  /** Keeps the rows of a sub-select that do not fit; returns the path of their next page. */
  openChildren(rows: readonly Row[], projection: Projection): string;
}

/** What a SELECT list makes of rows. */
export interface Projection {
  readonly columnCount: number;
  /** The rows of one page as records. */
  render(rows: readonly Row[], page: PageContext): RestRecord[];
}

/** A value of a page's rows: opened once for each page, so that it can look up in one go what its rows need. */
export type OpenColumn<Value = unknown> = (rows: readonly Row[], page: PageContext) => (row: Row) => Value;

export interface NamedColumn {
  readonly name: string;
  readonly open: OpenColumn;
}

/** The object that a row is of. */
export type ObjectOf = (row: Row) => string;

interface Below {
  readonly hop: Hop;
  readonly shape: RecordShape;
}

/** Columns of a record, and below them those of the records it refers to. */
export class RecordShape {
  readonly #columns = new Map<string, OpenColumn | Below>();

  /** False when the name is taken. */
  add(name: string, column: OpenColumn): boolean {
    if (this.#columns.has(name)) return false;
    this.#columns.set(name, column);
    return true;
  }

  /** The shape of a related record, made where it is new; undefined when a field has its name. */
  below(hop: Hop): RecordShape | undefined {
    const name = hop.reference.as ?? hop.reference.name;
    const held = this.#columns.get(name);
    if (typeof held === 'function') return undefined;
    if (held) return held.shape;
    const shape = new RecordShape();
    this.#columns.set(name, { hop, shape });
    return shape;
  }

  /** How rows become records. @param type of their attributes, which need not be that of their path */
  open(type: string, objectOf: ObjectOf): OpenColumn<RestRecord> {
    const columns = [...this.#columns].map(
      ([name, column]) =>
        [name, typeof column === 'function' ? column : openBelow(column, objectOf)] as const,
    );
    return (rows, page) => {
      const names = columns.map(([name]) => name);
      const values = columns.map(([, column]) => column(rows, page));
      const pathOf = (row: Row): string => `${page.basePath}/sobjects/${objectOf(row)}/${row.Id}`;
      return (row) => {
        const record: Record<string, unknown> & RestRecord = { attributes: { type, url: pathOf(row) } };
        for (let index = 0; index < names.length; index++) {
          record[names[index] as string] = values[index]?.(row);
        }
        return record;
      };
    };
  }
}

function openBelow({ hop, shape }: Below, objectOf: ObjectOf): OpenColumn {
  const open = shape.open(hop.target.name, objectOf);
  return (_rows, page) => {
    const toRecord = open([], page);
    return (row) => {
      const related = hop.step(row);
      return related ? toRecord(related) : null;
    };
  };
}

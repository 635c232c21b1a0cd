import { OwnerDigest } from './owner-digest.js';
import { SeenRows } from './seen-rows.js';

/** How far the rows of a class have been delivered. */
export interface RowsMark {
  /** Rows stamped before this were delivered: ISO text of the server's time. */
  readonly from: string;
  /** Of those stamped with `from` itself, the ones up to this id too. */
  readonly after?: string;
  /**
   * Set until a first sync is through: when it began. Rows that were not of the class then, and have not changed since,
   * were never told.
   */
  readonly begun?: string;
  readonly seen: SeenRows;
}

/** How far a table has been looked at that holds what objects of a class have attached. */
export interface TableMark {
  /** Which rows were looked at: a mark of other rows says nothing. */
  readonly of: string;
  readonly from: string;
  readonly seen: SeenRows;
  readonly count: number;
  readonly owners: OwnerDigest;
}

/** How far one object class is synchronised. */
export interface ClassState {
  readonly rows: RowsMark;
  /** How far deletions were told. */
  readonly deleted: { readonly from: string; readonly seen: SeenRows };
  readonly tables: ReadonlyMap<string, TableMark>;
}

const START = '1970-01-01T00:00:00.000Z';

/** Before the first row. */
export const ROWS_START: RowsMark = { from: START, seen: SeenRows.NONE };

/** The JSON of a state, in the order in which people read it. */
export function stateToJson({ rows, deleted, tables }: ClassState): object {
  return {
    rows: { ...rows, seen: rows.seen.text },
    deleted: { from: deleted.from, seen: deleted.seen.text },
    ...(tables.size > 0 && {
      tables: Object.fromEntries(
        [...tables].map(([name, mark]) => [
          name,
          { ...mark, seen: mark.seen.text, owners: mark.owners.text },
        ]),
      ),
    }),
  };
}

type Json = Readonly<Record<string, unknown>>;

/** Undefined for JSON that {@link stateToJson} does not make. */
export function stateFromJson(json: unknown): ClassState | undefined {
  if (!isObject(json)) return undefined;
  const { rows, deleted, tables = {} } = json;
  if (!isObject(rows) || !isObject(deleted) || !isObject(tables)) return undefined;
  const { after, begun: first } = rows;
  if (after !== undefined && !isId(after)) return undefined;
  if (first !== undefined && !isInstant(first)) return undefined;
  const rowsMark = begun(rows);
  const deletedMark = begun(deleted);
  const marks = Object.entries(tables).map(([name, mark]) => [name, tableMark(mark)] as const);
  if (!rowsMark || !deletedMark || marks.some(([, mark]) => mark === undefined)) return undefined;
  return {
    rows: {
      from: rowsMark.from,
      ...(after !== undefined && { after }),
      ...(first !== undefined && { begun: first }),
      seen: rowsMark.seen,
    },
    deleted: deletedMark,
    tables: new Map(marks as [string, TableMark][]),
  };
}

function tableMark(json: unknown): TableMark | undefined {
  if (!isObject(json)) return undefined;
  const { of, count } = json;
  const mark = begun(json);
  const owners = OwnerDigest.read(json.owners);
  if (typeof of !== 'string' || !Number.isSafeInteger(count) || !mark || !owners) return undefined;
  return { of, count: count as number, owners, ...mark };
}

function begun({ from, seen }: Json): { readonly from: string; readonly seen: SeenRows } | undefined {
  const rows = SeenRows.read(seen);
  return isInstant(from) && rows ? { from, seen: rows } : undefined;
}

const isObject = (json: unknown): json is Json =>
  typeof json === 'object' && json !== null && !Array.isArray(json);
const isId = (value: unknown): value is string =>
  typeof value === 'string' && /^[A-Za-z0-9]{15}(?:[A-Za-z0-9]{3})?$/.test(value);
const isInstant = (value: unknown): value is string =>
  typeof value === 'string' &&
  /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(value) &&
  !Number.isNaN(Date.parse(value));

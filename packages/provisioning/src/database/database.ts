/** A value of a parameter. Rows of many values travel as one JSON text, so that a statement never grows with its data. */
export type SqlParameter = string | number | boolean | null | readonly string[] | readonly number[];

/** One row, by column name. */
export type SqlRow = Readonly<Record<string, unknown>>;

/** What runs statements: a database, or a transaction of one. */
export interface Queryable {
  /** Runs one statement with parameters `$1`, `$2` …; answers its rows. @throws DatabaseError */
  query<Row extends object = SqlRow>(
    sql: string,
    parameters?: readonly SqlParameter[],
  ): Promise<readonly Row[]>;
}

/** A PostgreSQL, embedded or remote: the same statements for both. */
export interface Database extends Queryable {
  /** What a message may call it: no secrets. */
  readonly name: string;
  /** Everything `work` did is kept, or, when it throws, nothing. */
  transaction<T>(work: (transaction: Queryable) => Promise<T>): Promise<T>;
  /**
   * Does `work` while nobody else does work of that name on this database, in whichever process; undefined where
   * somebody does and goes on for `waitMs` (0). Not a transaction: it may take long. The end of the process ends it,
   * though a server may take a moment to notice that; embedded, where nobody else has the database, nobody waits.
   */
  exclusive<T>(
    name: string,
    work: () => Promise<T>,
    waitMs?: number,
  ): Promise<{ readonly result: T } | undefined>;
  /** Waits for what runs, and closes. */
  close(): Promise<void>;
}

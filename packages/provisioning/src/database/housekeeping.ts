import type { PGlite } from '@electric-sql/pglite';

/** A look at the log costs about as much as a small statement. */
const TRANSACTIONS_BETWEEN_LOOKS = 16;
/** What is replayed at most when the folder is opened after a kill. */
const MAX_LOG_BYTES = 128 * 1024 * 1024;

/** Does for an embedded engine what a server's checkpointer does: without it the log would grow until the engine ends. */
export class Housekeeping {
  readonly #engine: PGlite;
  #transactions = 0;

  constructor(engine: PGlite) {
    this.#engine = engine;
  }

  async afterTransaction(): Promise<void> {
    this.#transactions += 1;
    if (this.#transactions % TRANSACTIONS_BETWEEN_LOOKS !== 0) return;
    const { rows } = await this.#engine.query<{ full: boolean }>(
      'SELECT pg_current_wal_lsn() - redo_lsn > $1 AS full FROM pg_control_checkpoint()',
      [MAX_LOG_BYTES],
    );
    if (rows[0]?.full) await this.#engine.query('CHECKPOINT');
  }
}

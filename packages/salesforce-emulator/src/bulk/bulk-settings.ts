/** How the org works off bulk jobs. */
export interface BulkSettings {
  /** Rows worked on before other requests get their turn; default 200. */
  readonly rowsPerStep: number;
  /**
   * What moves jobs: `time`, the default, as fast as the process has time for them; `polls`, one step with each look at
   * a job, so that every state is seen, in order.
   */
  readonly movedBy: 'time' | 'polls';
  /** Size of an upload; default 150 MB. */
  readonly maxUploadBytes: number;
  /** Rows in one answer of query results unless the caller asks for fewer; default 50000. */
  readonly recordsPerPage: number;
  /** Batches (one for each 10,000 uploaded rows) within 24 hours; default 15000. */
  readonly dailyBatches: number;
  /** Query jobs within 24 hours; default 10000. */
  readonly dailyQueryJobs: number;
}

export const BULK_DEFAULTS: BulkSettings = {
  rowsPerStep: 200,
  movedBy: 'time',
  maxUploadBytes: 150_000_000,
  recordsPerPage: 50_000,
  dailyBatches: 15_000,
  dailyQueryJobs: 10_000,
};

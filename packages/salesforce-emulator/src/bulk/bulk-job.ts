import { BatchFault, bulkErrors } from '../errors/bulk-errors.js';
import { formatDatetime } from '../record/datetime.js';
import type { CsvDialect } from './csv/csv-dialect.js';

export type JobState = 'Open' | 'UploadComplete' | 'InProgress' | 'JobComplete' | 'Failed' | 'Aborted';

const FINAL: readonly JobState[] = ['JobComplete', 'Failed', 'Aborted'];

/** What every job is made with. */
export interface JobBasics {
  readonly id: string;
  readonly objectName: string;
  readonly operation: string;
  readonly createdById: string;
  /** The number of the API version it was created with, e.g. 62. */
  readonly version: number;
  readonly dialect: CsvDialect;
  nowMs(): number;
}

/** A job and its way through the states. */
export abstract class BulkJob {
  readonly basics: JobBasics;
  processed = 0;
  failed = 0;
  #state: JobState;
  #errorMessage: string | null = null;
  readonly #createdMs: number;
  #changedMs: number;
  #startedMs = 0;

  protected constructor(basics: JobBasics, state: JobState) {
    this.basics = basics;
    this.#state = state;
    this.#createdMs = this.#changedMs = basics.nowMs();
  }

  abstract readonly jobType: 'V2Ingest' | 'V2Query';

  get state(): JobState {
    return this.#state;
  }

  /** There is something to be done for it, by {@link step}. */
  get isWaiting(): boolean {
    return this.#state === 'UploadComplete' || this.#state === 'InProgress';
  }

  get isFinal(): boolean {
    return FINAL.includes(this.#state);
  }

  /** Milliseconds since 1970 at which it came into its present state. */
  get changedMs(): number {
    return this.#changedMs;
  }

  /**
   * Moves on a little: into the state InProgress first, then by so many rows, at last into a final state.
   *
   * @returns true while there is more to do
   */
  step(rows: number): boolean {
    if (!this.isWaiting) return false;
    try {
      if (this.#state === 'UploadComplete') {
        this.#startedMs = this.basics.nowMs();
        this.moveTo('InProgress');
      } else if (!this.work(rows)) {
        this.moveTo('JobComplete');
      }
    } catch (error) {
      this.#errorMessage = error instanceof BatchFault ? error.message : 'InternalServerError';
      this.moveTo('Failed');
      if (!(error instanceof BatchFault)) throw error;
    }
    return this.isWaiting;
  }

  /** @throws ApiError INVALIDJOBSTATE for a job that has ended */
  abort(): void {
    if (this.isFinal) {
      const name = this.#state === 'JobComplete' ? 'Completed' : this.#state;
      throw bulkErrors.jobState(`Aborting already ${name} Job not allowed`);
    }
    this.moveTo('Aborted');
  }

  /**
   * Does a part of the work.
   *
   * @returns true while there is more
   * @throws BatchFault when the job as a whole fails
   */
  protected abstract work(rows: number): boolean;

  protected moveTo(state: JobState): void {
    this.#state = state;
    this.#changedMs = this.basics.nowMs();
  }

  /** The job as the change of its state is answered. */
  brief(): Record<string, unknown> {
    const { id, operation, objectName, createdById, version } = this.basics;
    return {
      id,
      operation,
      object: objectName,
      createdById,
      createdDate: formatDatetime(Math.floor(this.#createdMs / 1000)),
      systemModstamp: formatDatetime(Math.floor(this.#changedMs / 1000)),
      state: this.#state,
      concurrencyMode: 'Parallel',
      contentType: 'CSV',
      apiVersion: version,
    };
  }

  /** The job as lists show it. */
  listed(): Record<string, unknown> {
    const { lineEnding, columnDelimiter } = this.basics.dialect;
    return { ...this.brief(), jobType: this.jobType, lineEnding, columnDelimiter };
  }

  /** The job as a look at it is answered. */
  full(): Record<string, unknown> {
    return {
      ...this.listed(),
      numberRecordsProcessed: this.processed,
      retries: 0,
      totalProcessingTime: this.processingMs,
      ...(this.#errorMessage !== null && { errorMessage: this.#errorMessage }),
    };
  }

  protected get processingMs(): number {
    return this.#startedMs === 0 ? 0 : this.#changedMs - this.#startedMs;
  }
}

import { bulkErrors } from '../errors/bulk-errors.js';
import { canonicalId, composeId } from '../record/record-id.js';
import type { BulkJob } from './bulk-job.js';
import type { BulkSettings } from './bulk-settings.js';
import { RollingDay } from '../calendar/rolling-day.js';

const KEY_PREFIX = '750';
const FIRST_NUMBER = 6_200_000_000;
const RETENTION_MS = 7 * 24 * 3_600_000;

type JobType = BulkJob['jobType'];

/** The org's bulk jobs, and what moves them. A job is forgotten seven days after it ended. */
export class JobRegistry {
  readonly settings: BulkSettings;
  readonly batches: RollingDay;
  readonly queryJobs: RollingDay;
  readonly #jobs = new Map<string, BulkJob>();
  readonly #instance: string;
  readonly #nowMs: () => number;
  readonly #onUnexpectedError: (error: unknown) => void;
  #nextNumber = FIRST_NUMBER;
  #isStopped = false;

  /** @param instance three characters of every id, after the key prefix */
  constructor(
    settings: BulkSettings,
    instance: string,
    nowMs: () => number,
    onUnexpectedError: (error: unknown) => void,
  ) {
    this.settings = settings;
    this.batches = new RollingDay(nowMs);
    this.queryJobs = new RollingDay(nowMs);
    this.#instance = instance;
    this.#nowMs = nowMs;
    this.#onUnexpectedError = onUnexpectedError;
  }

  nextId(): string {
    return composeId(KEY_PREFIX, this.#instance, this.#nextNumber++);
  }

  add(job: BulkJob): void {
    this.#forgetOld();
    this.#jobs.set(job.basics.id, job);
  }

  /** @throws ApiError INVALIDJOB for what is no job id, NOT_FOUND for a job that is not there */
  find(id: string, jobType: JobType): BulkJob {
    this.#forgetOld();
    const canonical = canonicalId(id);
    if (canonical === null) throw bulkErrors.notAJob(id);
    const job = this.#jobs.get(canonical);
    if (job?.jobType !== jobType) throw bulkErrors.unknownJob(id);
    return job;
  }

  /** The jobs of a type, the oldest first. */
  all(jobType: JobType): readonly BulkJob[] {
    this.#forgetOld();
    return [...this.#jobs.values()].filter((job) => job.jobType === jobType);
  }

  /** @throws ApiError INVALIDJOBSTATE for a job that has not ended */
  remove(job: BulkJob): void {
    if (!job.isFinal) throw bulkErrors.jobState(`Deleting a job in state ${job.state} is not allowed`);
    this.#jobs.delete(job.basics.id);
  }

  /** Has a job that is ready move on by itself. */
  start(job: BulkJob): void {
    if (this.settings.movedBy !== 'time') return;
    setImmediate(() => {
      if (!this.#isStopped && this.#step(job)) this.start(job);
    });
  }

  /** Told that somebody looked at the job, which moves it on where looks do. */
  looked(job: BulkJob): void {
    if (this.settings.movedBy === 'polls') this.#step(job);
  }

  /** Leaves every job where it is. */
  stop(): void {
    this.#isStopped = true;
  }

  #step(job: BulkJob): boolean {
    try {
      return job.step(this.settings.rowsPerStep);
    } catch (error) {
      this.#onUnexpectedError(error);
      return false;
    }
  }

  #forgetOld(): void {
    const oldestMs = this.#nowMs() - RETENTION_MS;
    for (const [id, job] of this.#jobs) {
      if (job.isFinal && job.changedMs < oldestMs) this.#jobs.delete(id);
    }
  }
}

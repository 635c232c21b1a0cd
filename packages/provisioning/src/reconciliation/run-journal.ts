import type { Database, Queryable } from '../database/database.js';
import { addRunItems, beginRun, endRun, saveProgress, unfinishedRun, type Run } from '../repository/runs.js';
import type { RunItem } from '../repository/runs.js';
import type { Foreseen } from './foreseen/foreseen.js';
import type { JsonObject } from '../repository/identity.js';
import { refreshStatistics } from '../repository/statistics.js';
import { countsAsJson, total, withHappenings, type Happening, type RunCounts } from './run-counts.js';

export interface RunOptions {
  /** Decides and counts, and writes nothing but the run's own record. */
  readonly dryRun?: boolean;
  readonly signal?: AbortSignal;
  /** Told in a dry run what would be done, batch by batch. */
  readonly onForeseen?: (batch: readonly Foreseen[]) => void;
  /** Told after every batch. */
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  readonly run: string;
  readonly counts: RunCounts;
  /** Objects or identities looked at so far. */
  readonly done: number;
  /** Those of them that were looked at before this process went on with the run. */
  readonly before: number;
}

export interface RunResult {
  readonly run: string;
  readonly state: 'done' | 'stopped';
  readonly counts: RunCounts;
  /** Whether it went on where an earlier run had been cut off. */
  readonly resumed: boolean;
}

/** What became of a batch. */
export interface Applied {
  readonly happenings: readonly Happening[];
  /** What a person has to know. */
  readonly items: readonly RunItem[];
}

/** What a run is known by. */
export interface RunIdentity {
  readonly name: string;
  /** A run goes on only where one of its kind was cut off. Default: reconciliation. */
  readonly kind?: string;
  readonly fingerprint: string;
}

/** Where a run stands. `resumable` is false where the place cannot be found again, so that it begins anew. */
export interface Checkpoint extends JsonObject {
  readonly done: number;
  readonly resumable: boolean;
}

/** After so many objects the planner's statistics are taken, and again whenever there are twice as many. */
const FIRST_STATISTICS = 5_000;

/** One run under way: its counts and its place, kept in the same transactions as the work that they tell of. */
export class RunJournal<Place extends Checkpoint> {
  readonly #database: Database;
  readonly #options: RunOptions;
  readonly run: Run;
  readonly resumed: boolean;
  readonly #before: number;
  #items: number;
  /** Where the tables have grown so much that what the planner knows of them is out of date. */
  #statisticsAt: number;
  counts: RunCounts;
  place: Place;

  private constructor(database: Database, run: Run, options: RunOptions, start: Place) {
    this.#database = database;
    this.#options = options;
    this.run = run;
    const kept = run.checkpoint as Place | null;
    this.resumed = kept !== null;
    const goesOn = kept?.resumable === true;
    this.place = goesOn ? kept : start;
    this.#before = this.place.done;
    this.counts = goesOn ? (run.counts as RunCounts) : {};
    // A run that goes on may have been cut off before it took any.
    this.#statisticsAt = goesOn ? this.place.done : FIRST_STATISTICS;
    this.#items = total(this.counts, 'failed') + total(this.counts, 'reported');
  }

  /**
   * Runs `work` as a run of the job, which goes on where the last one of the same configuration was cut off. What work
   * returns is kept as the run's message.
   * @throws what the work threw, after the run was recorded as failed.
   */
  static async conduct<Place extends Checkpoint>(
    database: Database,
    { name, fingerprint, kind: ownKind = 'reconciliation' }: RunIdentity,
    options: RunOptions,
    start: Place,
    work: (journal: RunJournal<Place>) => Promise<string | void>,
  ): Promise<RunResult> {
    const kind = options.dryRun ? 'dry run' : ownKind;
    const open = options.dryRun ? undefined : await unfinishedRun(database, { job: name, kind, fingerprint });
    const run = open ?? (await beginRun(database, { job: name, kind, fingerprint }));
    const journal = new RunJournal(database, run, options, start);
    // A run that begins anew tells its failures anew.
    if (journal.#items === 0) await database.query('DELETE FROM run_item WHERE run = $1::bigint', [run.id]);
    const result = (state: RunResult['state']): RunResult => ({
      run: run.id,
      state,
      counts: journal.counts,
      resumed: journal.resumed,
    });
    try {
      const message = await work(journal);
      await endRun(database, run.id, 'done', countsAsJson(journal.counts), message ?? null);
      return result('done');
    } catch (error) {
      const counts = countsAsJson(journal.counts);
      if (options.signal?.aborted) {
        await endRun(database, run.id, 'stopped', counts);
        return result('stopped');
      }
      await endRun(database, run.id, 'failed', counts, (error as Error).message);
      throw error;
    }
  }

  /** Does a batch and notes it, both or neither. */
  async write(place: Place, work: (transaction: Queryable) => Promise<Applied>): Promise<void> {
    this.#options.signal?.throwIfAborted();
    await this.#database.transaction(async (transaction) => {
      const { happenings, items } = await work(transaction);
      const counts = withHappenings(this.counts, happenings);
      await addRunItems(transaction, this.run.id, this.#items, items);
      await saveProgress(transaction, this.run.id, place, countsAsJson(counts));
      this.#items += items.length;
      this.counts = counts;
    });
    this.place = place;
    if (place.done >= this.#statisticsAt) {
      this.#statisticsAt = 2 * place.done;
      await refreshStatistics(this.#database);
    }
    this.#options.onProgress?.({
      run: this.run.id,
      counts: this.counts,
      done: place.done,
      before: this.#before,
    });
  }
}

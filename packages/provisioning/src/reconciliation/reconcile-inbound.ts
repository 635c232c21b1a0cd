import type { Database, Queryable } from '../database/database.js';
import { changeIdentities, identitiesById, removeIdentities } from '../repository/identities.js';
import { removeLinks, unlinkedIdentities, unseenLinks, type Link } from '../repository/links.js';
import { addRunItems, beginRun, endRun, saveProgress, unfinishedRun, type Run } from '../repository/runs.js';
import type { Action, Situation } from '../situations/situation.js';
import { applyInbound, type Applied } from './apply-inbound.js';
import { decideInbound } from './inbound-decision.js';
import type { InboundJob } from './inbound-job.js';
import { listObjects } from './listing.js';
import { countsAsJson, total, withHappenings, type Happening, type RunCounts } from './run-counts.js';

export interface RunOptions {
  /** Decides and counts, and writes nothing but the run's own record. */
  readonly dryRun?: boolean;
  readonly signal?: AbortSignal;
  /** Told after every batch. */
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  readonly run: string;
  readonly counts: RunCounts;
  /** Objects looked at so far. */
  readonly objects: number;
}

export interface RunResult {
  readonly run: string;
  readonly state: 'done' | 'stopped';
  readonly counts: RunCounts;
  /** Whether it went on where an earlier run had been cut off. */
  readonly resumed: boolean;
}

/** Where a run goes on: in the listing, or after it. */
interface Checkpoint {
  readonly phase: 'objects' | 'partners';
  readonly cookie?: string;
  readonly objects: number;
}

/**
 * Brings the objects of a system into the repository: first every object, in batches that are written as a whole with
 * the place they end at, then what the listing did not show. A run that was killed goes on after its last batch.
 * @throws what the connector or the repository threw, after the run was recorded as failed.
 */
export async function reconcileInbound(
  database: Database,
  job: InboundJob,
  options: RunOptions = {},
): Promise<RunResult> {
  const kind = options.dryRun ? 'dry run' : 'reconciliation';
  const open = options.dryRun ? undefined : await unfinishedRun(database, job.name, job.fingerprint);
  const run = open ?? (await beginRun(database, { job: job.name, kind, fingerprint: job.fingerprint }));
  const journal = new Journal(database, job, run, options);
  try {
    if (journal.checkpoint.phase === 'objects') await journal.objects();
    // What a limited listing does not show is not gone.
    if (!job.filter && !options.dryRun) await journal.partners();
    await endRun(database, run.id, 'done', countsAsJson(journal.counts));
    return { run: run.id, state: 'done', counts: journal.counts, resumed: open !== undefined };
  } catch (error) {
    const stopped = options.signal?.aborted === true;
    await endRun(
      database,
      run.id,
      stopped ? 'stopped' : 'failed',
      countsAsJson(journal.counts),
      stopped ? null : (error as Error).message,
    );
    if (!stopped) throw error;
    return { run: run.id, state: 'stopped', counts: journal.counts, resumed: open !== undefined };
  }
}

/** One run under way: its counts and its place, kept in the same transactions as what they tell of. */
class Journal {
  readonly #database: Database;
  readonly #job: InboundJob;
  readonly #run: Run;
  readonly #options: RunOptions;
  #items: number;
  counts: RunCounts;
  checkpoint: Checkpoint;

  constructor(database: Database, job: InboundJob, run: Run, options: RunOptions) {
    this.#database = database;
    this.#job = job;
    this.#run = run;
    this.#options = options;
    const kept = run.checkpoint as Checkpoint | null;
    this.checkpoint = kept ?? { phase: 'objects', objects: 0 };
    // Without a cookie the listing begins anew, and with it the counts.
    const goesOn = kept !== null && (kept.phase === 'partners' || kept.cookie !== undefined);
    this.counts = goesOn ? (run.counts as RunCounts) : {};
    this.#items = goesOn ? total(this.counts, 'failed') + total(this.counts, 'reported') : 0;
  }

  async objects(): Promise<void> {
    const { dryRun, signal } = this.#options;
    if (this.#items === 0) {
      await this.#database.query('DELETE FROM run_item WHERE run = $1::bigint', [this.#run.id]);
    }
    let objects = this.checkpoint.cookie === undefined ? 0 : this.checkpoint.objects;
    for await (const batch of listObjects(this.#job, this.checkpoint.cookie, signal)) {
      signal?.throwIfAborted();
      objects += batch.objects.length;
      const cookie = batch.cookie === undefined ? {} : { cookie: batch.cookie };
      const next: Checkpoint = { phase: 'objects', objects, ...cookie };
      await this.#write(next, async (transaction) => {
        const decisions = await decideInbound(transaction, this.#job, batch.objects);
        if (!dryRun) return applyInbound(transaction, this.#job, this.#run.id, decisions);
        const happenings = decisions.map(({ situation, action, unchanged }) => ({
          situation,
          action,
          outcome: unchanged ? ('unchanged' as const) : ('changed' as const),
        }));
        return { happenings, items: [] };
      });
    }
    this.checkpoint = { phase: 'partners', objects };
  }

  /** Identities whose objects are gone, and those that never had one. */
  async partners(): Promise<void> {
    const { system, objectClass, identityType, actions } = this.#job;
    const scope = { system, objectClass: objectClass.type };
    for await (const links of unseenLinks(this.#database, scope, this.#run.id)) {
      this.#options.signal?.throwIfAborted();
      await this.#write(this.checkpoint, (transaction) => this.#gone(transaction, links));
    }
    if (actions.UNASSIGNED === 'ignore') return;
    for await (const ids of unlinkedIdentities(this.#database, scope, identityType)) {
      this.#options.signal?.throwIfAborted();
      await this.#write(this.checkpoint, (transaction) => this.#unassigned(transaction, ids));
    }
  }

  async #gone(transaction: Queryable, links: readonly Link[]): Promise<Applied> {
    const { system, objectClass, actions } = this.#job;
    const action = actions.SOURCE_MISSING;
    const ids = links.map(({ identity }) => identity);
    const failed = await this.#act(transaction, action, ids);
    if (action === 'unlink' || action === 'delete') {
      const uids = links.filter(({ identity }) => !failed.has(identity)).map(({ uid }) => uid);
      await removeLinks(transaction, { system, objectClass: objectClass.type }, uids);
    }
    return this.#told(
      'SOURCE_MISSING',
      action,
      links.map((link) => ({ ...link, failed: failed.has(link.identity) })),
    );
  }

  async #unassigned(transaction: Queryable, ids: readonly string[]): Promise<Applied> {
    const action = this.#job.actions.UNASSIGNED;
    const failed = await this.#act(transaction, action, ids);
    return this.#told(
      'UNASSIGNED',
      action,
      ids.map((identity) => ({ uid: null, name: null, identity, failed: failed.has(identity) })),
    );
  }

  /** Disables or deletes identities. @returns the ids of those that somebody else was changing. */
  async #act(transaction: Queryable, action: Action, ids: readonly string[]): Promise<ReadonlySet<string>> {
    if (action === 'delete') await removeIdentities(transaction, ids);
    if (action !== 'disable') return new Set();
    const identities = await identitiesById(transaction, ids);
    const changed = await changeIdentities(
      transaction,
      this.#job.identityType,
      identities.map(({ id, revision, attributes }) => {
        const disabled = { ...attributes, ...this.#job.disabled };
        return { id, revision, attributes: disabled, keys: this.#job.correlation.keysOf(disabled) };
      }),
    );
    return new Set(ids.filter((id) => !changed.includes(id)));
  }

  #told(
    situation: Situation,
    action: Action,
    all: readonly {
      readonly uid: string | null;
      readonly name: string | null;
      readonly identity: string;
      readonly failed: boolean;
    }[],
  ): Applied {
    const happenings = all.map(({ failed }): Happening => {
      if (failed || action === 'exception') return { situation, action, outcome: 'failed' };
      if (action === 'report') return { situation, action, outcome: 'reported' };
      return { situation, action, outcome: action === 'ignore' ? 'unchanged' : 'changed' };
    });
    const items = all.flatMap(({ uid, name, identity }, index) => {
      const { outcome } = happenings[index]!;
      return outcome === 'failed' || outcome === 'reported'
        ? [{ uid, name, identity, situation, action, outcome, message: null }]
        : [];
    });
    return { happenings, items };
  }

  async #write(next: Checkpoint, work: (transaction: Queryable) => Promise<Applied>): Promise<void> {
    await this.#database.transaction(async (transaction) => {
      const { happenings, items } = await work(transaction);
      const counts = withHappenings(this.counts, happenings);
      if (!this.#options.dryRun) {
        await addRunItems(transaction, this.#run.id, this.#items, items);
        await saveProgress(transaction, this.#run.id, { ...next }, countsAsJson(counts));
      }
      this.#items += items.length;
      this.counts = counts;
    });
    this.checkpoint = next;
    this.#options.onProgress?.({ run: this.#run.id, counts: this.counts, objects: next.objects });
  }
}

import { ConfigurationException, type SyncToken } from '@icf-ts/framework';
import type { Database, Queryable } from '../database/database.js';
import type { JsonObject, JsonValue } from '../repository/identity.js';
import { linksByUid, moveLinks } from '../repository/links.js';
import { saveSyncToken, syncToken } from '../repository/sync-tokens.js';
import { applyInbound, foreseeInbound } from './apply-inbound.js';
import { alone } from './alone.js';
import { TokenRefusal, changeBatches, type ChangeBatch } from './change-batches.js';
import { decideInbound } from './inbound-decision.js';
import { boundOf, readAhead } from './in-order.js';
import type { InboundJob } from './inbound-job.js';
import { applyGone, foreseeGone } from './missing-partners.js';
import { readEverything } from './reconcile-inbound.js';
import { RunJournal, type Applied, type RunOptions, type RunResult } from './run-journal.js';
import { tokenAsJson, tokenFromJson } from './token-json.js';

/** What an incremental reconciliation came to. */
export interface IncrementalResult extends RunResult {
  /** Whether only changes were read, or, for want of a token, everything. */
  readonly extent: 'changes' | 'everything';
  /** Why everything was read. */
  readonly reason?: string;
}

/** What is kept between runs: a token, and whether what it stands for has been read. */
interface Position extends JsonObject {
  readonly state: 'listing' | 'following';
  readonly token: JsonValue;
}

/**
 * Brings what has changed in a system since the last run into the repository. The first run reads everything, with a
 * token that was taken before; so does one whose token the connector refuses. The token is kept with the work up to it:
 * a run that was killed loses nothing, and repeats at most the changes that share the token it was at.
 * @throws ConfigurationException for a job with a filter, which cannot be asked of changes.
 * @throws JobBusy while somebody else runs a job for the same objects; what the connector or the repository threw, after
 * the run was recorded as failed.
 */
export const reconcileIncremental = (
  database: Database,
  job: InboundJob,
  options: RunOptions = {},
): Promise<IncrementalResult> => alone(database, job, options, () => run(database, job, options));

async function run(database: Database, job: InboundJob, options: RunOptions): Promise<IncrementalResult> {
  if (job.filter) {
    throw new ConfigurationException(
      `Job ${job.name} has a filter, and changes cannot be filtered by the system. Make it a condition of the job, or run it in full.`,
    );
  }
  const position = (await syncToken(database, job.name)) as Position | undefined;
  if (!position) return everything(database, job, options, undefined, 'There was no sync token yet.');
  if (position.state === 'listing') {
    const reason = 'The first run was not finished.';
    return everything(database, job, options, position, reason);
  }
  const token = tokenFromJson(position.token);
  let refusal: string | undefined;
  const result = await RunJournal.conduct(
    database,
    { name: job.name, fingerprint: job.fingerprint, kind: 'incremental reconciliation' },
    options,
    { done: 0, resumable: true },
    async (journal) => {
      try {
        await changes(job, journal, token, options);
      } catch (error) {
        if (!(error instanceof TokenRefusal)) throw error;
        refusal = `The connector does not go on from the sync token: ${error.message}`;
        return refusal;
      }
    },
  );
  if (refusal === undefined) return { ...result, extent: 'changes' };
  return everything(database, job, options, undefined, refusal);
}

/** Reads everything, and goes on from a token of before: what changes meanwhile is read twice rather than never. */
async function everything(
  database: Database,
  job: InboundJob,
  options: RunOptions,
  begun: Position | undefined,
  reason: string,
): Promise<IncrementalResult> {
  let position = begun;
  if (!position && !options.dryRun) {
    const { signal } = options;
    const token = await job.facade.getLatestSyncToken(job.objectClass, signal ? { signal } : {});
    if (token) position = { state: 'listing', token: tokenAsJson(token) };
    // Kept at once: a run that goes on after a kill must not take a later one.
    if (position) await saveSyncToken(database, job.name, position);
  }
  const result = await readEverything(database, job, options);
  if (position && !options.dryRun && result.state === 'done')
    await saveSyncToken(database, job.name, { ...position, state: 'following' });
  return { ...result, extent: 'everything', reason };
}

async function changes(
  job: InboundJob,
  journal: RunJournal<{ readonly done: number; readonly resumable: true }>,
  since: SyncToken,
  options: RunOptions,
): Promise<void> {
  const { dryRun, signal } = options;
  let { done } = journal.place;
  const bounds = { parallel: boundOf(job.parallel, 2), signal };
  for await (const batch of readAhead((stop) => changeBatches(job, since, stop), bounds)) {
    done += batch.deltas.length;
    await journal.write({ done, resumable: true }, async (transaction) => {
      const applied = await applyChanges(transaction, job, journal.run.id, batch, options);
      if (batch.token && !dryRun) {
        const position: Position = { state: 'following', token: tokenAsJson(batch.token) };
        await saveSyncToken(transaction, job.name, position);
      }
      return applied;
    });
  }
}

async function applyChanges(
  transaction: Queryable,
  job: InboundJob,
  run: string,
  { deltas }: ChangeBatch,
  { dryRun, onForeseen }: RunOptions,
): Promise<Applied> {
  const scope = { system: job.system, objectClass: job.objectClass.type };
  const moves = deltas.flatMap(({ uid, previousUid }) =>
    previousUid && previousUid.value !== uid.value ? [{ from: previousUid.value, to: uid.value }] : [],
  );
  if (!dryRun) await moveLinks(transaction, scope, moves);
  const gone = await linksByUid(
    transaction,
    scope,
    deltas.flatMap(({ type, uid }) => (type === 'DELETE' ? [uid.value] : [])),
  );
  // First, so that an object that was made again finds its identity free.
  const ended = dryRun ? foreseeGone(job, gone) : await applyGone(transaction, job, gone, run);
  const decisions = await decideInbound(
    transaction,
    job,
    deltas.flatMap(({ type, object }) => (type !== 'DELETE' && object ? [object] : [])),
  );
  const applied = dryRun
    ? foreseeInbound(job, decisions, onForeseen)
    : await applyInbound(transaction, job, run, decisions);
  return {
    happenings: [...ended.happenings, ...applied.happenings],
    items: [...ended.items, ...applied.items],
  };
}

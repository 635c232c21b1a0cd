import {
  DeleteBatchTask,
  OperationOptions,
  SpecialAttributes,
  Uid,
  UpdateBatchTask,
  attribute,
  type BatchTask,
} from '@icf-ts/framework';
import type { Database, Queryable } from '../database/database.js';
import { allIdentities } from '../repository/identities.js';
import type { Identity } from '../repository/identity.js';
import { orphanedLinks, removeLinks, type Link } from '../repository/links.js';
import { refreshStatistics } from '../repository/statistics.js';
import { assertCanDisable } from '../situations/assert-can-disable.js';
import { alone } from './alone.js';
import { planOutbound, recordOutbound, sendOutbound, type OutboundWork } from './apply-outbound.js';
import { Claims } from './claims.js';
import { foreseeOrphans, foreseeOutbound } from './foreseen/foresee-outbound.js';
import { boundOf, inOrder } from './in-order.js';
import { decideOutbound } from './outbound-decision.js';
import type { OutboundJob } from './outbound-job.js';
import type { Happening } from './run-counts.js';
import { RunJournal, type Applied, type Checkpoint, type RunOptions, type RunResult } from './run-journal.js';

interface Place extends Checkpoint {
  readonly after: string;
}

/**
 * Brings the identities of the repository into a system, in batches: what the system holds is read, and only what
 * differs is written. Several batches are under way at once and are recorded in their order. A run that was killed goes
 * on with the first batch that was not; what it and those behind it had already written is found by correlation then,
 * and not made twice.
 * @throws JobBusy while somebody else runs a job for the same objects; what the connector or the repository threw, after
 * the run was recorded as failed; ConfigurationException where the job would disable what cannot be disabled.
 */
export function reconcileOutbound(
  database: Database,
  job: OutboundJob,
  options: RunOptions = {},
): Promise<RunResult> {
  return alone(database, job, options, async () => {
    await assertCanDisable(job);
    return run(database, job, options);
  });
}

function run(database: Database, job: OutboundJob, options: RunOptions): Promise<RunResult> {
  const start: Place = { done: 0, resumable: true, after: '0' };
  return RunJournal.conduct(database, job, options, start, async (journal) => {
    await refreshStatistics(database);
    let { done } = journal.place;
    for await (const { identities, work } of batches(database, job, journal.place.after, options)) {
      options.signal?.throwIfAborted();
      if (options.dryRun) options.onForeseen?.(foreseeOutbound(job, work));
      done += identities.length;
      const after = identities.at(-1)!.id;
      await journal.write({ done, after, resumable: true }, (transaction) =>
        options.dryRun ? Promise.resolve(countedOnly(work)) : recordOutbound(transaction, job, work),
      );
    }
    await orphans(database, job, journal, options);
  });
}

interface SentBatch {
  readonly identities: readonly Identity[];
  readonly work: readonly OutboundWork[];
}

/** Batches that were sent, in their order. */
function batches(
  database: Database,
  job: OutboundJob,
  after: string,
  { dryRun, signal }: RunOptions,
): AsyncGenerator<SentBatch, void, void> {
  const parallel = boundOf(job.parallel, 4);
  const claims = new Claims(parallel);
  return inOrder(
    () => allIdentities(database, job.identityType, { after, pageSize: job.batchSize }),
    { parallel, signal },
    async (identities, stop) => {
      const claim = claims.begin();
      const work = planOutbound(job, await decideOutbound(database, job, identities, stop, claim));
      if (!dryRun) await sendOutbound(job, work, stop);
      // Until it is recorded, nobody else can know whose objects these are.
      for (const { uid } of work) if (uid !== undefined) claim.link(uid);
      return { identities, work };
    },
  );
}

const countedOnly = (work: readonly OutboundWork[]): Applied => ({
  happenings: work.map(({ decision: { situation, action }, outcome }) => ({ situation, action, outcome })),
  items: [],
});

/** Objects whose identities are gone. */
async function orphans(
  database: Database,
  job: OutboundJob,
  journal: RunJournal<Place>,
  { dryRun, onForeseen, signal }: RunOptions,
): Promise<void> {
  const scope = { system: job.system, objectClass: job.objectClass.type };
  for await (const links of orphanedLinks(database, scope)) {
    if (dryRun) {
      const happenings = orphanHappenings(job, links, new Map());
      onForeseen?.(foreseeOrphans(links, happenings, orphanTasks(job, links)));
      await journal.write(journal.place, () => Promise.resolve({ happenings, items: [] }));
      continue;
    }
    const failures = await sendOrphans(job, links, signal);
    await journal.write(journal.place, (transaction) => recordOrphans(transaction, job, links, failures));
  }
}

/** Records what became of objects whose identities are gone, in the caller's transaction. `failures` are by Uid. */
export async function recordOrphans(
  transaction: Queryable,
  job: OutboundJob,
  links: readonly Link[],
  failures: ReadonlyMap<string, string>,
): Promise<Applied> {
  const situation = 'SOURCE_MISSING';
  const action = job.actions[situation];
  if (action === 'unlink' || action === 'delete' || action === 'disable') {
    const uids = links.filter(({ uid }) => !failures.has(uid)).map(({ uid }) => uid);
    await removeLinks(transaction, { system: job.system, objectClass: job.objectClass.type }, uids);
  }
  const happenings = orphanHappenings(job, links, failures);
  const items = links.flatMap(({ uid, name, identity }, index) => {
    const { outcome } = happenings[index]!;
    const message = failures.get(uid) ?? null;
    return outcome === 'failed' || outcome === 'reported'
      ? [{ uid, name, identity, situation, action, outcome, message }]
      : [];
  });
  return { happenings, items };
}

function orphanHappenings(
  job: OutboundJob,
  links: readonly Link[],
  failures: ReadonlyMap<string, string>,
): readonly Happening[] {
  const situation = 'SOURCE_MISSING';
  const action = job.actions[situation];
  return links.map(({ uid }): Happening => {
    if (failures.has(uid) || action === 'exception') return { situation, action, outcome: 'failed' };
    if (action === 'report') return { situation, action, outcome: 'reported' };
    return { situation, action, outcome: action === 'ignore' ? 'unchanged' : 'changed' };
  });
}

/** What deletes or disables objects whose identities are gone; none where the rules say neither. */
function orphanTasks(job: OutboundJob, links: readonly Link[]): readonly BatchTask[] {
  const action = job.actions.SOURCE_MISSING;
  if (action !== 'delete' && action !== 'disable') return [];
  const off = [attribute(SpecialAttributes.ENABLE, false)];
  return links.map(({ uid }) =>
    action === 'delete'
      ? new DeleteBatchTask(job.objectClass, new Uid(uid), OperationOptions.NONE)
      : new UpdateBatchTask(job.objectClass, new Uid(uid), off, OperationOptions.NONE, 'UPDATE'),
  );
}

/** Deletes or disables objects whose identities are gone. @returns why some could not be, by Uid. */
export async function sendOrphans(
  job: OutboundJob,
  links: readonly Link[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, string>> {
  const failures = new Map<string, string>();
  const tasks = orphanTasks(job, links);
  if (tasks.length === 0) return failures;
  for await (const { index, error } of job.facade.batch(tasks, signal ? { signal } : {})) {
    // What is gone already needs no deletion.
    if (error && error.name !== 'UnknownUidException') failures.set(links[index]!.uid, error.message);
  }
  return failures;
}

import {
  DeleteBatchTask,
  OperationOptions,
  SpecialAttributes,
  Uid,
  UpdateBatchTask,
  attribute,
  type BatchTask,
} from '@icf-ts/framework';
import type { Database } from '../database/database.js';
import { allIdentities } from '../repository/identities.js';
import { orphanedLinks, removeLinks, type Link } from '../repository/links.js';
import { planOutbound, recordOutbound, sendOutbound } from './apply-outbound.js';
import { foreseeOrphans, foreseeOutbound } from './foreseen/foresee-outbound.js';
import { decideOutbound } from './outbound-decision.js';
import type { OutboundJob } from './outbound-job.js';
import type { Happening } from './run-counts.js';
import { RunJournal, type Applied, type Checkpoint, type RunOptions, type RunResult } from './run-journal.js';

interface Place extends Checkpoint {
  readonly after: string;
}

/**
 * Brings the identities of the repository into a system, in batches: what the system holds is read, and only what
 * differs is written. A run that was killed goes on with the batch that it was at; what that had already written is
 * found by correlation then, and not made twice.
 * @throws what the connector or the repository threw, after the run was recorded as failed.
 */
export function reconcileOutbound(
  database: Database,
  job: OutboundJob,
  options: RunOptions = {},
): Promise<RunResult> {
  const start: Place = { done: 0, resumable: true, after: '0' };
  return RunJournal.conduct(database, job, options, start, async (journal) => {
    let { done, after } = journal.place;
    const pages = allIdentities(database, job.identityType, { after, pageSize: job.batchSize });
    for await (const identities of pages) {
      options.signal?.throwIfAborted();
      const work = planOutbound(job, await decideOutbound(database, job, identities, options.signal));
      if (options.dryRun) options.onForeseen?.(foreseeOutbound(work));
      else await sendOutbound(job, work, options.signal);
      done += identities.length;
      after = identities.at(-1)!.id;
      await journal.write({ done, after, resumable: true }, (transaction) =>
        options.dryRun ? Promise.resolve(countedOnly(work)) : recordOutbound(transaction, job, work),
      );
    }
    await orphans(database, job, journal, options);
  });
}

const countedOnly = (work: ReturnType<typeof planOutbound>): Applied => ({
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
  const situation = 'SOURCE_MISSING';
  const action = job.actions[situation];
  for await (const links of orphanedLinks(database, scope)) {
    const tasks = tasksFor(job, links);
    const failures = dryRun ? new Map<string, string>() : await send(job, links, tasks, signal);
    const happenings = links.map(({ uid }): Happening => {
      if (failures.has(uid) || action === 'exception') return { situation, action, outcome: 'failed' };
      if (action === 'report') return { situation, action, outcome: 'reported' };
      return { situation, action, outcome: action === 'ignore' ? 'unchanged' : 'changed' };
    });
    if (dryRun) onForeseen?.(foreseeOrphans(links, happenings, tasks));
    await journal.write(journal.place, async (transaction) => {
      if (dryRun) return { happenings, items: [] };
      const settled = action === 'unlink' || action === 'delete' || action === 'disable';
      const uids = links.filter(({ uid }) => !failures.has(uid)).map(({ uid }) => uid);
      if (settled) await removeLinks(transaction, scope, uids);
      const items = links.flatMap((link, index) => {
        const { outcome } = happenings[index]!;
        const message = failures.get(link.uid) ?? null;
        return outcome === 'failed' || outcome === 'reported'
          ? [{ ...link, situation, action, outcome, message }]
          : [];
      });
      return { happenings, items };
    });
  }
}

/** Deletes or disables objects; none where the rules say neither. */
function tasksFor(job: OutboundJob, links: readonly Link[]): readonly BatchTask[] {
  const action = job.actions.SOURCE_MISSING;
  if (action !== 'delete' && action !== 'disable') return [];
  const off = [attribute(SpecialAttributes.ENABLE, false)];
  return links.map(({ uid }) =>
    action === 'delete'
      ? new DeleteBatchTask(job.objectClass, new Uid(uid), OperationOptions.NONE)
      : new UpdateBatchTask(job.objectClass, new Uid(uid), off, OperationOptions.NONE, 'UPDATE'),
  );
}

/** @returns why some could not be deleted or disabled. */
async function send(
  job: OutboundJob,
  links: readonly Link[],
  tasks: readonly BatchTask[],
  signal: AbortSignal | undefined,
): Promise<ReadonlyMap<string, string>> {
  const failures = new Map<string, string>();
  if (tasks.length === 0) return failures;
  for await (const { index, error } of job.facade.batch(tasks, signal ? { signal } : {})) {
    // What is gone already needs no deletion.
    if (error && error.name !== 'UnknownUidException') failures.set(links[index]!.uid, error.message);
  }
  return failures;
}

import type { Database } from '../database/database.js';
import { lockOf } from '../reconciliation/alone.js';
import { RunJournal, type RunResult } from '../reconciliation/run-journal.js';
import type { OutboundJob } from '../reconciliation/outbound-job.js';
import type { RunCounts } from '../reconciliation/run-counts.js';
import { identitiesById } from '../repository/identities.js';
import {
  pendingIdentities,
  pushHorizon,
  savePushPosition,
  type Horizon,
  type PushScope,
} from '../repository/pending-changes.js';
import { duePushes } from '../repository/push-states.js';
import { assertCanDisable } from '../situations/assert-can-disable.js';
import { pushIdentities } from './push-identities.js';
import { pendingOrphans, pushOrphans, retryOrphans } from './push-orphans.js';
import type { PushOptions, Pushing } from './pushing.js';

type Push = Omit<Pushing, 'journal'>;

/** What a push came to. */
export type PushResult =
  | RunResult
  /**
   * Nothing was to be pushed, or somebody else was just busy with the same objects: the system was not called, and no run was
   * recorded.
   */
  | {
      readonly run: undefined;
      readonly state: 'idle' | 'busy';
      readonly counts: RunCounts;
      readonly resumed: false;
    };

/**
 * Pushes identities that were created, changed or removed since they were last pushed to the job's system or read from
 * it, and those whose last push failed and is due again. Which those are follows from what the repository holds, not
 * from a queue: a push that was killed is taken up by the next one, which finds what was written already. An identity
 * whose push fails is told of, tried again later, and keeps nobody waiting. Of several processes one pushes or reconciles
 * the same objects at a time.
 * @throws what the connector or the repository threw, after the run was recorded as failed; all is pushed next time.
 */
export async function pushChanges(
  database: Database,
  job: OutboundJob,
  options: PushOptions = {},
): Promise<PushResult> {
  const scope = pushScope(job);
  const now = (options.now ?? Date.now)();
  const push = { database, job, options, scope, now };
  // Asked before as well, because to exclude others is dearer than to see that nothing is to be done.
  if (await isIdle(push)) return without('idle');
  if (options.dryRun) return pushPending(push);
  const pushed = await database.exclusive(lockOf(job), async () =>
    (await isIdle(push)) ? without('idle') : pushPending(push),
  );
  return pushed?.result ?? without('busy');
}

const without = (state: 'idle' | 'busy'): PushResult => ({
  run: undefined,
  state,
  counts: {},
  resumed: false,
});

/** Identities with secrets for this job: only whoever was given them knows, not the repository. */
const withSecrets = ({ job, options }: Push): readonly string[] => options.secrets?.openFor(job) ?? [];

/** Whether nothing is to be pushed. If so, it is not looked at again. */
async function isIdle(push: Push): Promise<boolean> {
  const { database, options, scope, now } = push;
  if (withSecrets(push).length > 0) return false;
  const horizon = await pushHorizon(database, scope);
  if (await isAnyPending(database, scope, horizon, now)) return false;
  if (!options.dryRun) await savePushPosition(database, scope, horizon);
  return true;
}

async function pushPending(push: Push): Promise<RunResult> {
  const { database, job, options, scope, now } = push;
  await assertCanDisable(job);
  // Before anything is looked at: what is written meanwhile belongs to the next push.
  const horizon = await pushHorizon(database, scope);
  const { name, fingerprint } = job;
  const start = { done: 0, resumable: true };
  return RunJournal.conduct(
    database,
    { name, fingerprint, kind: 'push' },
    options,
    start,
    async (journal) => {
      const pushing: Pushing = { ...push, journal };
      // First: what is written with a secret need not be written again without.
      const given = withSecrets(push);
      for (let at = 0; at < given.length; at += job.batchSize) {
        await pushIdentities(pushing, await identitiesById(database, given.slice(at, at + job.batchSize)));
      }
      if (!options.dryRun) options.secrets?.miss(job, 'There is no such identity any more.');
      for await (const page of pendingIdentities(database, scope, horizon, job.batchSize)) {
        await pushIdentities(pushing, page);
      }
      for await (const links of pendingOrphans(database, scope, horizon)) await pushOrphans(pushing, links);
      for await (const ids of duePushes(database, scope, now, job.batchSize)) {
        const present = await identitiesById(database, ids);
        await pushIdentities(pushing, present);
        const found = new Set(present.map(({ id }) => id));
        await retryOrphans(
          pushing,
          ids.filter((id) => !found.has(id)),
        );
      }
      if (!options.dryRun) await savePushPosition(database, scope, horizon);
    },
  );
}

export const pushScope = ({
  system,
  objectClass,
  identityType,
}: Pick<OutboundJob, 'system' | 'objectClass' | 'identityType'>): PushScope => ({
  system,
  objectClass: objectClass.type,
  identityType,
});

async function isAnyPending(
  database: Database,
  scope: PushScope,
  horizon: Horizon,
  now: number,
): Promise<boolean> {
  return (
    (await isAny(pendingIdentities(database, scope, horizon, 1))) ||
    (await isAny(duePushes(database, scope, now, 1))) ||
    (await isAny(pendingOrphans(database, scope, horizon)))
  );
}

async function isAny(pages: AsyncGenerator<unknown, void, void>): Promise<boolean> {
  const { done } = await pages.next();
  await pages.return();
  return done !== true;
}

import type { Database } from '../database/database.js';
import { recordOrphans, sendOrphans } from '../reconciliation/reconcile-outbound.js';
import type { Outcome } from '../reconciliation/run-counts.js';
import type { Action } from '../situations/situation.js';
import { linksByIdentity, orphanedLinks, type Link } from '../repository/links.js';
import { removedIdentities, type Horizon, type PushScope } from '../repository/pending-changes.js';
import { REMOVED, removePushStates, savePushStates, settledRemovals } from '../repository/push-states.js';
import { PUSH_RETRIES, type Pushing } from './pushing.js';

/** Links whose identities were removed and that no push has settled, in pages. */
export async function* pendingOrphans(
  database: Database,
  scope: PushScope,
  horizon: Horizon,
): AsyncGenerator<readonly Link[], void, void> {
  for await (const links of orphans(database, scope, horizon)) {
    const settled = await settledRemovals(
      database,
      scope,
      links.map(({ identity }) => identity),
    );
    const open = links.filter(({ identity }) => !settled.has(identity));
    if (open.length > 0) yield open;
  }
}

async function* orphans(
  database: Database,
  scope: PushScope,
  horizon: Horizon,
): AsyncGenerator<readonly Link[], void, void> {
  if (horizon.since === undefined) return yield* orphanedLinks(database, scope);
  for await (const ids of removedIdentities(database, scope.identityType, horizon)) {
    yield await linksByIdentity(database, scope, ids);
  }
}

/** Does what the rules say about objects that have lost their identities. */
export async function pushOrphans(pushing: Pushing, links: readonly Link[]): Promise<void> {
  const { job, journal, options, scope, now } = pushing;
  options.signal?.throwIfAborted();
  const failures = options.dryRun ? new Map<string, string>() : await sendOrphans(job, links, options.signal);
  const place = { ...journal.place, done: journal.place.done + links.length };
  await journal.write(place, async (transaction) => {
    if (options.dryRun) {
      const action = job.actions.SOURCE_MISSING;
      const outcome = FORESEEN[action] ?? 'changed';
      return { happenings: links.map(() => ({ situation: 'SOURCE_MISSING', action, outcome })), items: [] };
    }
    const applied = await recordOrphans(transaction, job, links, failures);
    // Where a link stays, it must not be pushed again and again.
    const failed = new Map(
      links.filter(({ uid }) => failures.has(uid)).map(({ uid, identity }) => [identity, failures.get(uid)!]),
    );
    const isStaying = FORESEEN[job.actions.SOURCE_MISSING] !== undefined;
    const ids = [...new Set(links.map(({ identity }) => identity))];
    const kept = ids.filter((id) => isStaying || failed.has(id));
    const states = kept.map((identity) => ({
      identity,
      revision: REMOVED,
      isRetried: failed.has(identity),
      message: failed.get(identity) ?? null,
    }));
    await savePushStates(transaction, scope, states, now, options.retries ?? PUSH_RETRIES);
    await removePushStates(
      transaction,
      scope,
      ids.filter((id) => !kept.includes(id)),
    );
    return applied;
  });
}

/** Actions that leave the link of a removed identity, and how they end. */
const FORESEEN: Readonly<Partial<Record<Action, Outcome>>> = {
  ignore: 'unchanged',
  report: 'reported',
  exception: 'failed',
};

/** Tries again what failed of removed identities. Where the link is gone, a run has seen to it. */
export async function retryOrphans(pushing: Pushing, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const { database, scope, options } = pushing;
  const links = await linksByIdentity(database, scope, ids);
  if (links.length > 0) await pushOrphans(pushing, links);
  const linked = new Set(links.map(({ identity }) => identity));
  if (!options.dryRun) {
    await removePushStates(
      database,
      scope,
      ids.filter((id) => !linked.has(id)),
    );
  }
}

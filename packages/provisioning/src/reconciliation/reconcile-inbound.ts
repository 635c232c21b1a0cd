import type { Database, Queryable } from '../database/database.js';
import { changeIdentities, identitiesById, removeIdentities } from '../repository/identities.js';
import { markSeen, removeLinks, unlinkedIdentities, unseenLinks, type Link } from '../repository/links.js';
import type { Action, Situation } from '../situations/situation.js';
import { applyInbound } from './apply-inbound.js';
import { decideInbound } from './inbound-decision.js';
import type { InboundJob } from './inbound-job.js';
import { listObjects } from './listing.js';
import type { Happening } from './run-counts.js';
import { RunJournal, type Applied, type Checkpoint, type RunOptions, type RunResult } from './run-journal.js';

interface Place extends Checkpoint {
  readonly phase: 'objects' | 'partners';
  readonly cookie: string | null;
}

type Journal = RunJournal<Place>;

/**
 * Brings the objects of a system into the repository: first every object, in batches that are written as a whole with
 * the place they end at, then what the listing did not show. A run that was killed goes on after its last batch.
 * @throws what the connector or the repository threw, after the run was recorded as failed.
 */
export function reconcileInbound(
  database: Database,
  job: InboundJob,
  options: RunOptions = {},
): Promise<RunResult> {
  const start: Place = { phase: 'objects', done: 0, resumable: false, cookie: null };
  return RunJournal.conduct(database, job, options, start, async (journal) => {
    if (journal.place.phase === 'objects') await objects(job, journal, options);
    // What a limited listing does not show is not gone.
    if (!job.filter && !options.dryRun) await partners(database, job, journal);
  });
}

async function objects(job: InboundJob, journal: Journal, { dryRun, signal }: RunOptions): Promise<void> {
  let { done } = journal.place;
  for await (const batch of listObjects(job, journal.place.cookie ?? undefined, signal)) {
    done += batch.objects.length;
    const { cookie = null } = batch;
    await journal.write(
      { phase: 'objects', done, cookie, resumable: cookie !== null },
      async (transaction) => {
        const decisions = await decideInbound(transaction, job, batch.objects);
        if (!dryRun) return applyInbound(transaction, job, journal.run.id, decisions);
        const happenings = decisions.map(({ situation, action, unchanged }) => ({
          situation,
          action,
          outcome: unchanged ? ('unchanged' as const) : ('changed' as const),
        }));
        return { happenings, items: [] };
      },
    );
  }
  const place: Place = { phase: 'partners', done, cookie: null, resumable: true };
  await journal.write(place, () => Promise.resolve({ happenings: [], items: [] }));
}

/** Identities whose objects are gone, and those that never had one. */
async function partners(database: Database, job: InboundJob, journal: Journal): Promise<void> {
  const scope = { system: job.system, objectClass: job.objectClass.type };
  for await (const links of unseenLinks(database, scope, journal.run.id)) {
    await journal.write(journal.place, (transaction) => gone(transaction, job, links, journal.run.id));
  }
  if (job.actions.UNASSIGNED === 'ignore') return;
  for await (const ids of unlinkedIdentities(database, scope, job.identityType)) {
    await journal.write(journal.place, (transaction) => unassigned(transaction, job, ids));
  }
}

async function gone(
  transaction: Queryable,
  job: InboundJob,
  links: readonly Link[],
  run: string,
): Promise<Applied> {
  const action = job.actions.SOURCE_MISSING;
  const scope = { system: job.system, objectClass: job.objectClass.type };
  const failed = await act(
    transaction,
    job,
    action,
    links.map(({ identity }) => identity),
  );
  if (action === 'unlink' || action === 'delete') {
    const uids = links.filter(({ identity }) => !failed.has(identity)).map(({ uid }) => uid);
    await removeLinks(transaction, scope, uids);
  } else {
    // Told once a run, also where the run goes on after a kill.
    await markSeen(
      transaction,
      scope,
      links.map(({ uid }) => uid),
      run,
    );
  }
  return told(
    'SOURCE_MISSING',
    action,
    links.map((link) => ({ ...link, failed: failed.has(link.identity) })),
  );
}

async function unassigned(transaction: Queryable, job: InboundJob, ids: readonly string[]): Promise<Applied> {
  const action = job.actions.UNASSIGNED;
  const failed = await act(transaction, job, action, ids);
  return told(
    'UNASSIGNED',
    action,
    ids.map((identity) => ({ uid: null, name: null, identity, failed: failed.has(identity) })),
  );
}

/** Disables or deletes identities. @returns the ids of those that somebody else was changing. */
async function act(
  transaction: Queryable,
  job: InboundJob,
  action: Action,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  if (action === 'delete') await removeIdentities(transaction, ids);
  if (action !== 'disable') return new Set();
  const identities = await identitiesById(transaction, ids);
  const changed = await changeIdentities(
    transaction,
    job.identityType,
    identities.map(({ id, revision, attributes }) => {
      const disabled = { ...attributes, ...job.disabled };
      return { id, revision, attributes: disabled, keys: job.correlation.keysOf(disabled) };
    }),
  );
  return new Set(ids.filter((id) => !changed.includes(id)));
}

function told(
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

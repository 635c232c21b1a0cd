import type { Database } from '../database/database.js';
import { unlinkedIdentities, unseenLinks } from '../repository/links.js';
import { alone } from './alone.js';
import { applyInbound, foreseeInbound } from './apply-inbound.js';
import { decideInbound } from './inbound-decision.js';
import { boundOf, readAhead } from './in-order.js';
import type { InboundJob } from './inbound-job.js';
import { listObjects } from './listing.js';
import { applyGone, applyUnassigned } from './missing-partners.js';
import { RunJournal, type Checkpoint, type RunOptions, type RunResult } from './run-journal.js';

interface Place extends Checkpoint {
  readonly phase: 'objects' | 'partners';
  readonly cookie: string | null;
}

type Journal = RunJournal<Place>;

/**
 * Brings the objects of a system into the repository: first every object, in batches that are written as a whole with
 * the place they end at, then what the listing did not show. The next batch is read meanwhile, but decided only once
 * the one before is written, because what one creates or links another must find. A run that was killed goes on after its last batch.
 * @throws JobBusy while somebody else runs a job for the same objects; what the connector or the repository threw, after
 * the run was recorded as failed.
 */
export const reconcileInbound = (
  database: Database,
  job: InboundJob,
  options: RunOptions = {},
): Promise<RunResult> => alone(database, job, options, () => readEverything(database, job, options));

/** As {@link reconcileInbound}, for whoever runs it alone already. */
export function readEverything(database: Database, job: InboundJob, options: RunOptions): Promise<RunResult> {
  const start: Place = { phase: 'objects', done: 0, resumable: false, cookie: null };
  return RunJournal.conduct(database, job, options, start, async (journal) => {
    if (journal.place.phase === 'objects') await objects(job, journal, options);
    // What a limited listing does not show is not gone.
    if (!job.filter && !options.dryRun) await partners(database, job, journal);
  });
}

async function objects(
  job: InboundJob,
  journal: Journal,
  { dryRun, onForeseen, signal }: RunOptions,
): Promise<void> {
  let { done } = journal.place;
  const from = journal.place.cookie ?? undefined;
  const bounds = { parallel: boundOf(job.parallel, 2), signal };
  for await (const batch of readAhead((stop) => listObjects(job, from, stop), bounds)) {
    done += batch.objects.length;
    const { cookie = null } = batch;
    await journal.write(
      { phase: 'objects', done, cookie, resumable: cookie !== null },
      async (transaction) => {
        const decisions = await decideInbound(transaction, job, batch.objects);
        if (!dryRun) return applyInbound(transaction, job, journal.run.id, decisions);
        return foreseeInbound(job, decisions, onForeseen);
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
    await journal.write(journal.place, (transaction) => applyGone(transaction, job, links, journal.run.id));
  }
  if (job.actions.UNASSIGNED === 'ignore') return;
  for await (const ids of unlinkedIdentities(database, scope, job.identityType)) {
    await journal.write(journal.place, (transaction) => applyUnassigned(transaction, job, ids));
  }
}

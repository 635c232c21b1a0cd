import type { Database } from '../database/database.js';
import type { InboundJob } from './inbound-job.js';
import type { OutboundJob } from './outbound-job.js';

type Job = Pick<InboundJob | OutboundJob, 'name' | 'system' | 'objectClass'>;

/** A process that was killed may have the lock for a moment longer. */
const WAIT_MS = 2_000;

/** Somebody else is running a job for the same objects just now. Nothing was done. */
export class JobBusy extends Error {
  override readonly name = 'JobBusy';

  constructor({ name, system, objectClass }: Job) {
    super(
      `Job ${name} was not begun: another run for the objects ${objectClass.type} of ${system} is under way on this ` +
        'repository. Wait until it has ended, and run the job again.',
    );
  }
}

/** What runs and pushes for the same objects exclude one another by, in all processes. */
export const lockOf = ({ system, objectClass }: Job): string =>
  `run ${JSON.stringify([system, objectClass.type])}`;

/**
 * Does the work of a run while nobody else runs a job for the same objects: two would both find an object missing, and
 * both make it; and a run that looks cut off may be somebody's who is not done yet. A dry run writes nothing, and waits
 * for nobody.
 * @throws JobBusy where somebody does.
 */
export async function alone<T>(
  database: Database,
  job: Job,
  { dryRun }: { readonly dryRun?: boolean },
  work: () => Promise<T>,
): Promise<T> {
  if (dryRun) return work();
  const done = await database.exclusive(lockOf(job), work, WAIT_MS);
  if (!done) throw new JobBusy(job);
  return done.result;
}

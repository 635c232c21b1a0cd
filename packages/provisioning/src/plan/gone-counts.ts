import type { Queryable } from '../database/database.js';
import type { InboundJob } from '../reconciliation/inbound-job.js';
import { total, type Outcome, type RunCounts } from '../reconciliation/run-counts.js';
import { countLinks } from '../repository/links.js';
import type { Action } from '../situations/situation.js';

/**
 * The counts of a full listing with the objects that are gone: links that it did not confirm. A dry run marks none as
 * seen, so that only their number is known.
 */
export async function goneCounts(
  database: Queryable,
  job: InboundJob,
  counts: RunCounts,
): Promise<RunCounts> {
  // What a limited listing does not show is not gone.
  if (job.filter) return counts;
  const scope = { system: job.system, objectClass: job.objectClass.type };
  const { CONFIRMED = {}, UNQUALIFIED = {} } = counts;
  const gone = (await countLinks(database, scope)) - total({ CONFIRMED, UNQUALIFIED });
  if (gone <= 0) return counts;
  const action = job.actions.SOURCE_MISSING;
  return { ...counts, SOURCE_MISSING: { [action]: { [outcomeOf(action)]: gone } } };
}

const outcomeOf = (action: Action): Outcome => {
  if (action === 'exception') return 'failed';
  if (action === 'report') return 'reported';
  return action === 'ignore' ? 'unchanged' : 'changed';
};

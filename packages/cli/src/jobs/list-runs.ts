import { runsOf, total, type RunCounts } from '@icf-ts/provisioning';
import type { Row } from '../values/plain-value.js';
import type { JobSession } from './job-session.js';

export const RUN_COLUMNS = [
  'run',
  'job',
  'kind',
  'state',
  'started',
  'changed',
  'unchanged',
  'reported',
  'failed',
];

/** The latest runs of the jobs of those names, or of all, the last one first. */
export async function listRuns(
  { jobs, database }: Pick<JobSession, 'jobs' | 'database'>,
  wanted: readonly string[],
  limit: number,
): Promise<readonly Row[]> {
  const names = wanted.length > 0 ? wanted : [...jobs.keys()];
  const runs = await Promise.all(names.map((name) => runsOf(database, name, limit)));
  return runs
    .flat()
    .sort((a, b) => Number(b.id) - Number(a.id))
    .map(({ id, job, kind, state, startedAt, counts }) => ({
      ...{ run: id, job, kind, state, started: startedAt },
      ...(kind.startsWith('lookup') ? {} : outcomes(counts as RunCounts)),
    }));
}

/** How often a run ended how. */
export const outcomes = (counts: RunCounts) => ({
  changed: total(counts, 'changed'),
  unchanged: total(counts, 'unchanged'),
  reported: total(counts, 'reported'),
  failed: total(counts, 'failed'),
});

import type { JobDefinition, ReconciliationDefinition } from '@icf-ts/provisioning';
import { CliProblem } from '../problems/cli-problem.js';
import type { JobSession } from './job-session.js';

export const reconciles = (job: JobDefinition): job is ReconciliationDefinition => job.type !== 'lookups';

/** The jobs of those names that `fits`; without names all that do. @throws CliProblem */
export function chooseJobs<Job extends JobDefinition>(
  { jobs, configuration: { file } }: Pick<JobSession, 'jobs' | 'configuration'>,
  wanted: readonly string[],
  fits: (job: JobDefinition) => job is Job,
  what: string,
): readonly Job[] {
  const possible = [...jobs.values()].filter(fits);
  const known = possible.map(({ name }) => name).join(', ') || 'none';
  if (wanted.length === 0) {
    if (possible.length > 0) return possible;
    throw new CliProblem('usage', `${file} has no job ${what}.`, {
      advice: 'Write one under jobs:, as docs/provisioning/jobs.md shows.',
    });
  }
  return wanted.map((name) => {
    const job = jobs.get(name);
    if (!job)
      throw new CliProblem(
        'usage',
        `${file} has no job '${name}'. It has: ${[...jobs.keys()].join(', ') || 'none'}.`,
      );
    if (fits(job)) return job;
    throw new CliProblem('usage', `Job '${name}' is not one ${what}. Such are: ${known}.`);
  });
}

/** One job: the one of that name, or the only one that `fits`. @throws CliProblem */
export function chooseJob<Job extends JobDefinition>(
  session: Pick<JobSession, 'jobs' | 'configuration'>,
  wanted: string | undefined,
  fits: (job: JobDefinition) => job is Job,
  what: string,
): Job {
  const found = chooseJobs(session, wanted === undefined ? [] : [wanted], fits, what);
  if (found.length === 1) return found[0]!;
  throw new CliProblem('usage', `Which job? There are: ${found.map(({ name }) => name).join(', ')}.`);
}

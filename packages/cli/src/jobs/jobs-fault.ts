import { isConnectorException, rowOfException, type ExceptionName } from '@icf-ts/framework';
import type { JobDefinition, ReconciliationDefinition } from '@icf-ts/provisioning';
import { reconciles } from './choose-jobs.js';
import { CliProblem } from '../problems/cli-problem.js';
import { EXITS } from '../problems/exit-codes.js';
import type { JobSession } from './job-session.js';

/** What a connector says to a question that makes no sense to it. */
const NONSENSE: readonly ExceptionName[] = [...EXITS.usage.exceptions, 'UnsupportedOperationException'];

/**
 * Does the work of a job. Where the connector has not what the job asks it for, an object class or an attribute, the job
 * is at fault, and not the command line.
 * @throws CliProblem with the job's place; what the work threw otherwise
 */
export async function asJob<T>(
  session: JobSession,
  job: ReconciliationDefinition,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (cause) {
    if (!isConnectorException(cause)) throw cause;
    const name = rowOfException(cause)?.type.name as ExceptionName | undefined;
    if (!name || !NONSENSE.includes(name)) throw cause;
    // Only now: to ask before would be a call for every job that is right.
    await assertClass(session, job).catch((reason: unknown) => {
      if (reason instanceof CliProblem) throw reason;
    });
    throw fault(job, cause.message, cause);
  }
}

/**
 * Looks for mistakes that would make jobs fail every time: connectors that cannot be opened as they are configured, and
 * object classes that they do not have. One call of each system; one that cannot be reached now is passed over.
 * @throws CliProblem with every mistake
 */
export async function assertRunnable(session: JobSession, jobs: readonly JobDefinition[]): Promise<void> {
  const looks = await Promise.allSettled(
    jobs.map((job) => (reconciles(job) ? assertClass(session, job) : session.system(job))),
  );
  session.signal.throwIfAborted();
  const mistakes = looks.flatMap((look) => {
    const reason: unknown = look.status === 'rejected' ? look.reason : undefined;
    return reason instanceof CliProblem && reason.exit === 'configuration' ? [reason.message] : [];
  });
  if (mistakes.length > 0) throw new CliProblem('configuration', [...new Set(mistakes)].join('\n'));
}

async function assertClass(session: JobSession, job: ReconciliationDefinition): Promise<void> {
  const { name, classes } = await session.system(job);
  const known = await classes();
  if (!known || known.some((type) => job.objectClass.is(type))) return;
  throw fault(
    job,
    `Connector '${name}' has no object class ${job.objectClass.type}. It has: ${known.join(', ')}.`,
  );
}

const fault = ({ name, place }: JobDefinition, message: string, cause?: unknown): CliProblem =>
  new CliProblem('configuration', `${place}: jobs.${name}: ${message}`, { cause });

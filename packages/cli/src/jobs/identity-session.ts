import {
  Identities,
  correlationsOf,
  outboundJob,
  pushChanges,
  runReport,
  total,
  withLookups,
  type Identity,
  type JsonObject,
  type OutboundDefinition,
} from '@icf-ts/provisioning';
import type { Row } from '../values/plain-value.js';
import { CliProblem } from '../problems/cli-problem.js';
import type { ExitName } from '../problems/exit-codes.js';
import type { Terminal } from '../terminal/terminal.js';
import { identityValues, withValues } from './identity-values.js';
import { asJob } from './jobs-fault.js';
import { withJobs, type JobSession } from './job-session.js';

export interface IdentityOptions {
  readonly config?: string;
  /** Type of the identities; by default the only one that jobs are about. */
  readonly type?: string;
}

export interface PushingOptions extends IdentityOptions {
  readonly push: boolean;
}

export interface IdentitySession extends JobSession {
  readonly identities: Identities;
  readonly type: string;
}

/** Opens the repository for work on identities of one type. */
export const withIdentities = <T>(
  options: IdentityOptions,
  terminal: Terminal,
  work: (session: IdentitySession) => Promise<T>,
): Promise<T> =>
  withJobs(options, terminal, async (session) => {
    const correlations = correlationsOf(session.jobs.values());
    const known = [...correlations.keys()];
    const type = options.type ?? (known.length === 1 ? known[0] : undefined);
    if (type === undefined) {
      const what = known.length > 0 ? `There are: ${known.join(', ')}.` : 'No job is about identities.';
      throw new CliProblem('usage', `Identities of which type? ${what}`, {
        advice: known.length > 0 ? `Name it: --type ${known[0]}.` : 'Write a job into icf.yaml first.',
      });
    }
    try {
      return await work({ ...session, type, identities: new Identities(session.database, correlations) });
    } catch (error) {
      throw problemOf(error);
    }
  });

const EXIT_OF: Readonly<Record<string, ExitName>> = {
  'unknown-identity': 'notFound',
  'changed-meanwhile': 'conflict',
};

function problemOf(cause: unknown): unknown {
  const { name, message, problem } = cause as Error & { problem?: string };
  return name === 'IdentityError' ? new CliProblem(EXIT_OF[problem!] ?? 'usage', message, { cause }) : cause;
}

/** The identity of an id, or that of `path=value`, as correlation would find it. @throws CliProblem */
export async function identityOf({ identities, type }: IdentitySession, text: string): Promise<Identity> {
  const isId = /^\d+$/.test(text);
  const byId = isId ? await identities.findById(text) : undefined;
  if (byId?.type === type) return byId;
  const found = isId ? [] : await identities.find(type, withValues({}, identityValues([text])));
  if (found.length === 1) return found[0]!;
  if (found.length === 0) throw new CliProblem('notFound', `There is no identity ${text} of type ${type}.`);
  const ids = found.map(({ id }) => id).join(', ');
  throw new CliProblem('usage', `${text} is that of ${found.length} identities: ${ids}. Name one by its id.`);
}

export const identityRow = ({ id, revision, attributes }: Identity): Row => ({
  id,
  revision,
  ...(attributes as Row),
});

/**
 * Pushes what was written to the systems whose jobs are live, as an identity manager does that synchronises by itself.
 * @returns how many pushes failed
 */
export async function pushLive(session: IdentitySession): Promise<number> {
  const { jobs, database, signal, type, note } = session;
  let failures = 0;
  for (const job of jobs.values()) {
    if (job.type !== 'outbound' || job.liveSeconds === undefined || job.identityType !== type) continue;
    const { run, counts } = await asJob(session, job, () => push(session, job));
    if (run === undefined) continue;
    const failed = total(counts, 'failed');
    note(`${job.name}: ${total(counts, 'changed')} changed, ${failed} failed (run ${run})`);
    for await (const { name, identity, message } of (await runReport(database, run)).items('failed'))
      note(`  ${name ?? `identity ${identity}`}: ${message}`);
    failures += failed;
    signal.throwIfAborted();
  }
  return failures;
}

async function push(session: IdentitySession, job: OutboundDefinition) {
  const system = await session.system(job);
  const ready = outboundJob(await withLookups(session.database, job, system), system);
  return pushChanges(session.database, ready, { signal: session.signal });
}

/** Members given as text on the command line over those of a document. */
export const valuesOver = (document: JsonObject, texts: readonly string[]): JsonObject =>
  withValues(document, identityValues(texts));

import { Identities, identityTypesOf, type Identity, type IdentityPath } from '@icf-ts/provisioning';
import type { Row } from '../values/plain-value.js';
import { CliProblem } from '../problems/cli-problem.js';
import type { ExitName } from '../problems/exit-codes.js';
import type { Terminal } from '../terminal/terminal.js';
import { identityValues, withValues } from './identity-values.js';
import { withJobs, type JobSession } from '../jobs/job-session.js';

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
  /** Where maps take secrets of such identities from. */
  readonly secretPaths: readonly IdentityPath[];
}

/** Opens the repository for work on identities of one type. */
export const withIdentities = <T>(
  options: IdentityOptions,
  terminal: Terminal,
  work: (session: IdentitySession) => Promise<T>,
): Promise<T> =>
  withJobs(options, terminal, async (session) => {
    const types = identityTypesOf(session.jobs.values());
    const known = [...types.keys()];
    const type = options.type ?? (known.length === 1 ? known[0] : undefined);
    if (type === undefined) {
      const what = known.length > 0 ? `There are: ${known.join(', ')}.` : 'No job is about identities.';
      throw new CliProblem('usage', `Identities of which type? ${what}`, {
        advice: known.length > 0 ? `Name it: --type ${known[0]}.` : 'Write a job into icf.yaml first.',
      });
    }
    try {
      const secretPaths = types.get(type)?.secretPaths ?? [];
      const identities = new Identities(session.database, types);
      return await work({ ...session, type, secretPaths, identities });
    } catch (error) {
      throw problemOf(error);
    }
  });

const EXIT_OF: Readonly<Record<string, ExitName>> = {
  'unknown-identity': 'notFound',
  'changed-meanwhile': 'conflict',
  exists: 'conflict',
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

import type { IdentityType } from '../identities/identity-type.js';
import type { JobDefinition, ReconciliationDefinition } from './job.js';

type Reconciling = Pick<
  ReconciliationDefinition,
  'name' | 'place' | 'identityType' | 'correlation' | 'mapping'
>;

/** What the jobs say of identities, by the types that they are about: what `Identities` writes them by. */
export function identityTypesOf(jobs: Iterable<JobDefinition>): ReadonlyMap<string, IdentityType> {
  return new Map(
    [...jobsByType(jobs)].map(([type, about]) => {
      const secrets = about.flatMap(({ mapping }) => mapping.secrets);
      const paths = new Map(secrets.map(({ path }) => [path.text, path]));
      const correlations = about.map(({ correlation }) => correlation);
      return [type, { correlations, secretPaths: [...paths.values()] }];
    }),
  );
}

/**
 * What is wrong with paths that one map takes for a secret and the same or another one for an ordinary value: of the
 * two only one can hold, for the repository keeps the one and not the other.
 */
export const secretConflicts = (jobs: Iterable<JobDefinition>): readonly string[] =>
  [...jobsByType(jobs).values()].flatMap((about) =>
    about.flatMap(({ name, place, mapping }) =>
      mapping.secrets.flatMap(({ path: { text }, attribute }) => {
        const other = about.find(({ mapping: { plainPaths } }) => plainPaths.includes(text));
        if (!other) return [];
        const where = other.name === name ? 'the same map' : `the map of job '${other.name}'`;
        return [
          `${place}: job '${name}' takes '${text}' for the secret '${attribute}', and ${where} takes it for an ordinary value, which would not be kept. Give the secret a path of its own; one that is made of other values needs none: leave out 'identity' and write an expression such as identity.${text}`,
        ];
      }),
    ),
  );

function jobsByType(jobs: Iterable<JobDefinition>): ReadonlyMap<string, readonly Reconciling[]> {
  const all = new Map<string, Reconciling[]>();
  for (const job of jobs) {
    if (job.type !== 'lookups') all.set(job.identityType, [...(all.get(job.identityType) ?? []), job]);
  }
  return all;
}

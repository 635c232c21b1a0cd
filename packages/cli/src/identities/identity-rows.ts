import { allIdentities, type JsonObject } from '@icf-ts/provisioning';
import type { Plain, Row } from '../values/plain-value.js';
import { identityRow, type IdentitySession } from './identity-session.js';
import { pathOf } from './identity-values.js';

interface RowOptions {
  /** Paths; by default all members. */
  readonly attributes?: readonly string[];
  readonly limit?: number;
}

/** The identities of the session's type as rows. */
export async function* identityRows(
  session: IdentitySession,
  { attributes, limit = Infinity }: RowOptions,
): AsyncGenerator<Row, void, void> {
  const { database, type, signal } = session;
  const knownBy = membersKnownBy(session);
  const paths = attributes?.map(pathOf);
  let left = limit;
  for await (const page of allIdentities(database, type)) {
    for (const identity of page) {
      if (left-- <= 0) return;
      signal.throwIfAborted();
      yield paths
        ? {
            id: identity.id,
            ...Object.fromEntries(
              paths.map((path) => [path.text, (path.read(identity.attributes) ?? null) as Plain]),
            ),
          }
        : identityRow({ ...identity, attributes: withFirst(knownBy, identity.attributes) });
    }
  }
}

/** What jobs compare to know an identity, and so do people. */
const membersKnownBy = ({ jobs, type }: IdentitySession): readonly string[] => [
  ...new Set(
    [...jobs.values()].flatMap((job) =>
      job.type !== 'lookups' && job.identityType === type
        ? job.correlation.keys.flatMap(({ paths = [] }) => paths.map(({ member }) => member))
        : [],
    ),
  ),
];

/** The same members in another order: a table has no room for all. */
const withFirst = (names: readonly string[], attributes: JsonObject): JsonObject =>
  Object.fromEntries([
    ...names.flatMap((name) => (Object.hasOwn(attributes, name) ? [[name, attributes[name]!] as const] : [])),
    ...Object.entries(attributes),
  ]);

import { allIdentities } from '@icf-ts/provisioning';
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
  { database, type, signal }: IdentitySession,
  { attributes, limit = Infinity }: RowOptions,
): AsyncGenerator<Row, void, void> {
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
        : identityRow(identity);
    }
  }
}

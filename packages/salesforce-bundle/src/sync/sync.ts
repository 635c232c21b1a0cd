import { ObjectClass, SyncDelta, type OperationOptions, type SyncToken } from '@icf-ts/framework/spi';
import { mappingOf, type Org } from '../operations/operation-context.js';
import { classChanges } from './class-changes.js';
import { mapped } from './mapped.js';
import { refuseUnstamped } from './sync-plan.js';
import type { ClassState } from './sync-state.js';
import { readToken, writeToken } from './sync-token.js';

/**
 * The changes of an object class, or of all of them, since a token; all objects where there is none. One API call where
 * nothing is attached, one for every further 2,000 rows; with memberships one for each five of the queries that watch
 * them, one for each page of rows with what they have attached, and where memberships have gone one for each 2,000 of
 * all memberships, to see whose they were. Every delta has a token that a later sync can go on from.
 * @throws IllegalArgumentException for a foreign token, PreconditionFailedException for one that is too old.
 */
export async function* sync(
  org: Org,
  objectClass: ObjectClass,
  token: SyncToken | undefined,
  options: OperationOptions,
): AsyncGenerator<SyncDelta, SyncToken, void> {
  const before = token && readToken(token, objectClass.type).classes;
  const states = new Map<string, ClassState>(before);
  const tokenNow = (): SyncToken => writeToken({ objectClass: objectClass.type, classes: states });
  let last: { readonly state: ClassState; readonly token: SyncToken } | undefined;
  for (const one of classesOf(org, objectClass)) {
    const final = yield* mapped(classChanges(org, one, before?.get(one.type), options), (change) => {
      const { type, uid, object, state } = change;
      if (last?.state !== state) {
        states.set(one.type, state);
        last = { state, token: tokenNow() };
      }
      return new SyncDelta(type, last.token, { uid, objectClass: one, ...(object && { object }) });
    });
    states.set(one.type, final);
  }
  return tokenNow();
}

/**
 * The object classes that are meant by one of them or by `__ALL__`.
 * @throws UnsupportedOperationException where one of them is known to be none that can be synchronised.
 */
export function classesOf(org: Org, objectClass: ObjectClass): readonly ObjectClass[] {
  const all = objectClass.equals(ObjectClass.ALL);
  const mappings = all ? org.mappings : [mappingOf(org, objectClass)];
  mappings.forEach(refuseUnstamped);
  return all ? mappings.map((mapping) => new ObjectClass(mapping.objectClass)) : [objectClass];
}

import type {
  ConnectorObject,
  Filter,
  ObjectClass,
  OperationOptions,
  SearchResult,
} from '@icf-ts/framework/spi';
import type { ObjectMapping } from '../../mapping/object-mapping.js';
import type { Org } from '../operation-context.js';

/** What a search hands out. */
export type Found = AsyncGenerator<ConnectorObject, SearchResult, void>;

/** A search, or a search that sees the objects of another one differently. */
export type Search = (
  org: Org,
  objectClass: ObjectClass,
  filter: Filter | undefined,
  options: OperationOptions,
) => Found;

/** The map of an object class that stands for users; undefined for every other class, lookups among them. */
export const usersOf = ({ mappings }: Org, objectClass: ObjectClass): ObjectMapping | undefined =>
  mappings.find((mapping) => mapping.sobject === 'User' && objectClass.is(mapping.objectClass));

/** The objects of a search, each made into another one. */
export async function* mapEach(found: Found, view: (object: ConnectorObject) => ConnectorObject): Found {
  return yield* mapSome(found, 1, (objects) => objects.map(view));
}

/** The objects of a search, so many at once made into others. Ends the search where it is not followed to its end. */
export async function* mapSome(
  found: Found,
  count: number,
  view: (
    objects: readonly ConnectorObject[],
  ) => readonly ConnectorObject[] | Promise<readonly ConnectorObject[]>,
): Found {
  let some: ConnectorObject[] = [];
  let result: SearchResult | undefined;
  try {
    while (!result) {
      const { done, value } = await found.next();
      if (done) result = value;
      else some.push(value);
      if (some.length < count && !result) continue;
      yield* await view(some);
      some = [];
    }
    return result;
  } finally {
    if (!result) await found.return(undefined as never);
  }
}

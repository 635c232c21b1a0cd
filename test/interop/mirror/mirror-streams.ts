import {
  ObjectClass,
  SearchResult,
  SyncDelta,
  SyncToken,
  Uid,
  type ConnectorObject,
  type OperationOptions,
} from '@icf-ts/framework';
import { journal } from './journal.js';
import { failIfAsked } from './mirror-failures.js';
import { numbered } from './widgets.js';

const numberOption = (options: OperationOptions, name: string, fallback: number): number =>
  (options.values.get(name) as number | undefined) ?? fallback;

/** Yields, and writes it down when the consumer leaves instead of asking for more. */
async function* offered<T>(options: OperationOptions, item: T, count: number): AsyncGenerator<T, void, void> {
  let wantsMore = false;
  try {
    yield item;
    wantsMore = true;
  } finally {
    if (!wantsMore && options.values.get('QUIET') !== true) journal(options, 'stopped', count);
  }
}

/** COUNT objects, a page of them with PAGE_SIZE, and the exception FAIL before object FAIL_AT. */
export async function* manyObjects(
  type: ObjectClass,
  options: OperationOptions,
): AsyncGenerator<ConnectorObject, SearchResult | void, void> {
  const count = numberOption(options, 'COUNT', 3);
  const failAt = numberOption(options, 'FAIL_AT', 0);
  const { pageSize, pagedResultsCookie } = options;
  const from = pagedResultsCookie === undefined ? 0 : Number(pagedResultsCookie.slice(5));
  const to = pageSize === undefined ? count : Math.min(count, from + pageSize);
  for (let i = from; i < to; i++) {
    if (i === failAt) failIfAsked(options);
    yield* offered(options, numbered(type, i), i + 1);
  }
  failIfAsked(options);
  if (pageSize === undefined) return;
  return new SearchResult({
    pagedResultsCookie: to < count ? `from ${to}` : null,
    remainingPagedResults: count - to,
  });
}

const TYPES = ['CREATE', 'UPDATE', 'CREATE_OR_UPDATE', 'DELETE'] as const;

/** COUNT deltas of every type in turn, then the caller's own token, or 0 where it has none. */
export async function* manyDeltas(
  type: ObjectClass,
  token: SyncToken | undefined,
  options: OperationOptions,
): AsyncGenerator<SyncDelta, SyncToken | void, void> {
  const objectClass = type.equals(ObjectClass.ALL) ? ObjectClass.ACCOUNT : type;
  const count = numberOption(options, 'COUNT', 4);
  for (let i = 0; i < count; i++) {
    const deltaType = TYPES[i % TYPES.length]!;
    const delta = new SyncDelta(deltaType, new SyncToken(i), {
      objectClass,
      ...(deltaType === 'DELETE' ? { uid: new Uid(`u${i}`) } : { object: numbered(objectClass, i) }),
      ...(deltaType === 'UPDATE' ? { previousUid: new Uid(`old-u${i}`) } : {}),
    });
    yield* offered(options, delta, i + 1);
  }
  failIfAsked(options);
  if (type.type === 'Nothing') return;
  return token ?? new SyncToken(0);
}

import { IllegalArgumentException } from '../../common/errors/exceptions.js';
import { ObjectClass } from '../../common/object-class.js';
import type { OperationOptions } from '../../common/operation-options.js';
import { LiveSyncDelta, SyncDelta, SyncToken } from '../../common/sync.js';
import { Uid } from '../../common/uid.js';
import { sameName } from '../../common/values/case-insensitive.js';
import type { Change, NetChange } from './change-log.js';
import { projected } from './memory-search.js';
import type { MemoryTarget } from './memory-target.js';

/** Sync tokens hold the number of a change: a Long, as most targets have it. */
export const tokenOf = (sequence: number): SyncToken => new SyncToken(BigInt(sequence));

function sequenceOf(token: SyncToken | undefined): number {
  if (!token) return 0;
  if (typeof token.value === 'bigint') return Number(token.value);
  throw new IllegalArgumentException('The sync token is not one of this connector: it must be a Long.');
}

/**
 * Each object changed since the token once, in the order of the last changes, so that any delta's token is a place to
 * go on from. Without a token these are all objects, and nothing is said of those that are gone.
 */
export async function* syncTarget(
  target: MemoryTarget,
  objectClass: ObjectClass,
  token: SyncToken | undefined,
  options: OperationOptions,
): AsyncGenerator<SyncDelta, SyncToken, void> {
  const latest = target.log.latest;
  for (const change of target.log.since(sequenceOf(token), concerned(target, objectClass))) {
    options.signal?.throwIfAborted();
    const delta = deltaOf(target, change, options);
    if (token || delta.type !== 'DELETE') yield delta;
  }
  return tokenOf(latest);
}

function deltaOf(target: MemoryTarget, change: NetChange, options: OperationOptions): SyncDelta {
  const { store, object } = present(target, change);
  const token = tokenOf(change.sequence);
  const uid = new Uid(change.uid);
  if (!object) return new SyncDelta('DELETE', token, { objectClass: store.objectClass, uid });
  const detail = { object: projected(store, object, options) };
  if (change.createdSince) return new SyncDelta('CREATE', token, detail);
  const previousUid = change.previousUid === undefined ? null : new Uid(change.previousUid);
  return new SyncDelta('UPDATE', token, { ...detail, previousUid });
}

/** Hands on changes as they happen, until the consumer leaves or aborts. */
export async function* liveSyncTarget(
  target: MemoryTarget,
  objectClass: ObjectClass,
  options: OperationOptions,
): AsyncGenerator<LiveSyncDelta, void, void> {
  const concerns = concerned(target, objectClass);
  const queue: Change[] = [];
  let wake = (): void => undefined;
  const onChange = (change: Change): void => {
    if (concerns(change.objectClass)) queue.push(change);
    wake();
  };
  const onAbort = (): void => wake();
  target.log.on('change', onChange);
  options.signal?.addEventListener('abort', onAbort);
  try {
    while (!options.signal?.aborted) {
      const change = queue.shift();
      if (!change) {
        await new Promise<void>((resolve) => (wake = resolve));
        continue;
      }
      const { store, object } = present(target, change);
      yield new LiveSyncDelta(
        store.objectClass,
        new Uid(change.uid),
        object ? projected(store, object, options) : null,
      );
    }
  } finally {
    target.log.off('change', onChange);
    options.signal?.removeEventListener('abort', onAbort);
  }
}

function present(target: MemoryTarget, change: Change) {
  const store = target.store(new ObjectClass(change.objectClass));
  return { store, object: change.kind === 'delete' ? undefined : store.object(change.uid) };
}

function concerned(target: MemoryTarget, objectClass: ObjectClass): (type: string) => boolean {
  if (objectClass.is(ObjectClass.ALL.type)) return () => true;
  const { type } = target.store(objectClass).objectClass;
  return (other) => sameName(type, other);
}

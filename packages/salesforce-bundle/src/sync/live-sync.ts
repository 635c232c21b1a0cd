import { setTimeout as pause } from 'node:timers/promises';
import { LiveSyncDelta, type ObjectClass, type OperationOptions } from '@icf-ts/framework/spi';
import type { Org } from '../operations/operation-context.js';
import { baseState, classChanges } from './class-changes.js';
import { mapped } from './mapped.js';
import { classesOf } from './sync.js';

/**
 * Hands on changes from now on until the consumer leaves, by a sync at every interval: at least one API call each, which
 * for an interval of a minute are 1,440 a day.
 */
export async function* liveSync(
  org: Org,
  objectClass: ObjectClass,
  options: OperationOptions,
): AsyncGenerator<LiveSyncDelta, void, void> {
  const { signal } = options;
  const classes = classesOf(org, objectClass);
  const states = await Promise.all(classes.map((one) => baseState(org, one, options)));
  for (;;) {
    await pause(org.liveSyncIntervalMs, undefined, signal && { signal }).catch(() => undefined);
    if (signal?.aborted) throw signal.reason;
    for (const [at, one] of classes.entries()) {
      const changes = classChanges(org, one, states[at], options);
      states[at] = yield* mapped(changes, ({ uid, object }) => new LiveSyncDelta(one, uid, object ?? null));
    }
  }
}

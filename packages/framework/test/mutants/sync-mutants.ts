import { MemoryConnector } from '@icf-ts/framework/testing';
import { SyncDelta, SyncToken, type ObjectClass, type OperationOptions } from '@icf-ts/framework/spi';
import { through, type Mutant } from './mutant.js';

type Changes = AsyncGenerator<SyncDelta, SyncToken, void>;
type Sync = (sync: MemoryConnector['sync'], ...args: Parameters<MemoryConnector['sync']>) => Changes;

/** A memory connector whose sync is changed. */
function syncing(name: string, sync: Sync): Mutant {
  class Changed extends MemoryConnector {
    override sync(type: ObjectClass, token: SyncToken | undefined, options: OperationOptions): Changes {
      return sync((...args) => super.sync(...args), type, token, options);
    }
  }
  return { name, connector: Changed };
}

export const SYNC_MUTANTS: readonly Mutant[] = [
  syncing('returns the token that it was given', (sync, type, token, options) =>
    through(
      sync(type, token, options),
      (delta) => [delta],
      (latest) => token ?? latest,
    ),
  ),
  syncing('does not tell of deleted objects', (sync, type, token, options) =>
    through(sync(type, token, options), (delta) => (delta.type === 'DELETE' ? [] : [delta])),
  ),
  syncing('tells the change of the token once more', (sync, type, token, options) => {
    const before = token && new SyncToken((token.value as bigint) - 1n);
    return sync(type, token && (token.value as bigint) > 0n ? before : token, options);
  }),
  syncing('forgets the Uid before a rename', (sync, type, token, options) =>
    through(sync(type, token, options), (delta) => [
      new SyncDelta(delta.type, delta.token, { uid: delta.uid, object: delta.object, objectClass: type }),
    ]),
  ),
];

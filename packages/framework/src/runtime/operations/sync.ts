import { ConnectorException } from '../../common/errors/exceptions.js';
import type { ObjectClass } from '../../common/object-class.js';
import { SyncDelta, SyncToken } from '../../common/sync.js';
import type { SyncOp } from '../../spi/operation-interfaces.js';
import type { Call } from '../call.js';

/** Passes the connector's changes on; the result is the token to go on from. */
export async function* sync(call: Call): AsyncGenerator<SyncDelta, SyncToken | null, void> {
  const [objectClass, token] = call.args as [ObjectClass, SyncToken | null];
  const source = (call.connector as unknown as SyncOp).sync(objectClass, token ?? undefined, call.options);
  try {
    for (;;) {
      const item = await source.next();
      if (item.done) return item.value instanceof SyncToken ? item.value : null;
      if (!(item.value instanceof SyncDelta)) {
        throw new ConnectorException(
          `Connector ${call.facade.key.connectorName} yielded something that is not a SyncDelta. This is a fault of bundle ${call.facade.key.bundleName}.`,
        );
      }
      yield item.value;
    }
  } finally {
    await source.return();
  }
}

import { ConnectorException } from '../../common/errors/exceptions.js';
import type { ObjectClass } from '../../common/object-class.js';
import { SyncDelta, SyncToken } from '../../common/sync.js';
import type { SyncOp } from '../../spi/operation-interfaces.js';
import type { Call } from '../call.js';
import { attributesToGet } from '../results/attributes-to-get.js';
import type { ResultsTransform } from '../results/transform.js';

/** Passes the connector's changes on; the result is the token to go on from. */
export async function* sync(call: Call): AsyncGenerator<SyncDelta, SyncToken | null, void> {
  const [objectClass, token] = call.args as [ObjectClass, SyncToken | null];
  const cut = attributesToGet(call.options, call.facade.apiConfiguration);
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
      yield cut ? withObject(item.value, cut) : item.value;
    }
  } finally {
    await source.return();
  }
}

function withObject(delta: SyncDelta, cut: ResultsTransform): SyncDelta {
  const object = delta.object && cut(delta.object);
  return !object || object === delta.object
    ? delta
    : new SyncDelta(delta.type, delta.token, { ...delta, object });
}

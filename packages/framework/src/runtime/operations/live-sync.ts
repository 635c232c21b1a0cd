import { ConnectorException } from '../../common/errors/exceptions.js';
import type { ObjectClass } from '../../common/object-class.js';
import { LiveSyncDelta } from '../../common/sync.js';
import type { LiveSyncOp } from '../../spi/operation-interfaces.js';
import type { Call } from '../call.js';

/** Passes on what the target pushes, until the consumer leaves. */
export async function* liveSync(call: Call): AsyncGenerator<LiveSyncDelta, null, void> {
  const [objectClass] = call.args as [ObjectClass];
  for await (const delta of (call.connector as unknown as LiveSyncOp).liveSync(objectClass, call.options)) {
    if (!(delta instanceof LiveSyncDelta)) {
      throw new ConnectorException(
        `Connector ${call.facade.key.connectorName} yielded something that is not a LiveSyncDelta. This is a fault of bundle ${call.facade.key.bundleName}.`,
      );
    }
    yield delta;
  }
  return null;
}

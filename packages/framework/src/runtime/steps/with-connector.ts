import type { Connector } from '../../spi/connector.js';
import type { Call } from '../call.js';
import type { Step } from './step.js';

/** Gets a connector for the call and gives it back, whatever happens in between. */
export const withConnector: Step = {
  name: 'with-connector',
  enter(call) {
    const acquired = call.facade.source.acquire(call.options.abort);
    if (acquired instanceof Promise) return arrival(call, acquired);
    call.connector = acquired;
  },
  leave(call) {
    if (!call.connector) return;
    const released = call.facade.source.release(call.connector, call.connectorInDoubt);
    // A disposal that hangs must not hold the caller beyond the deadline.
    if (released) return call.within(released);
  },
};

async function arrival(call: Call, acquired: Promise<Connector>): Promise<void> {
  try {
    call.connector = await call.within(acquired);
  } catch (error) {
    // Given up while waiting: what still arrives goes straight back. Nobody has used it, so it is as good as before.
    acquired.then(
      (connector) => call.facade.source.release(connector, false),
      () => undefined,
    );
    throw error;
  }
}

import type { Step } from './step.js';

/** Gets a connector for the call and gives it back, whatever happens in between. */
export const withConnector: Step = {
  name: 'with-connector',
  async enter(call) {
    const { source } = call.facade;
    const acquired = source.acquire(call.options.abort);
    try {
      call.connector = await call.within(acquired);
    } catch (error) {
      // Given up while waiting: what still arrives goes straight back. Nobody has used it, so it is as good as before.
      acquired.then(
        (connector) => source.release(connector, false),
        () => undefined,
      );
      throw error;
    }
  },
  async leave(call) {
    // A disposal that hangs must not hold the caller beyond the deadline.
    if (call.connector) await call.within(call.facade.source.release(call.connector, call.connectorInDoubt));
  },
};

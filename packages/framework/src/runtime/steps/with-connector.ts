import type { Step } from './step.js';

/** Gets a connector for the call and gives it back, whatever happens in between. */
export const withConnector: Step = {
  name: 'with-connector',
  async enter(call) {
    const acquired = call.facade.source.acquire();
    try {
      call.connector = await call.within(acquired);
    } catch (error) {
      // Given up while waiting: what still arrives goes straight back.
      acquired.then(
        (connector) => call.facade.source.release(connector, true),
        () => undefined,
      );
      throw error;
    }
  },
  async leave(call) {
    if (call.connector) await call.facade.source.release(call.connector, call.failed);
  },
};

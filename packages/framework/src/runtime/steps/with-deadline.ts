import { OperationTimeoutException } from '../../common/errors/exceptions.js';
import { Interruption, type AbortSource } from '../../common/interruption.js';
import type { Call } from '../call.js';
import type { Step } from './step.js';

/** One interruption for the caller's abort and the operation's time limit; the connector finds its signal in its options. */
export const withDeadline: Step = {
  name: 'with-deadline',
  enter(call) {
    const limitMs = call.facade.apiConfiguration.timeoutsMs.get(call.row.operation) ?? -1;
    const outer = call.options.abort;
    if (limitMs <= 0 && !outer) return;
    if (outer?.aborted) throw abortError(outer, call);

    const interruption = new Interruption();
    const onAbort = (): void => interruption.interrupt(() => abortError(outer!, call));
    const onTimeout = (): void => interruption.interrupt(() => timeoutError(call, limitMs));
    outer?.addEventListener('abort', onAbort, { once: true });
    const timer = limitMs > 0 ? setTimeout(onTimeout, limitMs) : undefined;

    call.interruption = interruption;
    call.options = call.options.with({ abort: interruption });
    call.stopWatching = () => {
      clearTimeout(timer);
      outer?.removeEventListener('abort', onAbort);
    };
  },
  leave(call) {
    call.stopWatching?.();
  },
};

const timeoutError = (call: Call, limitMs: number): Error =>
  new OperationTimeoutException(
    `${call.name} of connector ${call.facade.key.connectorName} did not end within its limit of ${limitMs} ms.`,
  );

/** A caller's own time-out is a time-out to ICF; any other abort reaches the caller as it was given. */
function abortError(signal: AbortSource, call: Call): unknown {
  const reason: unknown = signal.reason;
  return reason instanceof Error && reason.name === 'TimeoutError'
    ? new OperationTimeoutException(`${call.name} did not end within the caller's time limit.`, {
        cause: reason,
      })
    : reason;
}

import type { MethodName } from '../api/methods.js';
import { METHOD_NAMES } from '../api/methods.js';
import type { Call } from './call.js';
import { leavesConnectorInDoubt } from './connector-in-doubt.js';
import { checkArguments } from './steps/check-arguments.js';
import { checkSupported } from './steps/check-supported.js';
import { logCall } from './steps/log-call.js';
import type { Step } from './steps/step.js';
import { withConnector } from './steps/with-connector.js';
import { withDeadline } from './steps/with-deadline.js';
import { toConnectorException } from './steps/wrap-errors.js';

const ALL: readonly MethodName[] = METHOD_NAMES;
/** Validation is about the configuration alone: no connector, no target. */
const BUT_VALIDATE = ALL.filter((name) => name !== 'validate');

/** The grid: every step, in order, and the methods that run it. Steps are left in reverse order. */
const GRID: readonly (readonly [Step, readonly MethodName[]])[] = [
  [checkSupported, ALL],
  [checkArguments, ALL],
  [withDeadline, ALL],
  [withConnector, BUT_VALIDATE],
];

const STEPS = Object.fromEntries<readonly Step[]>(
  METHOD_NAMES.map((name) => [name, GRID.filter(([, names]) => names.includes(name)).map(([step]) => step)]),
) as unknown as Record<MethodName, readonly Step[]>;

/** Runs one call that has one answer. */
export async function run<R>(call: Call, work: (call: Call) => Promise<R>): Promise<R> {
  let entered = 0;
  let failure: unknown;
  const steps = STEPS[call.name];
  try {
    for (; entered < steps.length; entered++) await steps[entered]!.enter?.(call);
    return await call.within(work(call));
  } catch (error) {
    call.connectorInDoubt = leavesConnectorInDoubt(error, call.options.signal);
    throw (failure = toConnectorException(error, call));
  } finally {
    await leave(call, entered);
    logCall(call, failure);
  }
}

/** Runs one call that hands out items before its result. Leaving early ends the work and releases the connector. */
export async function* stream<T, R>(
  call: Call,
  work: (call: Call) => AsyncGenerator<T, R, void>,
): AsyncGenerator<T, R, void> {
  let entered = 0;
  let failure: unknown;
  let source: AsyncGenerator<T, R, void> | undefined;
  const steps = STEPS[call.name];
  try {
    for (; entered < steps.length; entered++) await steps[entered]!.enter?.(call);
    source = work(call);
    for (;;) {
      const item = await call.within(source.next());
      if (item.done) {
        source = undefined;
        return item.value;
      }
      call.objects++;
      yield item.value;
    }
  } catch (error) {
    call.connectorInDoubt = leavesConnectorInDoubt(error, call.options.signal);
    throw (failure = toConnectorException(error, call));
  } finally {
    await endEarly(call, source);
    await leave(call, entered);
    logCall(call, failure);
  }
}

/**
 * Tells a generator that nobody reads on. After an interruption it may be stuck in the middle of something: its signal
 * is aborted, and waiting for it would hold the caller beyond the deadline.
 */
async function endEarly(call: Call, source: AsyncGenerator<unknown> | undefined): Promise<void> {
  if (!source) return;
  try {
    await call.within(source.return(undefined));
  } catch (error) {
    // Still in the middle of something, or failed to clean up: the caller need not know, the pool must.
    call.connectorInDoubt ||= leavesConnectorInDoubt(error, call.options.signal);
  }
}

async function leave(call: Call, entered: number): Promise<void> {
  const steps = STEPS[call.name];
  for (let at = Math.min(entered, steps.length - 1); at >= 0; at--) {
    // A failing clean-up must neither hide the call's own outcome nor keep later clean-ups from running.
    await Promise.resolve(steps[at]!.leave?.(call)).catch(() => undefined);
  }
}

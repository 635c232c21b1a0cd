import type { MethodName } from '../api/methods.js';
import { METHOD_NAMES } from '../api/methods.js';
import type { Call } from './call.js';
import { checkArguments } from './steps/check-arguments.js';
import { checkSupported } from './steps/check-supported.js';
import { logCall } from './steps/log-call.js';
import { normalizeArguments } from './steps/normalize-arguments.js';
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
  [normalizeArguments, BUT_VALIDATE],
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
    call.failed = true;
    throw (failure = toConnectorException(error, call));
  } finally {
    await leave(call, entered);
    logCall(call, failure);
  }
}

/** Runs a call within another, on the same connector and under the same deadline; only its own checks apply. */
export async function nested(outer: Call, call: Call, work: (call: Call) => unknown): Promise<unknown> {
  try {
    await checkSupported.enter!(call);
    await checkArguments.enter!(call);
    if (outer.connector) call.connector = outer.connector;
    await normalizeArguments.enter!(call);
    if (outer.options.signal) call.options = call.options.with({ signal: outer.options.signal });
    return await outer.within(Promise.resolve(work(call)));
  } catch (error) {
    throw toConnectorException(error, call);
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
    call.failed = true;
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
  const ended = source.return(undefined).catch(() => undefined);
  if (!call.options.signal?.aborted) await ended;
}

async function leave(call: Call, entered: number): Promise<void> {
  const steps = STEPS[call.name];
  for (let at = Math.min(entered, steps.length - 1); at >= 0; at--) {
    // A failing clean-up must neither hide the call's own outcome nor keep later clean-ups from running.
    await Promise.resolve(steps[at]!.leave?.(call)).catch(() => undefined);
  }
}

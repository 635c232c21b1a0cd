import type { MethodName } from '../api/methods.js';
import { METHOD_NAMES } from '../api/methods.js';
import type { Call } from './call.js';
import { leavesConnectorInDoubt } from './connector-in-doubt.js';
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
  let failure: unknown;
  try {
    const entering = enter(call);
    if (entering) await entering;
    return await call.within(work(call));
  } catch (error) {
    call.connectorInDoubt = leavesConnectorInDoubt(error, call.options.abort);
    throw (failure = toConnectorException(error, call));
  } finally {
    const leaving = leave(call);
    if (leaving) await leaving;
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
    if (outer.options.abort) call.options = call.options.with({ abort: outer.options.abort });
    return await outer.within(Promise.resolve(work(call)));
  } catch (error) {
    outer.connectorInDoubt ||= leavesConnectorInDoubt(error, outer.options.abort);
    throw toConnectorException(error, call);
  }
}

/** Runs one call that hands out items before its result. Leaving early ends the work and releases the connector. */
export async function* stream<T, R>(
  begin: () => Call,
  work: (call: Call) => AsyncGenerator<T, R, void>,
  report: (result: R) => void,
): AsyncGenerator<T, undefined, void> {
  const call = begin();
  let failure: unknown;
  let source: AsyncGenerator<T, R, void> | undefined;
  try {
    await enter(call);
    source = work(call);
    for (;;) {
      const item = await call.within(source.next());
      if (item.done) {
        source = undefined;
        report(item.value);
        return undefined;
      }
      call.objects++;
      yield item.value;
    }
  } catch (error) {
    call.connectorInDoubt = leavesConnectorInDoubt(error, call.options.abort);
    throw (failure = toConnectorException(error, call));
  } finally {
    if (source) await endEarly(call, source);
    await leave(call);
    logCall(call, failure);
  }
}

/**
 * Tells a generator that nobody reads on. After an interruption it may be stuck in the middle of something: its signal
 * is aborted, and waiting for it would hold the caller beyond the deadline.
 */
async function endEarly(call: Call, source: AsyncGenerator<unknown>): Promise<void> {
  try {
    await call.within(source.return(undefined));
  } catch (error) {
    // Still in the middle of something, or failed to clean up: the caller need not know, the pool must.
    call.connectorInDoubt ||= leavesConnectorInDoubt(error, call.options.abort);
  }
}

/** Steps that have nothing to wait for cost no turn of the loop: a get is microseconds. */
function enter(call: Call): void | Promise<void> {
  call.facade.inFlight.begin();
  return enterNext(call);
}

function enterNext(call: Call): void | Promise<void> {
  const steps = STEPS[call.name];
  while (call.entered < steps.length) {
    const waiting = steps[call.entered++]!.enter?.(call);
    if (waiting) return waiting.then(() => enterNext(call));
  }
}

/** Leaves what was entered, the last first. A failing clean-up neither hides the call's outcome nor stops the others. */
function leave(call: Call): void | Promise<void> {
  const steps = STEPS[call.name];
  const goOn = (): void | Promise<void> => leave(call);
  while (call.entered > 0) {
    try {
      const waiting = steps[--call.entered]!.leave?.(call);
      if (waiting) return waiting.then(goOn, goOn);
    } catch {
      // Nobody to tell: the caller has the outcome of the call itself.
    }
  }
  call.facade.inFlight.end();
}

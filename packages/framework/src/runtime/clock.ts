import type { AbortSource } from '../common/interruption.js';

/** Time as the runtime sees it; a test brings its own. */
export interface Clock {
  /** Milliseconds since some moment; never runs backwards. */
  now(): number;
  /** Runs `action` once, after `ms`. Returns what cancels it. */
  after(ms: number, action: () => void, keepAlive: KeepAlive): () => void;
}

/** Whether the process may end before the time has come: yes for housekeeping, no where a caller waits. */
export type KeepAlive = 'keeps-process-alive' | 'housekeeping';

/** Node takes a longer one for 1 ms. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  after: (ms, action, keepAlive) => {
    const timer = setTimeout(action, Math.min(Math.max(ms, 0), LONGEST_TIMER_MS));
    if (keepAlive === 'housekeeping') timer.unref();
    return () => clearTimeout(timer);
  },
};

/** Waits for `work`, but no longer than `ms`; then fails with what `late` makes. `work` itself goes on. */
export function atMost<T>(clock: Clock, ms: number, work: Promise<T>, late: () => Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const cancel = clock.after(ms, () => reject(late()), 'housekeeping');
    work.finally(cancel).then(resolve, reject);
  });
}

/** Waits for `work` until the signal is aborted; then fails with its reason. `work` itself goes on. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSource | undefined): Promise<T> {
  if (!signal) return work;
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    work.finally(() => signal.removeEventListener('abort', onAbort)).then(resolve, reject);
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort, { once: true });
  });
}

import { setTimeout as pause } from 'node:timers/promises';

/** Time as live synchronisation sees it; a test brings its own. */
export interface LiveClock {
  /** Milliseconds since the epoch. */
  now(): number;
  /** Comes back after `ms`, or as soon as the signal is aborted. Never throws. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/** Node takes a longer one for 1 ms. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

export const SYSTEM_LIVE_CLOCK: LiveClock = {
  now: () => Date.now(),
  wait: (ms, signal) => pause(Math.min(ms, LONGEST_TIMER_MS), undefined, { signal }).catch(() => undefined),
};

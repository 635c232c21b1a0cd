import { setTimeout as sleep } from 'node:timers/promises';

/** Where a schedule takes its time from; tests give it another. */
export interface Clock {
  now(): Date;
  /** Resolves after so many milliseconds, or when the signal is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

/** Timers of the system end after 24.8 days: what lies farther away is waited for in parts. */
const LONGEST_WAIT_MS = 24 * 3_600_000;

export const SYSTEM_CLOCK: Clock = {
  now: () => new Date(),
  wait: (ms, signal) =>
    sleep(Math.min(ms, LONGEST_WAIT_MS), undefined, { signal }).catch((error: unknown) => {
      if (!signal.aborted) throw error;
    }),
};

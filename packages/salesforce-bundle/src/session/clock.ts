import { setTimeout as pause } from 'node:timers/promises';

/** Time and chance as a session sees them; a test brings its own. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** @throws what the signal was aborted with. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** From 0 to below 1. */
  random(): number;
}

export const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  sleep: async (ms, signal) => {
    try {
      await pause(ms, undefined, signal ? { signal } : {});
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    }
  },
};

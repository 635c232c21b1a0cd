import type { RetryPauses } from '../repository/push-states.js';
import type { LiveClock } from './live-clock.js';
import type { LiveEvent } from './live-event.js';

export interface ActivityPlan {
  readonly activity: 'pull' | 'push';
  readonly job: string;
  readonly everyMs: number;
  readonly backoff: RetryPauses;
  /** Does it; answers what is to be told, or undefined where nothing happened. */
  readonly work: () => Promise<LiveEvent | undefined>;
}

/** Something that is done again and again: at its pace, at once when it is woken, later and later while it fails. */
export class LiveActivity {
  readonly plan: ActivityPlan;
  readonly #clock: LiveClock;
  #failures = 0;
  /** When it is to be done next; milliseconds since the epoch. */
  dueAt: number;

  constructor(plan: ActivityPlan, clock: LiveClock) {
    this.plan = plan;
    this.#clock = clock;
    this.dueAt = clock.now();
  }

  /** Makes it due, also while it is being done; one that fails keeps to its pauses. */
  wake(): void {
    if (this.#failures === 0) this.dueAt = Math.min(this.dueAt, this.#clock.now());
  }

  /** Does it once. Never throws. @returns what is to be told. */
  async run(signal: AbortSignal | undefined): Promise<readonly LiveEvent[]> {
    const { activity, job, everyMs, backoff, work } = this.plan;
    const begun = this.#clock.now();
    this.dueAt = begun + everyMs;
    try {
      const event = await work();
      const isRecovered = this.#failures > 0;
      this.#failures = 0;
      return [
        ...(isRecovered ? [{ kind: 'recovered' as const, job, activity }] : []),
        ...(event ? [event] : []),
      ];
    } catch (error) {
      if (signal?.aborted) return [];
      const failures = ++this.#failures;
      // Beyond that the pause is at its longest, and a power would be beyond all numbers.
      const retryInMs = Math.min(backoff.firstMs * 2 ** Math.min(failures - 1, 40), backoff.maxMs);
      this.dueAt = this.#clock.now() + retryInMs;
      return [{ kind: 'failed', job, activity, error: error as Error, failures, retryInMs }];
    }
  }
}

import type { RetryPauses } from '../repository/push-states.js';
import type { Clock } from './clock.js';

/** What is told of something that is done again and again: what it says itself, and whether it works. */
export type ActivityEvent<Kind extends string, Told> =
  | Told
  | {
      readonly kind: 'failed';
      readonly job: string;
      readonly activity: Kind;
      readonly error: Error;
      /** How often it failed in a row. */
      readonly failures: number;
      /** When it is tried again. */
      readonly retryInMs: number;
    }
  /** It works again. */
  | { readonly kind: 'recovered'; readonly job: string; readonly activity: Kind };

export interface ActivityPlan<Kind extends string, Told> {
  readonly activity: Kind;
  readonly job: string;
  /** When it comes for the first time. Milliseconds since the epoch, Infinity for never; so are those below. */
  readonly firstAt: (nowMs: number) => number;
  /** When it comes again. What was due several times meanwhile comes once. */
  readonly nextAt: (begunMs: number, endedMs: number) => number;
  /** Pauses after failures; undefined where it comes when it would have come. */
  readonly backoff?: RetryPauses;
  /** Does it; answers what is to be told, or undefined where nothing happened. */
  readonly work: () => Promise<Told | undefined>;
}

/** Something that is done again and again: at its time, at once when it is woken, later and later while it fails. */
export class Activity<Kind extends string, Told> {
  readonly plan: ActivityPlan<Kind, Told>;
  readonly #clock: Clock;
  #failures = 0;
  #isWoken = false;
  /** When it is to be done next. */
  dueAt: number;

  constructor(plan: ActivityPlan<Kind, Told>, clock: Clock) {
    this.plan = plan;
    this.#clock = clock;
    this.dueAt = plan.firstAt(this.#now());
  }

  /** Makes it due, also while it is being done; one that fails keeps to its pauses. */
  wake(): void {
    if (this.#failures > 0) return;
    this.#isWoken = true;
    this.dueAt = Math.min(this.dueAt, this.#now());
  }

  /** Does it once. Never throws. @returns what is to be told. */
  async run(signal: AbortSignal | undefined): Promise<readonly ActivityEvent<Kind, Told>[]> {
    const { activity, job, backoff, work, nextAt } = this.plan;
    const begun = this.#now();
    this.#isWoken = false;
    try {
      const told = await work();
      const isRecovered = this.#failures > 0;
      this.#failures = 0;
      this.dueAt = this.#isWoken ? this.#now() : nextAt(begun, this.#now());
      return [
        ...(isRecovered ? [{ kind: 'recovered' as const, job, activity }] : []),
        ...(told ? [told] : []),
      ];
    } catch (error) {
      if (signal?.aborted) return [];
      const failures = ++this.#failures;
      const now = this.#now();
      // Beyond that the pause is at its longest, and a power would be beyond all numbers.
      const pauseMs = backoff && Math.min(backoff.firstMs * 2 ** Math.min(failures - 1, 40), backoff.maxMs);
      this.dueAt = pauseMs === undefined ? nextAt(begun, now) : now + pauseMs;
      return [
        { kind: 'failed', job, activity, error: error as Error, failures, retryInMs: this.dueAt - now },
      ];
    }
  }

  #now(): number {
    return this.#clock.now().getTime();
  }
}

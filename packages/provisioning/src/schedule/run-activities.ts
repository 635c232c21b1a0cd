import { Activity, type ActivityEvent, type ActivityPlan } from './activity.js';
import type { Clock } from './clock.js';

export interface ActivitiesOptions<Kind extends string, Told> {
  /** Ends it at once; what is under way has to see to it itself. */
  readonly signal: AbortSignal | undefined;
  readonly clock: Clock;
  /** Told of what happened; answers which activities are to be done at once for it. */
  readonly onEvent: (event: ActivityEvent<Kind, Told>) => Kind | undefined;
  /** Lets others wake activities. Takes what wakes those of a kind, and answers what takes that away again. */
  readonly onWake?: ((wake: (kind: Kind) => void) => () => void) | undefined;
}

/**
 * Does things as they come, one at a time, so that two never work on the same identities. Ends when the signal is
 * aborted, or when nothing is left to come.
 */
export async function runActivities<Kind extends string, Told>(
  plans: readonly ActivityPlan<Kind, Told>[],
  { signal, clock, onEvent, onWake }: ActivitiesOptions<Kind, Told>,
): Promise<void> {
  const activities = plans.map((plan) => new Activity(plan, clock));
  let pause = new AbortController();
  const interrupt = (): void => pause.abort();
  const wake = (kind: Kind): void => {
    for (const each of activities) if (each.plan.activity === kind) each.wake();
    interrupt();
  };
  signal?.addEventListener('abort', interrupt);
  const unsubscribe = onWake?.(wake);
  try {
    while (!signal?.aborted && activities.length > 0) {
      pause = new AbortController();
      const next = activities.reduce((first, each) => (each.dueAt < first.dueAt ? each : first));
      if (next.dueAt === Infinity) return;
      const waitMs = next.dueAt - clock.now().getTime();
      if (waitMs > 0) {
        // A wait may end before its time: then it is looked again what is due.
        await clock.wait(waitMs, pause.signal);
        continue;
      }
      for (const event of await next.run(signal)) {
        const woken = onEvent(event);
        if (woken !== undefined) wake(woken);
      }
    }
  } finally {
    unsubscribe?.();
    signal?.removeEventListener('abort', interrupt);
  }
}

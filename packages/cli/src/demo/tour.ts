import type { Stage } from './stage.js';
import { NEEDS, type Known, type TourStep } from './tour-step.js';

/** What came of a step, and what it cost. */
export interface StepResult {
  readonly name: string;
  readonly outcome: 'done' | 'failed' | 'skipped';
  /** The result in plain words; of a failure the exception's name and message. */
  readonly words: string;
  /** Further lines. */
  readonly details?: readonly string[];
  /** API calls that Salesforce would have billed. */
  readonly apiCalls: number;
  /** Logins, which are no API calls. */
  readonly logins: number;
  readonly durationMs: number;
}

/** Takes the steps one by one. Ends early when the signal is aborted. */
export async function* takeTour(
  steps: readonly TourStep[],
  stage: Stage,
  signal: AbortSignal,
): AsyncGenerator<StepResult, void, void> {
  // What is not known yet is missing; a step runs only when what it needs is there.
  const known = { stage, signal } as Known;
  try {
    for (const step of steps) {
      if (signal.aborted) return;
      const result = await take(step, known);
      if (signal.aborted) return;
      yield result;
    }
  } finally {
    known.manager?.close();
    await known.repository?.database.close();
  }
}

async function take(step: TourStep, known: Known): Promise<StepResult> {
  const { name, needs = [] } = step;
  const missing = needs.find((need) => !known[need]);
  if (missing) {
    return { name, outcome: 'skipped', words: NEEDS[missing], apiCalls: 0, logins: 0, durationMs: 0 };
  }
  const { calls } = known.stage.org;
  const before = { apiCalls: calls.total, logins: calls.logins, ms: performance.now() };
  const run = await step.run(known).then(
    (told) => ({ outcome: 'done' as const, ...(typeof told === 'string' ? { words: told } : told) }),
    (error: unknown) => ({ outcome: 'failed' as const, words: described(error) }),
  );
  return {
    name,
    ...run,
    apiCalls: calls.total - before.apiCalls,
    logins: calls.logins - before.logins,
    durationMs: performance.now() - before.ms,
  };
}

const described = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

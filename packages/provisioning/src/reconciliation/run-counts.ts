import type { JsonObject } from '../repository/identity.js';
import type { Action, Situation } from '../situations/situation.js';

/** How an action ended. */
export const OUTCOMES = ['changed', 'unchanged', 'reported', 'failed'] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** How often what happened in a run: situation, then action, then outcome. Plain JSON, so that it can be kept. */
export type RunCounts = Readonly<
  Partial<Record<Situation, Readonly<Partial<Record<Action, Readonly<Partial<Record<Outcome, number>>>>>>>>
>;

/** One thing that happened. */
export interface Happening {
  readonly situation: Situation;
  readonly action: Action;
  readonly outcome: Outcome;
}

/** The counts with some happenings more. */
export function withHappenings(counts: RunCounts, happenings: readonly Happening[]): RunCounts {
  const sum = structuredClone(counts) as Record<string, Record<string, Record<string, number>>>;
  for (const { situation, action, outcome } of happenings) {
    const outcomes = ((sum[situation] ??= {})[action] ??= {});
    outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
  }
  return sum as RunCounts;
}

/** How many happenings there were, of all or of one outcome. */
export function total(counts: RunCounts, outcome?: Outcome): number {
  const leaves = Object.values(counts).flatMap((actions) => Object.values(actions ?? {}));
  return leaves
    .flatMap((outcomes) => Object.entries(outcomes ?? {}))
    .filter(([name]) => outcome === undefined || name === outcome)
    .reduce((sum, [, count]) => sum + count, 0);
}

export const countsAsJson = (counts: RunCounts): JsonObject => counts as unknown as JsonObject;

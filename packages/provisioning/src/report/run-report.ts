import type { Database } from '../database/database.js';
import { DatabaseError } from '../database/database-error.js';
import { OUTCOMES, type Outcome, type RunCounts } from '../reconciliation/run-counts.js';
import { runById, runItems, type Run, type RunItem } from '../repository/runs.js';
import { SITUATIONS, type Situation } from '../situations/situation.js';

/** One situation and action of a run, and how often it ended how. */
export interface ReportRow {
  readonly situation: string;
  readonly action: string;
  readonly outcomes: Readonly<Record<Outcome, number>>;
}

/** A run, as reports tell of it. Its items are read from the repository when they are asked for, page by page. */
export interface RunReport {
  readonly run: Run;
  readonly rows: readonly ReportRow[];
  readonly totals: Readonly<Record<Outcome, number>>;
  /** Those of one outcome, in their order. */
  items(outcome: Outcome): AsyncGenerator<RunItem, void, void>;
}

/** @throws DatabaseError where there is no such run. */
export async function runReport(database: Database, id: string): Promise<RunReport> {
  const run = await runById(database, id);
  if (!run)
    throw new DatabaseError(`There is no run ${id} in the repository ${database.name}.`, {
      problem: 'unknown-run',
    });
  const rows = rowsOf(run.counts as RunCounts);
  return {
    run,
    rows,
    totals: totalsOf(rows),
    async *items(outcome) {
      for await (const page of runItems(database, id)) yield* page.filter((item) => item.outcome === outcome);
    },
  };
}

/** How many ended how. */
export const totalsOf = (rows: readonly ReportRow[]): Readonly<Record<Outcome, number>> =>
  byOutcome((outcome) => rows.reduce((sum, { outcomes }) => sum + outcomes[outcome], 0));

/** In the order in which situations are listed. */
export function rowsOf(counts: RunCounts): readonly ReportRow[] {
  const known = Object.keys(SITUATIONS);
  return Object.entries(counts)
    .sort(([a], [b]) => known.indexOf(a) - known.indexOf(b))
    .flatMap(([situation, actions]) =>
      Object.entries(actions).map(([action, ended]) => ({
        situation,
        action,
        outcomes: byOutcome((outcome) => ended[outcome] ?? 0),
      })),
    );
}

const byOutcome = (count: (outcome: Outcome) => number): Record<Outcome, number> =>
  Object.fromEntries(OUTCOMES.map((outcome) => [outcome, count(outcome)])) as Record<Outcome, number>;

/** Why something is in the report: what was said of it, or else what its situation means. */
export const reasonOf = ({ message, situation }: Pick<RunItem, 'message' | 'situation'>): string =>
  message || (SITUATIONS[situation as Situation] as string | undefined) || situation;

import type { Outcome, RunCounts } from '../reconciliation/run-counts.js';
import type { ReportRow } from '../report/run-report.js';
import type { Action, Situation } from '../situations/situation.js';

/** What a run of a job would do, and what that would cost: found out by a dry run. */
export interface Plan {
  readonly job: string;
  readonly system: string;
  readonly objectClass: string;
  readonly direction: PlanDirection;
  /** The dry run in the repository. */
  readonly run: string;
  /** `stopped` where it was interrupted: everything tells of a part then. */
  readonly state: 'done' | 'stopped';
  /** When the figures were taken: ISO 8601, UTC. */
  readonly plannedAt: string;
  readonly counts: RunCounts;
  readonly rows: readonly ReportRow[];
  readonly totals: Readonly<Record<Outcome, number>>;
  /** What would be sent to the system. */
  readonly operations: readonly PlannedOperation[];
  /** The first few of each situation and action. */
  readonly samples: readonly PlannedItem[];
  /** Undefined where nobody says what the connector's operations cost. */
  readonly price?: Price;
}

export const PLAN_DIRECTIONS = ['inbound', 'incremental', 'outbound'] as const;
export type PlanDirection = (typeof PLAN_DIRECTIONS)[number];

/** Writes of one kind. */
export interface PlannedOperation {
  readonly operation: 'create' | 'update' | 'delete';
  readonly count: number;
  /** How many of them write each attribute. */
  readonly attributes: Readonly<Record<string, number>>;
}

/** What would happen to one object or identity, in words. Secrets never are in it. */
export interface PlannedItem {
  readonly situation: Situation;
  readonly action: Action;
  readonly outcome: Outcome;
  readonly uid: string | null;
  readonly name: string | null;
  readonly identity: string | null;
  readonly message: string | null;
  readonly changes: readonly PlannedChange[];
}

/** One attribute; null stands for nothing. Long texts are cut. */
export interface PlannedChange {
  readonly attribute: string;
  readonly from: string | null;
  readonly to: string | null;
}

/** What applying the plan costs. */
export interface Price {
  /** What is counted, in the plural, e.g. `API calls`. */
  readonly unit: string;
  /** What the dry run took to read, which a run takes again; null where the system does not tell. */
  readonly reading: number | null;
  readonly writing: number;
  /** Undefined where the system has no bound that could be read. */
  readonly quota?: QuotaState;
  readonly seats: readonly SeatPrice[];
  /** Objects of which it cannot be told whose seats they take. */
  readonly unknownSeats: number;
}

/** Calls of a day, once the plan was made. */
export interface QuotaState {
  readonly allowed: number;
  readonly remaining: number;
  /** What the connector's configuration leaves to others. */
  readonly reserve: number;
}

/** Seats of one licence. */
export interface SeatPrice {
  readonly license: string;
  /** Null without a bound. */
  readonly total: number | null;
  /** Before the plan is applied. */
  readonly used: number;
  readonly taken: number;
  readonly freed: number;
  /** The most that are in use at any time while the plan is applied: a batch may take before it sets free. */
  readonly peak: number;
}

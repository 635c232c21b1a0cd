import type { Database } from '../database/database.js';
import type { GivenSecrets } from '../identities/given-secrets.js';
import type { OutboundJob } from '../reconciliation/outbound-job.js';
import type { Checkpoint, RunJournal, RunOptions } from '../reconciliation/run-journal.js';
import type { PushScope } from '../repository/pending-changes.js';
import type { RetryPauses } from '../repository/push-states.js';

/** When a push that failed is tried again unless the caller says otherwise: after a minute, at last every six hours. */
export const PUSH_RETRIES: RetryPauses = { firstMs: 60_000, maxMs: 6 * 3_600_000 };

export interface PushOptions extends RunOptions {
  /** Default: {@link PUSH_RETRIES}. A further change of the identity is pushed at once. */
  readonly retries?: RetryPauses;
  /** Milliseconds since the epoch. Default: the clock. */
  readonly now?: () => number;
  /** Secrets that were given with identities since the last push; it is told what becomes of them. */
  readonly secrets?: GivenSecrets;
}

/** A push under way. */
export interface Pushing {
  readonly database: Database;
  readonly job: OutboundJob;
  readonly journal: RunJournal<Checkpoint>;
  readonly options: PushOptions;
  readonly scope: PushScope;
  /** Milliseconds since the epoch at its beginning. */
  readonly now: number;
}

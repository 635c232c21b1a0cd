import type { IncrementalResult } from '../reconciliation/reconcile-incremental.js';
import type { PushResult } from './push-changes.js';

/** What live synchronisation tells of: everything that happened, and nothing where nothing did. */
export type LiveEvent =
  | { readonly kind: 'pulled'; readonly job: string; readonly result: IncrementalResult }
  | { readonly kind: 'pushed'; readonly job: string; readonly result: PushResult }
  | {
      readonly kind: 'failed';
      readonly job: string;
      readonly activity: 'pull' | 'push';
      readonly error: Error;
      /** How often it failed in a row. */
      readonly failures: number;
      /** When it is tried again. */
      readonly retryInMs: number;
    }
  /** It works again. */
  | { readonly kind: 'recovered'; readonly job: string; readonly activity: 'pull' | 'push' };

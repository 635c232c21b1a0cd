import type { IncrementalResult } from '../reconciliation/reconcile-incremental.js';
import type { ActivityEvent } from '../schedule/activity.js';
import type { PushResult } from './push-changes.js';

/** What is done again and again. */
export type LiveKind = 'pull' | 'push' | 'scheduled';

/** What was done. */
export type LiveDeed =
  | { readonly kind: 'pulled'; readonly job: string; readonly result: IncrementalResult }
  | { readonly kind: 'pushed'; readonly job: string; readonly result: PushResult }
  | { readonly kind: 'ran'; readonly job: string };

/** What live synchronisation tells of: everything that happened, and nothing where nothing did. */
export type LiveEvent = ActivityEvent<LiveKind, LiveDeed>;

import type { JobRegistry } from './bulk/job-registry.js';
import type { Catalog } from './describe/catalog.js';
import type { ComputeSources } from './describe/field-spec.js';
import type { PasswordVault } from './identity/password-vault.js';
import type { SessionRegistry } from './identity/session-registry.js';
import type { OAuthState } from './oauth/oauth-state.js';
import type { OrgCredentials, OrgSettings } from './org-options.js';
import type { Row } from './record/row.js';
import type { ApiUsage } from './rest/api-usage.js';
import type { CursorRegistry } from './soql/cursor-registry.js';
import type { SeatLedger } from './store/seat-ledger.js';
import type { Store } from './store/store.js';

/** Everything an org consists of, apart from the sockets. */
export interface OrgState {
  readonly settings: OrgSettings;
  readonly credentials: OrgCredentials;
  readonly catalog: Catalog;
  readonly store: Store;
  readonly seats: SeatLedger;
  readonly sessions: SessionRegistry;
  readonly passwords: PasswordVault;
  readonly oauth: OAuthState;
  readonly cursors: CursorRegistry;
  readonly usage: ApiUsage;
  readonly bulkJobs: JobRegistry;
  readonly organizationId: string;
  readonly integrationUserId: string;
  readonly startedSeconds: number;
  /** What computed fields read; its `origin` is known once the org listens. */
  readonly sources: ComputeSources;
  /** Milliseconds since 1970 by the org's clock. */
  nowMs(): number;
}

/** The org's time as rows keep it: whole seconds. */
export function nowSeconds(org: OrgState): number {
  return Math.floor(org.nowMs() / 1000);
}

/** A user of the org who is known to exist. */
export function userRow(org: OrgState, userId: string): Row {
  const row = org.store.table('User').get(userId);
  if (!row) throw new TypeError(`no user ${userId}`);
  return row;
}

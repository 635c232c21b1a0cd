import {
  ConnectorClass,
  type AttributeDelta,
  type AttributeSet,
  type AuthenticateOp,
  type BatchOp,
  type BatchOutcome,
  type Connector,
  type CountOp,
  type ConnectorObject,
  type CreateOp,
  type DeleteOp,
  type Filter,
  type GuardedString,
  type LiveSyncDelta,
  type LiveSyncOp,
  type ObjectClass,
  type OperationName,
  type OperationOptions,
  type ResolveUsernameOp,
  type Schema,
  type SchemaOp,
  type SearchOp,
  type SearchResult,
  type SyncDelta,
  type SyncOp,
  type SyncToken,
  type TestOp,
  type Uid,
  type UpdateDeltaOp,
  type UpdateOp,
} from '@icf-ts/framework/spi';
import { batch, type NumberedTask } from './batch/batch.js';
import { declareCosts } from './costs/declare-costs.js';
import { LOOKUPS } from './lookups/lookup-table.js';
import { authenticate, resolveUsername } from './operations/authenticate.js';
import { count } from './operations/count.js';
import { create } from './operations/create.js';
import { deleteObject } from './operations/delete.js';
import type { Org } from './operations/operation-context.js';
import { schema } from './operations/schema.js';
import { search } from './operations/search.js';
import { testConnection } from './operations/test-connection.js';
import { updateDelta } from './operations/update-delta.js';
import { update } from './operations/update.js';
import { withPasswordExpiry } from './operations/account/password-expiry.js';
import { underOwnNames } from './operations/account/username-view.js';
import { latestToken } from './sync/latest-token.js';
import { liveSync } from './sync/live-sync.js';
import { sync } from './sync/sync.js';
import { SalesforceConfiguration } from './salesforce.configuration.js';

const searchAccounts = withPasswordExpiry(underOwnNames(search));

type Operations = CreateOp &
  BatchOp &
  UpdateOp &
  UpdateDeltaOp &
  DeleteOp &
  SearchOp &
  CountOp &
  SyncOp &
  LiveSyncOp &
  SchemaOp &
  TestOp &
  AuthenticateOp &
  ResolveUsernameOp;

/** Users of a Salesforce org. What each operation costs in API calls stands with its function. */
@ConnectorClass({
  name: 'icfts.salesforce.SalesforceConnector',
  configuration: SalesforceConfiguration,
  displayNameKey: 'connector.display',
  categoryKey: 'connector.category',
  lookups: LOOKUPS,
  costs: declareCosts,
  // SOQL filters, sorts and pages; what it cannot say exactly, the search operation matches itself.
  search: { filter: 'connector', sort: 'connector', page: 'connector' },
})
export class SalesforceConnector implements Connector<SalesforceConfiguration>, Operations {
  #org!: Org;

  init(configuration: SalesforceConfiguration): void {
    this.#org = configuration.org();
  }
  dispose(): void {}

  create(type: ObjectClass, attributes: AttributeSet, options: OperationOptions): Promise<Uid> {
    return create(this.#org, type, attributes, options);
  }
  update(type: ObjectClass, uid: Uid, attributes: AttributeSet, options: OperationOptions): Promise<Uid> {
    return update(this.#org, type, uid, attributes, options);
  }
  updateDelta(
    type: ObjectClass,
    uid: Uid,
    deltas: readonly AttributeDelta[],
    options: OperationOptions,
  ): Promise<readonly AttributeDelta[] | null> {
    return updateDelta(this.#org, type, uid, deltas, options);
  }
  delete(type: ObjectClass, uid: Uid, options: OperationOptions): Promise<void> {
    return deleteObject(this.#org, type, uid, options);
  }
  batch(
    tasks: AsyncIterable<NumberedTask>,
    options: OperationOptions,
  ): AsyncGenerator<BatchOutcome, void, void> {
    return batch(this.#org, tasks, options);
  }
  search(
    type: ObjectClass,
    filter: Filter | undefined,
    options: OperationOptions,
  ): AsyncGenerator<ConnectorObject, SearchResult, void> {
    return searchAccounts(this.#org, type, filter, options);
  }
  sync(
    type: ObjectClass,
    token: SyncToken | undefined,
    options: OperationOptions,
  ): AsyncGenerator<SyncDelta, SyncToken, void> {
    return sync(this.#org, type, token, options);
  }
  getLatestSyncToken(type: ObjectClass): Promise<SyncToken> {
    return latestToken(this.#org, type);
  }
  liveSync(type: ObjectClass, options: OperationOptions): AsyncGenerator<LiveSyncDelta, void, void> {
    return liveSync(this.#org, type, options);
  }
  count(
    type: ObjectClass,
    filter: Filter | undefined,
    options: OperationOptions,
  ): Promise<number | undefined> {
    return count(this.#org, type, filter, options);
  }
  schema(supported: readonly OperationName[], options: OperationOptions): Promise<Schema> {
    return schema(this.#org, supported, options);
  }
  test(options: OperationOptions): Promise<void> {
    return testConnection(this.#org, options);
  }
  authenticate(
    type: ObjectClass,
    username: string,
    password: GuardedString,
    options: OperationOptions,
  ): Promise<Uid> {
    return authenticate(this.#org, type, username, password, options);
  }
  resolveUsername(type: ObjectClass, username: string, options: OperationOptions): Promise<Uid> {
    return resolveUsername(this.#org, type, username, options);
  }
}

import type { AttributeDelta } from '../common/attribute-delta.js';
import type { Attribute } from '../common/attribute.js';
import type { BatchOutcome, BatchSummary, BatchTask } from '../common/batch.js';
import type { ConnectorObject } from '../common/connector-object.js';
import type { Filter } from '../common/filter/filter.js';
import type { ObjectClass } from '../common/object-class.js';
import type { OperationOptions, OperationOptionsInit } from '../common/operation-options.js';
import type { Schema } from '../common/schema/schema.js';
import type { ScriptContext } from '../common/script.js';
import type { SearchResult } from '../common/search-result.js';
import type { GuardedString } from '../common/security/guarded-string.js';
import type { SuggestedValues } from '../common/suggested-values.js';
import type { LiveSyncDelta, SyncDelta, SyncToken } from '../common/sync.js';
import type { Uid } from '../common/uid.js';
import type { APIConfiguration } from './api-configuration.js';
import type { ConnectorKey } from './connector-key.js';
import type { ResultStream } from './result-stream.js';

export type Options = OperationOptionsInit | OperationOptions;

/**
 * What an application calls: one configured connector, in this process or behind a connector server, with the same
 * behaviour. Every method rejects with an ICF exception (`isConnectorException`); UnsupportedOperationException where
 * the connector lacks the operation.
 */
export interface ConnectorFacade {
  readonly key: ConnectorKey;
  readonly configuration: APIConfiguration;
  /** Whether that operation can be called: the connector has it, or the framework serves it by means of others. */
  supports(operation: string): boolean;

  schema(options?: Options): Promise<Schema>;
  test(options?: Options): Promise<void>;
  validate(options?: Options): Promise<void>;
  testPartialConfiguration(options?: Options): Promise<void>;
  discoverConfiguration(options?: Options): Promise<ReadonlyMap<string, SuggestedValues>>;

  create(objectClass: ObjectClass, attributes: Iterable<Attribute>, options?: Options): Promise<Uid>;
  update(
    objectClass: ObjectClass,
    uid: Uid,
    attributes: Iterable<Attribute>,
    options?: Options,
  ): Promise<Uid | null>;
  addAttributeValues(
    objectClass: ObjectClass,
    uid: Uid,
    attributes: Iterable<Attribute>,
    options?: Options,
  ): Promise<Uid | null>;
  removeAttributeValues(
    objectClass: ObjectClass,
    uid: Uid,
    attributes: Iterable<Attribute>,
    options?: Options,
  ): Promise<Uid | null>;
  /** Returns the changes beyond the request; null where the connector reports none. */
  updateDelta(
    objectClass: ObjectClass,
    uid: Uid,
    deltas: Iterable<AttributeDelta>,
    options?: Options,
  ): Promise<readonly AttributeDelta[] | null>;
  delete(objectClass: ObjectClass, uid: Uid, options?: Options): Promise<void>;

  /**
   * Many creates, updates and deletes in one call, with one outcome per task. A connector for a target with bulk calls
   * uses them; for others the tasks are done one by one. `failOnError` ends the batch at its first failure.
   */
  batch(
    tasks: Iterable<BatchTask> | AsyncIterable<BatchTask>,
    options?: Options,
  ): ResultStream<BatchOutcome, BatchSummary>;

  /** Null where there is no such object. */
  get(objectClass: ObjectClass, uid: Uid, options?: Options): Promise<ConnectorObject | null>;
  search(
    objectClass: ObjectClass,
    filter?: Filter | null,
    options?: Options,
  ): ResultStream<ConnectorObject, SearchResult | null>;
  /** How many objects match; asked of the target where it can tell, counted otherwise. */
  count(objectClass: ObjectClass, filter?: Filter | null, options?: Options): Promise<number>;
  sync(
    objectClass: ObjectClass,
    token?: SyncToken | null,
    options?: Options,
  ): ResultStream<SyncDelta, SyncToken | null>;
  getLatestSyncToken(objectClass: ObjectClass, options?: Options): Promise<SyncToken | null>;
  /** Changes as the target pushes them, until the consumer leaves or aborts. In-process only. */
  liveSync(objectClass: ObjectClass, options?: Options): ResultStream<LiveSyncDelta, null>;

  authenticate(
    objectClass: ObjectClass,
    username: string,
    password: GuardedString,
    options?: Options,
  ): Promise<Uid>;
  resolveUsername(objectClass: ObjectClass, username: string, options?: Options): Promise<Uid>;
  runScriptOnConnector(script: ScriptContext, options?: Options): Promise<unknown>;
  runScriptOnResource(script: ScriptContext, options?: Options): Promise<unknown>;

  /** Releases what the facade holds. Calls in flight end first. */
  dispose(): Promise<void>;
}

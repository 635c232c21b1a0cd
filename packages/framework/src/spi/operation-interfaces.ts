import type { AttributeDelta } from '../common/attribute-delta.js';
import type { Attribute } from '../common/attribute.js';
import type { AttributeSet } from '../common/attributes.js';
import type { BatchOutcome, BatchTask } from '../common/batch.js';
import type { ConnectorObject } from '../common/connector-object.js';
import type { Filter } from '../common/filter/filter.js';
import type { ObjectClass } from '../common/object-class.js';
import type { OperationOptions } from '../common/operation-options.js';
import type { OperationName } from '../common/operations.js';
import type { Schema } from '../common/schema/schema.js';
import type { ScriptContext } from '../common/script.js';
import type { SearchResult } from '../common/search-result.js';
import type { GuardedString } from '../common/security/guarded-string.js';
import type { SuggestedValues } from '../common/suggested-values.js';
import type { LiveSyncDelta, SyncDelta, SyncToken } from '../common/sync.js';
import type { Uid } from '../common/uid.js';

/*
 * What a bundle author implements. The framework promises: no argument is null or undefined unless its type says so,
 * `options` is always there, attributes hold no two of one name, and a `Uid` is never among attributes to be written.
 * `options.signal` is aborted when nobody waits for the answer any longer.
 */

export interface CreateOp {
  /** @throws AlreadyExistsException when the target has an object of that name. */
  create(objectClass: ObjectClass, attributes: AttributeSet, options: OperationOptions): Promise<Uid>;
}

export interface UpdateOp {
  /**
   * Replaces the values of the attributes given; an attribute with null values loses all of them. Returns the Uid, new
   * where the update changed it.
   * @throws UnknownUidException when there is no such object.
   */
  update(
    objectClass: ObjectClass,
    uid: Uid,
    attributes: AttributeSet,
    options: OperationOptions,
  ): Promise<Uid | null>;
}

export interface UpdateAttributeValuesOp extends UpdateOp {
  addAttributeValues(
    objectClass: ObjectClass,
    uid: Uid,
    attributes: AttributeSet,
    options: OperationOptions,
  ): Promise<Uid | null>;
  removeAttributeValues(
    objectClass: ObjectClass,
    uid: Uid,
    attributes: AttributeSet,
    options: OperationOptions,
  ): Promise<Uid | null>;
}

export interface UpdateDeltaOp {
  /** Returns what changed beyond the request (side effects), or nothing. */
  updateDelta(
    objectClass: ObjectClass,
    uid: Uid,
    deltas: readonly AttributeDelta[],
    options: OperationOptions,
  ): Promise<readonly AttributeDelta[] | null>;
}

export interface DeleteOp {
  /** @throws UnknownUidException when there is no such object. */
  delete(objectClass: ObjectClass, uid: Uid, options: OperationOptions): Promise<void>;
}

export interface SearchOp {
  /**
   * Yields the objects that match. Objects beyond the match are allowed where the target cannot express the filter: the
   * framework applies it again. When the consumer stops early, `finally` blocks of the generator run.
   */
  search(
    objectClass: ObjectClass,
    filter: Filter | undefined,
    options: OperationOptions,
  ): AsyncGenerator<ConnectorObject, SearchResult | void, void>;
}

export interface SyncOp {
  /** Yields the changes since `token` (all objects where it is undefined); returns the token to go on from. */
  sync(
    objectClass: ObjectClass,
    token: SyncToken | undefined,
    options: OperationOptions,
  ): AsyncGenerator<SyncDelta, SyncToken | void, void>;
  getLatestSyncToken(objectClass: ObjectClass): Promise<SyncToken | null>;
}

export interface LiveSyncOp {
  /**
   * Yields changes as the target pushes them, until `options.signal` is aborted or the consumer leaves. In-process only:
   * ICF's protocol cannot carry it.
   */
  liveSync(objectClass: ObjectClass, options: OperationOptions): AsyncGenerator<LiveSyncDelta, void, void>;
}

export interface BatchOp {
  /**
   * Does many writes in as few calls of the target as it can. Yields one outcome per task, in any order, with the task's
   * index; a task that failed is an outcome, not an exception. `tasks` is pulled: read as many as one call takes.
   */
  batch(
    tasks: AsyncIterable<{ readonly index: number; readonly task: BatchTask }>,
    options: OperationOptions,
  ): AsyncGenerator<BatchOutcome, void, void>;
}

export interface CountOp {
  /** How many objects match; undefined where the target cannot say for this filter, and the framework counts. */
  count(
    objectClass: ObjectClass,
    filter: Filter | undefined,
    options: OperationOptions,
  ): Promise<number | undefined>;
}

export interface AttributeNormalizer {
  /**
   * The form in which the target takes two values for the same, e.g. a name in lower case. Applied to what is asked and
   * to what is found, while `enableNormalizingResultsHandler` is on.
   */
  normalizeAttribute(objectClass: ObjectClass, attribute: Attribute): Attribute;
}

export interface SchemaOp {
  /** `supported` are the operations of this connector class, for the SchemaBuilder. */
  schema(supported: readonly OperationName[], options: OperationOptions): Promise<Schema>;
}

export interface TestOp {
  /** Proves that the configuration reaches a working target. @throws ConnectorException saying what does not work. */
  test(options: OperationOptions): Promise<void>;
}

export interface AuthenticateOp {
  /** @throws InvalidCredentialException, InvalidPasswordException or PasswordExpiredException. */
  authenticate(
    objectClass: ObjectClass,
    username: string,
    password: GuardedString,
    options: OperationOptions,
  ): Promise<Uid>;
}

export interface ResolveUsernameOp {
  /** @throws UnknownUidException when nobody has that name. */
  resolveUsername(objectClass: ObjectClass, username: string, options: OperationOptions): Promise<Uid>;
}

export interface ScriptOnConnectorOp {
  runScriptOnConnector(script: ScriptContext, options: OperationOptions): Promise<unknown>;
}

export interface ScriptOnResourceOp {
  runScriptOnResource(script: ScriptContext, options: OperationOptions): Promise<unknown>;
}

export interface DiscoverConfigurationOp {
  /** Tests what of the configuration is there already. */
  testPartialConfiguration(options: OperationOptions): Promise<void>;
  /** Suggests values for the properties that are still open. */
  discoverConfiguration(options: OperationOptions): Promise<ReadonlyMap<string, SuggestedValues>>;
}

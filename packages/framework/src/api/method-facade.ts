import type { AttributeDelta } from '../common/attribute-delta.js';
import type { Attribute } from '../common/attribute.js';
import type { BatchOutcome, BatchSummary, BatchTask } from '../common/batch.js';
import type { ConnectorObject } from '../common/connector-object.js';
import type { Filter } from '../common/filter/filter.js';
import type { ObjectClass } from '../common/object-class.js';
import type { Schema } from '../common/schema/schema.js';
import type { ScriptContext } from '../common/script.js';
import type { SearchResult } from '../common/search-result.js';
import type { GuardedString } from '../common/security/guarded-string.js';
import type { SuggestedValues } from '../common/suggested-values.js';
import type { LiveSyncDelta, SyncDelta, SyncToken } from '../common/sync.js';
import type { Uid } from '../common/uid.js';
import type { APIConfiguration } from './api-configuration.js';
import type { ConnectorFacade, Options } from './connector-facade.js';
import type { ConnectorKey } from './connector-key.js';
import type { MethodName } from './methods.js';
import type { ResultStream } from './result-stream.js';

type Attributes = Iterable<Attribute>;

/** The methods of a facade, spelled out once: each names its row and hands its arguments over. */
export abstract class MethodFacade implements ConnectorFacade {
  abstract readonly key: ConnectorKey;
  abstract readonly configuration: APIConfiguration;
  abstract supports(operation: string): boolean;
  abstract dispose(): Promise<void>;

  /** Calls a method that has one answer. */
  protected abstract run<R>(
    name: MethodName,
    args: readonly unknown[],
    options: Options | undefined,
  ): Promise<R>;
  /** Calls a method that hands out items before its result. */
  protected abstract stream<T, R>(
    name: MethodName,
    args: readonly unknown[],
    options: Options | undefined,
  ): ResultStream<T, R>;

  schema(options?: Options): Promise<Schema> {
    return this.run('schema', [], options);
  }
  test(options?: Options): Promise<void> {
    return this.run('test', [], options);
  }
  validate(options?: Options): Promise<void> {
    return this.run('validate', [], options);
  }
  testPartialConfiguration(options?: Options): Promise<void> {
    return this.run('testPartialConfiguration', [], options);
  }
  discoverConfiguration(options?: Options): Promise<ReadonlyMap<string, SuggestedValues>> {
    return this.run('discoverConfiguration', [], options);
  }

  create(type: ObjectClass, attributes: Attributes, options?: Options): Promise<Uid> {
    return this.run('create', [type, attributes], options);
  }
  update(type: ObjectClass, uid: Uid, attributes: Attributes, options?: Options): Promise<Uid | null> {
    return this.run('update', [type, uid, attributes], options);
  }
  addAttributeValues(
    type: ObjectClass,
    uid: Uid,
    attributes: Attributes,
    options?: Options,
  ): Promise<Uid | null> {
    return this.run('addAttributeValues', [type, uid, attributes], options);
  }
  removeAttributeValues(
    type: ObjectClass,
    uid: Uid,
    attributes: Attributes,
    options?: Options,
  ): Promise<Uid | null> {
    return this.run('removeAttributeValues', [type, uid, attributes], options);
  }
  updateDelta(
    type: ObjectClass,
    uid: Uid,
    deltas: Iterable<AttributeDelta>,
    options?: Options,
  ): Promise<readonly AttributeDelta[] | null> {
    return this.run('updateDelta', [type, uid, deltas], options);
  }
  delete(type: ObjectClass, uid: Uid, options?: Options): Promise<void> {
    return this.run('delete', [type, uid], options);
  }
  batch(
    tasks: Iterable<BatchTask> | AsyncIterable<BatchTask>,
    options?: Options,
  ): ResultStream<BatchOutcome, BatchSummary> {
    return this.stream('batch', [tasks], options);
  }

  get(type: ObjectClass, uid: Uid, options?: Options): Promise<ConnectorObject | null> {
    return this.run('get', [type, uid], options);
  }
  search(
    type: ObjectClass,
    filter: Filter | null = null,
    options?: Options,
  ): ResultStream<ConnectorObject, SearchResult | null> {
    return this.stream('search', [type, filter], options);
  }
  count(type: ObjectClass, filter: Filter | null = null, options?: Options): Promise<number> {
    return this.run('count', [type, filter], options);
  }
  sync(
    type: ObjectClass,
    token: SyncToken | null = null,
    options?: Options,
  ): ResultStream<SyncDelta, SyncToken | null> {
    return this.stream('sync', [type, token], options);
  }
  getLatestSyncToken(type: ObjectClass, options?: Options): Promise<SyncToken | null> {
    return this.run('getLatestSyncToken', [type], options);
  }
  liveSync(type: ObjectClass, options?: Options): ResultStream<LiveSyncDelta, null> {
    return this.stream('liveSync', [type], options);
  }

  authenticate(
    type: ObjectClass,
    username: string,
    password: GuardedString,
    options?: Options,
  ): Promise<Uid> {
    return this.run('authenticate', [type, username, password], options);
  }
  resolveUsername(type: ObjectClass, username: string, options?: Options): Promise<Uid> {
    return this.run('resolveUsername', [type, username], options);
  }
  runScriptOnConnector(script: ScriptContext, options?: Options): Promise<unknown> {
    return this.run('runScriptOnConnector', [script], options);
  }
  runScriptOnResource(script: ScriptContext, options?: Options): Promise<unknown> {
    return this.run('runScriptOnResource', [script], options);
  }
}

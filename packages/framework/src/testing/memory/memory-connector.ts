import { AttributeDelta } from '../../common/attribute-delta.js';
import type { AttributeSet } from '../../common/attributes.js';
import type { BatchOutcome, BatchTask } from '../../common/batch.js';
import type { ConnectorObject } from '../../common/connector-object.js';
import { InvalidCredentialException } from '../../common/errors/exceptions.js';
import type { Filter } from '../../common/filter/filter.js';
import { matches } from '../../common/filter/match.js';
import type { ObjectClass } from '../../common/object-class.js';
import type { OperationOptions } from '../../common/operation-options.js';
import type { OperationName } from '../../common/operations.js';
import type { Schema } from '../../common/schema/schema.js';
import type { ScriptContext } from '../../common/script.js';
import type { SearchResult } from '../../common/search-result.js';
import type { GuardedString } from '../../common/security/guarded-string.js';
import { SuggestedValues } from '../../common/suggested-values.js';
import type { LiveSyncDelta, SyncDelta, SyncToken } from '../../common/sync.js';
import { Uid } from '../../common/uid.js';
import type { Connector } from '../../spi/connector.js';
import { ConnectorClass } from '../../spi/decorators.js';
import type * as spi from '../../spi/operation-interfaces.js';
import { batchOn } from './memory-batch.js';
import { MemoryConfiguration } from './memory-configuration.js';
import { login, whoIs } from './memory-login.js';
import { memorySchema } from './memory-schema.js';
import { runScript } from './memory-scripts.js';
import { searchStore } from './memory-search.js';
import { liveSyncTarget, syncTarget, tokenOf } from './memory-sync.js';
import { MemoryTarget } from './memory-target.js';
import { applyDeltas, change } from './memory-write.js';

type Operations = spi.CreateOp &
  spi.UpdateAttributeValuesOp &
  spi.UpdateDeltaOp &
  spi.DeleteOp &
  spi.SearchOp &
  spi.CountOp &
  spi.BatchOp &
  spi.SyncOp &
  spi.LiveSyncOp &
  spi.SchemaOp &
  spi.TestOp &
  spi.AuthenticateOp &
  spi.ResolveUsernameOp &
  spi.ScriptOnConnectorOp &
  spi.ScriptOnResourceOp &
  spi.DiscoverConfigurationOp;

type Numbered = AsyncIterable<{ readonly index: number; readonly task: BatchTask }>;

/** A connector with every operation, for a target in this process: to try an application on, and to prove a suite with. */
@ConnectorClass({
  name: 'icfts.memory.MemoryConnector',
  configuration: MemoryConfiguration,
  displayNameKey: 'memory.display',
  search: { filter: 'connector', sort: 'connector', page: 'connector' },
})
export class MemoryConnector implements Connector<MemoryConfiguration>, Operations {
  protected target!: MemoryTarget;
  protected configuration!: MemoryConfiguration;

  init(configuration: MemoryConfiguration): void {
    this.configuration = configuration;
    this.target = MemoryTarget.of(configuration.realm);
    this.target.activity.initialised++;
  }
  dispose(): void {
    this.target.activity.disposed++;
  }

  create(type: ObjectClass, attributes: AttributeSet, options: OperationOptions): Promise<Uid> {
    return this.target.during('create', options, () => this.target.store(type).create(attributes));
  }
  update(type: ObjectClass, uid: Uid, attributes: AttributeSet, options: OperationOptions): Promise<Uid> {
    return this.target.during('update', options, () =>
      change(this.target.store(type), uid, attributes, 'UPDATE'),
    );
  }
  addAttributeValues(
    type: ObjectClass,
    uid: Uid,
    attributes: AttributeSet,
    options: OperationOptions,
  ): Promise<Uid> {
    return this.target.during('update', options, () =>
      change(this.target.store(type), uid, attributes, 'ADDVALUES'),
    );
  }
  removeAttributeValues(
    type: ObjectClass,
    uid: Uid,
    attributes: AttributeSet,
    options: OperationOptions,
  ): Promise<Uid> {
    return this.target.during('update', options, () =>
      change(this.target.store(type), uid, attributes, 'REMOVEVALUES'),
    );
  }
  updateDelta(
    type: ObjectClass,
    uid: Uid,
    deltas: readonly AttributeDelta[],
    options: OperationOptions,
  ): Promise<readonly AttributeDelta[] | null> {
    return this.target.during('updateDelta', options, () => {
      const { value } = applyDeltas(this.target.store(type), uid, deltas);
      return value === uid.value ? null : [new AttributeDelta(Uid.NAME, { replace: [value] })];
    });
  }
  delete(type: ObjectClass, uid: Uid, options: OperationOptions): Promise<void> {
    return this.target.during('delete', options, () => this.target.store(type).delete(uid));
  }
  batch(tasks: Numbered, options: OperationOptions): AsyncGenerator<BatchOutcome, void, void> {
    return this.target.reading('batch', options, () =>
      batchOn(this.target, tasks, this.configuration.bulkSize, options),
    );
  }

  search(
    type: ObjectClass,
    filter: Filter | undefined,
    options: OperationOptions,
  ): AsyncGenerator<ConnectorObject, SearchResult, void> {
    return this.target.reading('search', options, () =>
      searchStore(this.target.store(type), filter, options),
    );
  }
  count(type: ObjectClass, filter: Filter | undefined, options: OperationOptions): Promise<number> {
    return this.target.during('count', options, () => {
      const objects = this.target.store(type).objects();
      return filter ? objects.filter((object) => matches(filter, object)).length : objects.length;
    });
  }
  sync(
    type: ObjectClass,
    token: SyncToken | undefined,
    options: OperationOptions,
  ): AsyncGenerator<SyncDelta, SyncToken, void> {
    return this.target.reading('sync', options, () => syncTarget(this.target, type, token, options));
  }
  async getLatestSyncToken(_type: ObjectClass): Promise<SyncToken> {
    return tokenOf(this.target.log.latest);
  }
  liveSync(type: ObjectClass, options: OperationOptions): AsyncGenerator<LiveSyncDelta, void, void> {
    return this.target.reading('liveSync', options, () => liveSyncTarget(this.target, type, options));
  }

  schema(supported: readonly OperationName[], options: OperationOptions): Promise<Schema> {
    return this.target.during('schema', options, () => memorySchema(supported));
  }
  test(options: OperationOptions): Promise<void> {
    return this.target.during('test', options, () => this.checkKey());
  }
  testPartialConfiguration(options: OperationOptions): Promise<void> {
    return this.target.during('discoverConfiguration', options, () => this.checkKey());
  }
  discoverConfiguration(options: OperationOptions): Promise<ReadonlyMap<string, SuggestedValues>> {
    return this.target.during(
      'discoverConfiguration',
      options,
      () => new Map([['realm', new SuggestedValues([...MemoryTarget.realms], 'OPEN')]]),
    );
  }

  authenticate(
    type: ObjectClass,
    username: string,
    password: GuardedString,
    options: OperationOptions,
  ): Promise<Uid> {
    return this.target.during('authenticate', options, () =>
      login(this.target.store(type), username, password),
    );
  }
  resolveUsername(type: ObjectClass, username: string, options: OperationOptions): Promise<Uid> {
    return this.target.during('resolveUsername', options, () => whoIs(this.target.store(type), username));
  }
  runScriptOnConnector(script: ScriptContext, options: OperationOptions): Promise<unknown> {
    return this.target.during('scriptOnConnector', options, () => runScript(this.target, script));
  }
  runScriptOnResource(script: ScriptContext, options: OperationOptions): Promise<unknown> {
    return this.target.during('scriptOnResource', options, () => runScript(this.target, script));
  }

  protected checkKey(): void {
    const shown = this.configuration.accessKey?.access((clear) => clear);
    if (shown === this.target.accessKey) return;
    throw new InvalidCredentialException(`The target '${this.configuration.realm}' refuses the access key.`);
  }
}

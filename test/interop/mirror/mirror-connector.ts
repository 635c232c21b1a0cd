import {
  ConnectionFailedException,
  ConnectorObject,
  Name,
  SuggestedValues,
  SyncToken,
  Uid,
  type AttributeDelta,
  type AttributeSet,
  type Filter,
  type GuardedString,
  type LiveSyncDelta,
  type ObjectClass,
  type OperationName,
  type OperationOptions,
  type Schema,
  type ScriptContext,
  type SearchResult,
  type SyncDelta,
} from '@icf-ts/framework';
import {
  ConnectorClass,
  type AuthenticateOp,
  type Connector,
  type CreateOp,
  type DeleteOp,
  type DiscoverConfigurationOp,
  type LiveSyncOp,
  type ResolveUsernameOp,
  type SchemaOp,
  type ScriptOnConnectorOp,
  type ScriptOnResourceOp,
  type SearchOp,
  type SyncOp,
  type TestOp,
  type UpdateAttributeValuesOp,
  type UpdateDeltaOp,
} from '@icf-ts/framework/spi';
import { journal, openGate, takeJournal, waitAtGate, waiting } from './journal.js';
import { MirrorConfiguration, valuesOf } from './mirror-configuration.js';
import { failIfAsked } from './mirror-failures.js';
import { mirrorSchema } from './mirror-schema.js';
import { manyDeltas, manyObjects } from './mirror-streams.js';
import { FILTERED, madeValues, widget } from './widgets.js';

const stored = new Map<string, AttributeSet>();

/** Writes down what it is asked, and answers what the caller can foretell. Its twin is MirrorConnector.java. */
@ConnectorClass({
  name: 'icfts.interop.mirror.MirrorConnector',
  displayNameKey: 'mirror.display',
  categoryKey: 'mirror.category',
  configuration: MirrorConfiguration,
})
export class MirrorConnector
  implements
    Connector<MirrorConfiguration>,
    AuthenticateOp,
    ResolveUsernameOp,
    CreateOp,
    DeleteOp,
    SearchOp,
    UpdateAttributeValuesOp,
    UpdateDeltaOp,
    SchemaOp,
    TestOp,
    ScriptOnConnectorOp,
    ScriptOnResourceOp,
    SyncOp,
    LiveSyncOp,
    DiscoverConfigurationOp
{
  #configuration!: MirrorConfiguration;

  init(configuration: MirrorConfiguration): void {
    this.#configuration = configuration;
  }
  dispose(): void {}

  async authenticate(
    type: ObjectClass,
    username: string,
    password: GuardedString,
    options: OperationOptions,
  ) {
    journal(options, 'authenticate', type, username, password, options);
    failIfAsked(options);
    return new Uid(`u-${username}`);
  }

  async resolveUsername(type: ObjectClass, username: string, options: OperationOptions) {
    journal(options, 'resolveUsername', type, username, options);
    failIfAsked(options);
    return new Uid(`u-${username}`);
  }

  async create(type: ObjectClass, attributes: AttributeSet, options: OperationOptions): Promise<Uid> {
    journal(options, 'create', type, attributes, options);
    failIfAsked(options);
    const uid = `u-${String(attributes.single(Name.NAME))}`;
    stored.set(uid, attributes);
    return new Uid(uid, { revision: 'rev-1' });
  }

  async delete(type: ObjectClass, uid: Uid, options: OperationOptions): Promise<void> {
    journal(options, 'delete', type, uid, options);
    failIfAsked(options);
  }

  update(type: ObjectClass, uid: Uid, attributes: AttributeSet, options: OperationOptions) {
    return this.#updated('update', type, uid, attributes, options);
  }
  addAttributeValues(type: ObjectClass, uid: Uid, attributes: AttributeSet, options: OperationOptions) {
    return this.#updated('addAttributeValues', type, uid, attributes, options);
  }
  removeAttributeValues(type: ObjectClass, uid: Uid, attributes: AttributeSet, options: OperationOptions) {
    return this.#updated('removeAttributeValues', type, uid, attributes, options);
  }
  async #updated(
    operation: string,
    type: ObjectClass,
    uid: Uid,
    attributes: AttributeSet,
    options: OperationOptions,
  ): Promise<Uid | null> {
    journal(options, operation, type, uid, attributes, options);
    failIfAsked(options);
    return uid.value === 'same' ? null : new Uid(uid.value, { nameHint: new Name('hinted') });
  }

  /** Tells all changes back as its side effects. */
  async updateDelta(
    type: ObjectClass,
    uid: Uid,
    deltas: readonly AttributeDelta[],
    options: OperationOptions,
  ): Promise<readonly AttributeDelta[] | null> {
    journal(options, 'updateDelta', type, uid, new Set(deltas), options);
    failIfAsked(options);
    return uid.value === 'quiet' ? null : deltas;
  }

  async *search(
    type: ObjectClass,
    filter: Filter | undefined,
    options: OperationOptions,
  ): AsyncGenerator<ConnectorObject, SearchResult | void, void> {
    journal(options, 'search', type, filter, options);
    if (type.type === 'Stored') {
      for (const [uid, attributes] of stored)
        yield new ConnectorObject(type, [...attributes, new Uid(uid, { revision: 'rev-1' })]);
    } else if (type.type === 'Widget') {
      yield widget();
    } else if (type.type === 'Filtered') {
      yield* FILTERED;
    } else {
      return yield* manyObjects(type, options);
    }
  }

  async schema(supported: readonly OperationName[], options: OperationOptions): Promise<Schema> {
    journal(options, 'schema');
    return mirrorSchema(supported);
  }

  async test(options: OperationOptions): Promise<void> {
    journal(options, 'test');
    if (this.#configuration.host === 'down') throw new ConnectionFailedException("It's down");
    if (this.#configuration.host.startsWith('gate')) await waitAtGate(options);
  }

  async runScriptOnConnector(script: ScriptContext, options: OperationOptions): Promise<unknown> {
    return this.#run('runScriptOnConnector', script, options);
  }
  async runScriptOnResource(script: ScriptContext, options: OperationOptions): Promise<unknown> {
    return this.#run('runScriptOnResource', script, options);
  }
  #run(operation: string, script: ScriptContext, options: OperationOptions): unknown {
    if (script.text === 'journal') return takeJournal();
    if (script.text === 'waiting') return waiting();
    if (script.text === 'open') return openGate();
    journal(options, operation, script, options);
    failIfAsked(options);
    if (script.text === 'echo') return script.scriptArguments;
    if (script.text === 'configuration') return valuesOf(this.#configuration);
    return script.text === 'made' ? madeValues() : null;
  }

  sync(
    type: ObjectClass,
    token: SyncToken | undefined,
    options: OperationOptions,
  ): AsyncGenerator<SyncDelta, SyncToken | void, void> {
    journal(options, 'sync', type, token, options);
    return manyDeltas(type, token, options);
  }
  async getLatestSyncToken(type: ObjectClass): Promise<SyncToken | null> {
    journal(undefined, 'getLatestSyncToken', type);
    return type.type === 'Nothing' ? null : new SyncToken(9_007_199_254_740_993n);
  }

  async *liveSync(type: ObjectClass, options: OperationOptions): AsyncGenerator<LiveSyncDelta, void, void> {
    journal(options, 'livesync', type, options);
  }

  async testPartialConfiguration(options: OperationOptions): Promise<void> {
    journal(options, 'testPartialConfiguration');
  }
  async discoverConfiguration(options: OperationOptions): Promise<ReadonlyMap<string, SuggestedValues>> {
    journal(options, 'discoverConfiguration');
    return new Map([
      ['host', new SuggestedValues(['a.example.test', 'b.example.test'], 'OPEN')],
      ['primitiveInt', new SuggestedValues([389, 636])],
      ['boxedLong', new SuggestedValues([])],
    ]);
  }
}

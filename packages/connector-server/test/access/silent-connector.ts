import {
  Name,
  ConnectorException,
  ConnectorObject,
  ObjectClass,
  ObjectClassInfo,
  AttributeInfo,
  SchemaBuilder,
  SearchResult,
  SyncToken,
  Uid,
  type GuardedString,
  type OperationName,
  type Schema,
  type SuggestedValues,
  type SyncDelta,
} from '@icf-ts/framework';
import {
  ConfigurationProperty,
  ConnectorClass,
  type AuthenticateOp,
  type Configuration,
  type Connector,
  type CreateOp,
  type DeleteOp,
  type DiscoverConfigurationOp,
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

/** Each call in turn: it works, it fails as ICF has it, it fails with a defect whose cause holds all that it was given. */
export const MODES = ['works', 'fails', 'breaks'] as const;
export const silent: { mode: (typeof MODES)[number] } = { mode: 'works' };

class SilentConfiguration implements Configuration {
  @ConfigurationProperty({ type: 'String', order: 1 }) login = '';
  @ConfigurationProperty({ type: 'GuardedString', order: 2, confidential: true }) password?: GuardedString;
  @ConfigurationProperty({ type: 'String[]', order: 3 }) list: string[] = [];
  @ConfigurationProperty({ type: 'int', order: 4 }) port = 1;
}

/** Supports whatever the wire has and says nothing of what it is given. */
@ConnectorClass({ name: 'silent.Connector', displayNameKey: 'silent', configuration: SilentConfiguration })
export class SilentConnector
  implements
    Connector<SilentConfiguration>,
    AuthenticateOp,
    ResolveUsernameOp,
    CreateOp,
    DeleteOp,
    SearchOp,
    UpdateDeltaOp,
    UpdateAttributeValuesOp,
    SchemaOp,
    TestOp,
    ScriptOnConnectorOp,
    ScriptOnResourceOp,
    SyncOp,
    DiscoverConfigurationOp
{
  #configuration!: SilentConfiguration;

  init(configuration: SilentConfiguration): void {
    this.#configuration = configuration;
  }
  dispose(): void {
    if (silent.mode === 'breaks') throw this.#defect([]);
  }

  async authenticate(...given: unknown[]): Promise<Uid> {
    return this.#uid(given);
  }
  async resolveUsername(...given: unknown[]): Promise<Uid> {
    return this.#uid(given);
  }
  async create(...given: unknown[]): Promise<Uid> {
    return this.#uid(given);
  }
  async update(...given: unknown[]): Promise<Uid> {
    return this.#uid(given);
  }
  async addAttributeValues(...given: unknown[]): Promise<Uid> {
    return this.#uid(given);
  }
  async removeAttributeValues(...given: unknown[]): Promise<Uid> {
    return this.#uid(given);
  }
  async updateDelta(...given: unknown[]): Promise<[]> {
    this.#uid(given);
    return [];
  }
  async delete(...given: unknown[]): Promise<void> {
    this.#uid(given);
  }
  async *search(...given: unknown[]): AsyncGenerator<ConnectorObject, SearchResult, void> {
    yield new ConnectorObject(ObjectClass.ACCOUNT, [new Uid('u'), new Name('n')]);
    this.#uid(given);
    return new SearchResult({});
  }
  async *sync(...given: unknown[]): AsyncGenerator<SyncDelta, SyncToken, void> {
    this.#uid(given);
    return new SyncToken(1);
  }
  async getLatestSyncToken(...given: unknown[]): Promise<SyncToken> {
    this.#uid(given);
    return new SyncToken(1);
  }
  async runScriptOnConnector(...given: unknown[]): Promise<unknown> {
    this.#uid(given);
    return null;
  }
  async runScriptOnResource(...given: unknown[]): Promise<unknown> {
    this.#uid(given);
    return null;
  }
  async testPartialConfiguration(): Promise<void> {
    this.#uid([]);
  }
  async discoverConfiguration(): Promise<ReadonlyMap<string, SuggestedValues>> {
    this.#uid([]);
    return new Map();
  }
  async test(): Promise<void> {
    this.#uid([]);
  }
  async schema(supported: readonly OperationName[]): Promise<Schema> {
    this.#uid([]);
    const account = new ObjectClassInfo('__ACCOUNT__', [new AttributeInfo('__NAME__', 'String')]);
    return new SchemaBuilder(supported).objectClass(account).build();
  }

  #uid(given: readonly unknown[]): Uid {
    if (silent.mode === 'fails') throw new ConnectorException('It failed.', { cause: given });
    if (silent.mode === 'breaks') throw this.#defect(given);
    return new Uid('u');
  }

  #defect(given: readonly unknown[]): Error {
    const error = new TypeError('It broke.', { cause: { given, configuration: this.#configuration } });
    return Object.assign(error, { given, configuration: this.#configuration });
  }
}

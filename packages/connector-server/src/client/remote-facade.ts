import {
  ConnectorException,
  METHODS,
  OPERATIONS,
  OperationOptions,
  ResultStream,
  SearchResult,
  UnsupportedOperationException,
  AttributeSet,
  type APIConfiguration,
  type Attribute,
  type AttributeDelta,
  type ConnectorFacade,
  type ConnectorKey,
  type ConnectorObject,
  type Filter,
  type GuardedString,
  type MethodName,
  type ObjectClass,
  type Options,
  type Schema,
  type ScriptContext,
  type SuggestedValues,
  type SyncDelta,
  type SyncToken,
  type Uid,
} from '@icf-ts/framework';
import { encodeFacadeKey } from '../protocol/facade-key.js';
import {
  OperationRequest,
  OperationRequestMoreData,
  OperationResponseEnd,
  OperationResponsePart,
  OperationResponsePause,
} from '../protocol/messages.js';
import { RemoteCall } from './call.js';
import { CLIENT_DEFAULTS, type RemoteFrameworkConnectionInfo } from './client-options.js';
import type { ConnectionPool } from './connection-pool.js';

/** A connector behind a connector server: the same interface, behaviour and exceptions as in this process. */
export class RemoteConnectorFacade implements ConnectorFacade {
  readonly key: ConnectorKey;
  readonly configuration: APIConfiguration;
  readonly #info: RemoteFrameworkConnectionInfo;
  readonly #pool: ConnectionPool;
  /** The configuration with its secrets, as every request carries it. */
  readonly #facadeKey: string;

  constructor(
    key: ConnectorKey,
    configuration: APIConfiguration,
    info: RemoteFrameworkConnectionInfo,
    pool: ConnectionPool,
  ) {
    this.key = key;
    this.configuration = configuration;
    this.#info = info;
    this.#pool = pool;
    this.#facadeKey = encodeFacadeKey(configuration, info.dialect ?? CLIENT_DEFAULTS.dialect);
  }

  supports(operation: string): boolean {
    return this.configuration.supportedOperations.has(operation);
  }

  schema = (options?: Options): Promise<Schema> => this.#run('schema', [], options);
  test = (options?: Options): Promise<void> => this.#run('test', [], options);
  validate = (options?: Options): Promise<void> => this.#run('validate', [], options);
  testPartialConfiguration = (options?: Options): Promise<void> =>
    this.#run('testPartialConfiguration', [], options);
  discoverConfiguration = (options?: Options): Promise<ReadonlyMap<string, SuggestedValues>> =>
    this.#run('discoverConfiguration', [], options);

  create = (type: ObjectClass, attributes: Iterable<Attribute>, options?: Options): Promise<Uid> =>
    this.#run('create', [type, setOf(attributes)], options);
  update = (
    type: ObjectClass,
    uid: Uid,
    attributes: Iterable<Attribute>,
    options?: Options,
  ): Promise<Uid | null> => this.#run('update', [type, uid, setOf(attributes)], options);
  addAttributeValues = (
    type: ObjectClass,
    uid: Uid,
    attributes: Iterable<Attribute>,
    options?: Options,
  ): Promise<Uid | null> => this.#run('addAttributeValues', [type, uid, setOf(attributes)], options);
  removeAttributeValues = (
    type: ObjectClass,
    uid: Uid,
    attributes: Iterable<Attribute>,
    options?: Options,
  ): Promise<Uid | null> => this.#run('removeAttributeValues', [type, uid, setOf(attributes)], options);
  updateDelta = async (
    type: ObjectClass,
    uid: Uid,
    deltas: Iterable<AttributeDelta>,
    options?: Options,
  ): Promise<readonly AttributeDelta[] | null> => {
    const changed = await this.#run<Iterable<AttributeDelta> | null>(
      'updateDelta',
      [type, uid, new Set(deltas)],
      options,
    );
    return changed && [...changed];
  };
  delete = (type: ObjectClass, uid: Uid, options?: Options): Promise<void> =>
    this.#run('delete', [type, uid], options);

  get = (type: ObjectClass, uid: Uid, options?: Options): Promise<ConnectorObject | null> =>
    this.#run('get', [type, uid], options);
  search = (
    type: ObjectClass,
    filter: Filter | null = null,
    options?: Options,
  ): ResultStream<ConnectorObject, SearchResult | null> => this.#stream('search', [type, filter], options);
  sync = (
    type: ObjectClass,
    token: SyncToken | null = null,
    options?: Options,
  ): ResultStream<SyncDelta, SyncToken | null> => this.#stream('sync', [type, token], options);
  getLatestSyncToken = (type: ObjectClass, options?: Options): Promise<SyncToken | null> =>
    this.#run('getLatestSyncToken', [type], options);

  authenticate = (
    type: ObjectClass,
    username: string,
    password: GuardedString,
    options?: Options,
  ): Promise<Uid> => this.#run('authenticate', [type, username, password], options);
  resolveUsername = (type: ObjectClass, username: string, options?: Options): Promise<Uid> =>
    this.#run('resolveUsername', [type, username], options);
  runScriptOnConnector = (script: ScriptContext, options?: Options): Promise<unknown> =>
    this.#run('runScriptOnConnector', [script], options);
  runScriptOnResource = (script: ScriptContext, options?: Options): Promise<unknown> =>
    this.#run('runScriptOnResource', [script], options);

  /** Nothing is held per facade: configuration and connections belong to the server and to the manager. */
  async dispose(): Promise<void> {}

  async #run<R>(name: MethodName, args: readonly unknown[], options: Options | undefined): Promise<R> {
    const { call, first } = await this.#open(name, args, OperationOptions.of(options));
    // Whether the operation succeeded or not, a part is the end of its exchange.
    if (first instanceof OperationResponsePart) call.finish();
    else call.abandon();
    return partOf(first) as R;
  }

  #stream<T, R>(
    name: MethodName,
    args: readonly unknown[],
    options: Options | undefined,
  ): ResultStream<T, R | null> {
    return new ResultStream(this.#items<T, R>(name, args, options));
  }

  async *#items<T, R>(
    name: MethodName,
    args: readonly unknown[],
    options: Options | undefined,
  ): AsyncGenerator<T, R | null, void> {
    const { call, first } = await this.#open(name, args, OperationOptions.of(options));
    let over = false;
    let reported: R | null = null;
    try {
      for (let message = first; ; message = await call.next()) {
        if (message instanceof OperationResponsePause) {
          await call.reply(new OperationRequestMoreData());
        } else if (message instanceof OperationResponseEnd) {
          const last = await call.next();
          over = true;
          return (partOf(last) as R | null) ?? reported;
        } else {
          // A part with an exception is the last message of its call, whatever came before.
          over = message instanceof OperationResponsePart && message.exception !== null;
          const item = partOf(message);
          // ConnId sends the result of a search among the items as well.
          if (item instanceof SearchResult) reported = item as R;
          else yield item as T;
        }
      }
    } finally {
      // The consumer may have left early. Between pauses the protocol has no word for that: only closing tells the
      // server, and a server that is told ends the connector's work at once.
      if (over) call.finish();
      else call.abandon();
    }
  }

  #open(
    name: MethodName,
    args: readonly unknown[],
    options: OperationOptions,
  ): Promise<{ call: RemoteCall; first: unknown }> {
    const row = METHODS[name];
    if (!this.supports(row.operation)) {
      throw new UnsupportedOperationException(
        `Connector ${this.key.connectorName} does not support ${row.operation}.`,
      );
    }
    const sent = (row.parameters as readonly string[]).includes('options') ? [...args, options] : args;
    const request = new OperationRequest(
      OPERATIONS[row.operation].api,
      row.icf,
      this.key,
      this.#facadeKey,
      sent,
    );
    return RemoteCall.open(this.#pool, this.#info, request, {
      signal: options.signal,
      locale: options.locale,
      repeatable: OPERATIONS[row.operation].kind !== 'write',
    });
  }
}

/** Attributes travel as a Set; two of one name are refused here as they would be in this process. */
const setOf = (attributes: Iterable<Attribute>): AttributeSet => AttributeSet.distinct(attributes);

/** The result of a part. @throws the exception that it carries. */
function partOf(message: unknown): unknown {
  if (!(message instanceof OperationResponsePart)) {
    throw new ConnectorException(
      'The connector server answered with something that is no answer to an operation.',
    );
  }
  if (message.exception) throw message.exception.toException();
  return message.result;
}

import type { APIConfiguration } from '../api/api-configuration.js';
import type { ConnectorFacade, Options } from '../api/connector-facade.js';
import type { ConnectorKey } from '../api/connector-key.js';
import { METHODS, PARAMETERS, type MethodName, type ParameterName } from '../api/methods.js';
import { ResultStream } from '../api/result-stream.js';
import type { AttributeDelta } from '../common/attribute-delta.js';
import type { Attribute } from '../common/attribute.js';
import { AttributeSet } from '../common/attributes.js';
import type { ConnectorObject } from '../common/connector-object.js';
import { IllegalArgumentException, type ConnectorException } from '../common/errors/exceptions.js';
import type { Filter } from '../common/filter/filter.js';
import type { ObjectClass } from '../common/object-class.js';
import { OperationOptions } from '../common/operation-options.js';
import type { Schema } from '../common/schema/schema.js';
import type { ScriptContext } from '../common/script.js';
import type { SearchResult } from '../common/search-result.js';
import type { GuardedString } from '../common/security/guarded-string.js';
import type { SuggestedValues } from '../common/suggested-values.js';
import type { SyncDelta, SyncToken } from '../common/sync.js';
import type { Uid } from '../common/uid.js';
import { Call, type FacadeContext } from './call.js';
import { RUNNERS } from './operations/runners.js';
import { run, stream } from './pipeline.js';

/** A connector in this process. One line per method: check, run, answer. */
export class LocalConnectorFacade implements ConnectorFacade {
  readonly #context: FacadeContext;
  readonly #release: () => Promise<void>;
  readonly #inFlight = new Set<Promise<unknown>>();
  #disposed: Promise<void> | undefined;
  #refusal: (() => ConnectorException) | undefined;
  #markDisposed!: () => void;
  /** Resolves when `dispose` has come to its end, well or not. */
  readonly whenDisposed = new Promise<void>((resolve) => (this.#markDisposed = resolve));

  constructor(context: FacadeContext, release: () => Promise<void>) {
    this.#context = context;
    this.#release = release;
  }

  get key(): ConnectorKey {
    return this.#context.key;
  }
  get configuration(): APIConfiguration {
    return this.#context.apiConfiguration;
  }
  supports(operation: string): boolean {
    const { supported, apiConfiguration } = this.#context;
    return (
      (supported as readonly string[]).includes(operation) &&
      apiConfiguration.supportedOperations.has(operation)
    );
  }

  schema = (options?: Options): Promise<Schema> => this.#run('schema', [], options);
  test = (options?: Options): Promise<void> => this.#run('test', [], options);
  validate = (options?: Options): Promise<void> => this.#run('validate', [], options);
  testPartialConfiguration = (options?: Options): Promise<void> =>
    this.#run('testPartialConfiguration', [], options);
  discoverConfiguration = (options?: Options): Promise<ReadonlyMap<string, SuggestedValues>> =>
    this.#run('discoverConfiguration', [], options);

  create = (type: ObjectClass, attributes: Iterable<Attribute>, options?: Options): Promise<Uid> =>
    this.#run('create', [type, attributes], options);
  update = (
    type: ObjectClass,
    uid: Uid,
    attributes: Iterable<Attribute>,
    options?: Options,
  ): Promise<Uid | null> => this.#run('update', [type, uid, attributes], options);
  addAttributeValues = (
    type: ObjectClass,
    uid: Uid,
    attributes: Iterable<Attribute>,
    options?: Options,
  ): Promise<Uid | null> => this.#run('addAttributeValues', [type, uid, attributes], options);
  removeAttributeValues = (
    type: ObjectClass,
    uid: Uid,
    attributes: Iterable<Attribute>,
    options?: Options,
  ): Promise<Uid | null> => this.#run('removeAttributeValues', [type, uid, attributes], options);
  updateDelta = (
    type: ObjectClass,
    uid: Uid,
    deltas: Iterable<AttributeDelta>,
    options?: Options,
  ): Promise<readonly AttributeDelta[] | null> => this.#run('updateDelta', [type, uid, deltas], options);
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

  /** `refusal` makes what later calls are answered with, where somebody else than the holder ends the facade. */
  dispose(refusal?: () => ConnectorException): Promise<void> {
    if (!this.#disposed) {
      this.#refusal = refusal;
      this.#disposed = this.#drain().finally(this.#markDisposed);
    }
    return this.#disposed;
  }

  async #drain(): Promise<void> {
    await Promise.allSettled(this.#inFlight);
    await this.#release();
  }

  async #run<R>(name: MethodName, args: readonly unknown[], options: Options | undefined): Promise<R> {
    const call = this.#call(name, args, options);
    const work = run(call, async (current) => (await RUNNERS[name](current)) as R);
    return this.#tracked(work);
  }

  #stream<T, R>(
    name: MethodName,
    args: readonly unknown[],
    options: Options | undefined,
  ): ResultStream<T, R> {
    const begin = (): AsyncGenerator<T, R, void> =>
      stream(this.#call(name, args, options), (call) => RUNNERS[name](call) as AsyncGenerator<T, R, void>);
    return new ResultStream(this.#trackedStream(begin));
  }

  #call(name: MethodName, args: readonly unknown[], options: Options | undefined): Call {
    if (this.#disposed) {
      if (this.#refusal) throw this.#refusal();
      throw new IllegalArgumentException(
        `${name} was called on a facade of ${this.key.connectorName} after dispose().`,
      );
    }
    return new Call(
      this.#context,
      name,
      args.map((argument, at) => normalize(METHODS[name].parameters[at], argument)),
      OperationOptions.of(options),
    );
  }

  async #tracked<R>(work: Promise<R>): Promise<R> {
    this.#inFlight.add(work);
    try {
      return await work;
    } finally {
      this.#inFlight.delete(work);
    }
  }

  /** Starts with the first item asked for, so that errors of the arguments arrive where results are awaited. */
  async *#trackedStream<T, R>(begin: () => AsyncGenerator<T, R, void>): AsyncGenerator<T, R, void> {
    let end!: () => void;
    const ended = new Promise<void>((resolve) => (end = resolve));
    const source = begin();
    this.#inFlight.add(ended);
    try {
      return yield* source;
    } finally {
      this.#inFlight.delete(ended);
      end();
    }
  }
}

/** Attributes become a set without doubles, deltas a list; what is of another type is left for the check of arguments. */
function normalize(kind: ParameterName | undefined, argument: unknown): unknown {
  if (!(kind === 'attributes' || kind === 'deltas') || argument instanceof AttributeSet) return argument;
  if (!PARAMETERS[kind].accepts(argument)) return argument;
  return kind === 'attributes'
    ? AttributeSet.distinct(argument as Iterable<Attribute>)
    : [...(argument as Iterable<AttributeDelta>)];
}

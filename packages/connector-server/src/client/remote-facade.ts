import {
  AttributeSet,
  ConnectorException,
  IllegalArgumentException,
  METHODS,
  MethodFacade,
  OPERATIONS,
  OperationOptions,
  PARAMETERS,
  ResultStream,
  SearchResult,
  UnsupportedOperationException,
  emulateBatch,
  emulateUpdateDelta,
  operationRow,
  runBatch,
  serviceOf,
  type APIConfiguration,
  type Attribute,
  type AttributeDelta,
  type BatchOutcome,
  type BatchSummary,
  type BatchTask,
  type ConnectorKey,
  type Filter,
  type MethodName,
  type ObjectClass,
  type Options,
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
import { CallTime } from './call-time.js';
import type { Answer, RemoteClient } from './remote-client.js';

/**
 * A connector behind a connector server: the same interface, behaviour and exceptions as in this process. What the
 * protocol has no call for is served from here by means of what it has.
 */
export class RemoteConnectorFacade extends MethodFacade {
  readonly key: ConnectorKey;
  readonly configuration: APIConfiguration;
  readonly #client: RemoteClient;
  /** The configuration with its secrets, as every request carries it. */
  readonly #facadeKey: string;
  #disposed = false;

  constructor(key: ConnectorKey, configuration: APIConfiguration, client: RemoteClient) {
    super();
    this.key = key;
    this.configuration = configuration;
    this.#client = client;
    this.#facadeKey = encodeFacadeKey(configuration, client.dialect);
  }

  supports(operation: string): boolean {
    const { supportedOperations } = this.configuration;
    const row = operationRow(operation);
    if (!row?.inProcessOnly) return serviceOf(operation, supportedOperations) !== undefined;
    return row.emulatedBy?.some((source) => supportedOperations.has(source)) ?? false;
  }

  /** Where the server has no such operation, the same is done from here, in several calls. */
  override async updateDelta(
    type: ObjectClass,
    uid: Uid,
    deltas: Iterable<AttributeDelta>,
    options?: Options,
  ): Promise<readonly AttributeDelta[] | null> {
    if (deltas && serviceOf('updateDelta', this.configuration.supportedOperations) === 'emulated') {
      const { supportedOperations } = this.configuration;
      const given = OperationOptions.of(options);
      const time = this.#time('updateDelta', given);
      const inner = timed(given, time);
      try {
        return await emulateUpdateDelta(
          {
            update: (target, attributes) => this.update(type, target, attributes, inner),
            ...(supportedOperations.has('get')
              ? {
                  get: (target: Uid, attributesToGet: readonly string[]) =>
                    this.get(type, target, inner.set('ATTRS_TO_GET', attributesToGet)),
                }
              : {}),
          },
          uid,
          [...deltas],
        );
      } finally {
        time.end();
      }
    }
    return this.run('updateDelta', [type, uid, deltas && new Set(deltas)], options);
  }

  /** One call per task: the protocol has no batch. */
  override batch(
    tasks: Iterable<BatchTask> | AsyncIterable<BatchTask>,
    options?: Options,
  ): ResultStream<BatchOutcome, BatchSummary> {
    return ResultStream.of(this.#outcomes(tasks, OperationOptions.of(options)));
  }

  async *#outcomes(
    tasks: Iterable<BatchTask> | AsyncIterable<BatchTask>,
    { signal, failOnError }: OperationOptions,
  ): AsyncGenerator<BatchOutcome, BatchSummary, void> {
    this.#checkOpen('batch');
    return yield* runBatch(
      tasks,
      (numbered) => emulateBatch(numbered, this, signal),
      failOnError ?? false,
      this.key.connectorName,
    );
  }

  /** The protocol has no count: what a search finds is counted here, without attributes. */
  override async count(type: ObjectClass, filter: Filter | null = null, options?: Options): Promise<number> {
    const given = OperationOptions.of(options).set('ATTRS_TO_GET', []);
    const time = this.#time('count', given);
    let found = 0;
    try {
      for await (const _ of this.search(type, filter, timed(given, time))) found++;
    } finally {
      time.end();
    }
    return found;
  }

  /** Nothing is held per facade: configuration and connections belong to the server and to the manager. */
  async dispose(): Promise<void> {
    this.#disposed = true;
  }

  /** As in this process, so that a use after the end shows in both places. */
  #checkOpen(name: MethodName): void {
    if (!this.#disposed) return;
    throw new IllegalArgumentException(
      `${name} was called on a facade of ${this.key.connectorName} after dispose().`,
    );
  }

  protected async run<R>(
    name: MethodName,
    args: readonly unknown[],
    options: Options | undefined,
  ): Promise<R> {
    const given = OperationOptions.of(options);
    const time = this.#time(name, given);
    try {
      const { call, first } = await this.#open(name, args, given, time);
      // Whether the operation succeeded or not, a part is the end of its exchange.
      if (first instanceof OperationResponsePart) call.finish();
      else call.abandon();
      const result = partOf(first);
      // A set of deltas is a list to our facade.
      return (result instanceof Set ? [...result] : result) as R;
    } finally {
      time.end();
    }
  }

  protected stream<T, R>(
    name: MethodName,
    args: readonly unknown[],
    options: Options | undefined,
  ): ResultStream<T, R> {
    return new ResultStream<T, R>((report) => this.#items<T, R>(name, args, options, report));
  }

  async *#items<T, R>(
    name: MethodName,
    args: readonly unknown[],
    options: Options | undefined,
    report: (result: R) => void,
  ): AsyncGenerator<T, undefined, void> {
    const given = OperationOptions.of(options);
    const time = this.#time(name, given);
    let answer: Answer | undefined;
    let over = false;
    let reported: SearchResult | null = null;
    try {
      answer = await this.#open(name, args, given, time);
      const { call, first } = answer;
      for (let message = first; ; message = (call.nextNow() ?? { message: await call.next() }).message) {
        if (message instanceof OperationResponsePause) {
          await call.reply(new OperationRequestMoreData());
        } else if (message instanceof OperationResponseEnd) {
          const last = await call.next();
          over = true;
          report((partOf(last) ?? reported) as R);
          return undefined;
        } else {
          // A part with an exception is the last message of its call, whatever came before.
          over = message instanceof OperationResponsePart && message.exception !== null;
          const item = partOf(message);
          // ConnId sends the result of a search among the items as well.
          if (item instanceof SearchResult) reported = item;
          else yield item as T;
        }
      }
    } finally {
      time.end();
      // The consumer may have left early. Between pauses the protocol has no word for that: only closing tells the
      // server, and a server that is told ends the connector's work at once.
      if (over) answer?.call.finish();
      else answer?.call.abandon();
    }
  }

  #open(
    name: MethodName,
    args: readonly unknown[],
    options: OperationOptions,
    time: CallTime,
  ): Promise<Answer> {
    this.#checkOpen(name);
    const row = METHODS[name];
    if (!this.supports(row.operation)) {
      throw new UnsupportedOperationException(
        operationRow(row.operation)?.inProcessOnly
          ? `${name} cannot be called through a connector server: ICF's protocol has no call for it.`
          : `Connector ${this.key.connectorName} does not support ${row.operation}.`,
      );
    }
    const given = args.map((argument, at) =>
      row.parameters[at] === 'attributes' ? setOf(argument) : argument,
    );
    const sent = (row.parameters as readonly string[]).includes('options') ? [...given, options] : given;
    const request = new OperationRequest(
      OPERATIONS[row.operation].api,
      row.icf,
      this.key,
      this.#facadeKey,
      sent,
    );
    return this.#client.open(request, {
      signal: time.signal,
      locale: options.locale,
      isRepeatable: OPERATIONS[row.operation].kind !== 'write',
    });
  }

  /** The operation's limit holds on this side: the server is not told of it. */
  #time(name: MethodName, { signal }: OperationOptions): CallTime {
    const limitMs = this.configuration.timeoutsMs.get(METHODS[name].operation) ?? 0;
    return new CallTime(`${name} of connector ${this.key.connectorName}`, limitMs, signal);
  }
}

const timed = (options: OperationOptions, { signal }: CallTime): OperationOptions =>
  signal ? options.with({ abort: signal }) : options;

/** Attributes travel as a Set; two of one name are refused here as they would be in this process. */
const setOf = (attributes: unknown): unknown =>
  // What is no attributes at all is sent as it is: the server says what is wrong with it.
  PARAMETERS.attributes.accepts(attributes)
    ? AttributeSet.distinct(attributes as Iterable<Attribute>)
    : attributes;

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

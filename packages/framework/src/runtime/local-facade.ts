import type { APIConfiguration } from '../api/api-configuration.js';
import type { Options } from '../api/connector-facade.js';
import type { ConnectorKey } from '../api/connector-key.js';
import { MethodFacade } from '../api/method-facade.js';
import { METHODS, PARAMETERS, type MethodName, type ParameterName } from '../api/methods.js';
import { ResultStream } from '../api/result-stream.js';
import type { AttributeDelta } from '../common/attribute-delta.js';
import type { Attribute } from '../common/attribute.js';
import { AttributeSet } from '../common/attributes.js';
import { IllegalArgumentException, type ConnectorException } from '../common/errors/exceptions.js';
import { OperationOptions } from '../common/operation-options.js';
import { serviceOf } from '../common/operations.js';
import { Call, type FacadeContext } from './call.js';
import { InFlight } from './in-flight.js';
import { RUNNERS } from './operations/runners.js';
import { nested, run, stream } from './pipeline.js';
import type { PoolStatistics } from './pool/pool-statistics.js';

/** A connector in this process: every method becomes a call that runs through the pipeline. */
export class LocalConnectorFacade extends MethodFacade {
  readonly #context: FacadeContext;
  readonly #release: () => Promise<void>;
  #disposed: Promise<void> | undefined;
  #refusal: (() => ConnectorException) | undefined;
  #markDisposed!: () => void;
  /** Resolves when `dispose` has come to its end, well or not. */
  readonly whenDisposed = new Promise<void>((resolve) => (this.#markDisposed = resolve));

  constructor(context: Omit<FacadeContext, 'nested' | 'inFlight'>, release: () => Promise<void>) {
    super();
    this.#context = {
      ...context,
      inFlight: new InFlight(),
      nested: (outer, name, args, options) =>
        nested(outer, new Call(this.#context, name, normalized(name, args), options), (call) =>
          RUNNERS[name](call),
        ),
    };
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
    return Boolean(
      serviceOf(operation, supported) && serviceOf(operation, apiConfiguration.supportedOperations),
    );
  }

  /** Undefined for a connector that is made anew for every call. */
  poolStatistics(): PoolStatistics | undefined {
    return this.#context.source.statistics?.();
  }

  /** `refusal` makes what later calls are answered with, where somebody else than the holder ends the facade. */
  dispose(refusal?: () => ConnectorException): Promise<void> {
    if (!this.#disposed) {
      this.#refusal = refusal;
      this.#disposed = this.#drain().finally(this.#markDisposed);
    }
    return this.#disposed;
  }

  async #drain(): Promise<void> {
    await this.#context.inFlight.none();
    await this.#release();
  }

  protected run<R>(name: MethodName, args: readonly unknown[], options: Options | undefined): Promise<R> {
    let call: Call;
    try {
      call = this.#call(name, args, options);
    } catch (error) {
      return Promise.reject(error as Error);
    }
    return run(call, RUNNERS[name] as (call: Call) => Promise<R>);
  }

  protected stream<T, R>(
    name: MethodName,
    args: readonly unknown[],
    options: Options | undefined,
  ): ResultStream<T, R> {
    // The call is made with the first item asked for: errors of the arguments arrive where results are awaited.
    return new ResultStream<T, R>((report) =>
      stream(
        () => this.#call(name, args, options),
        (call) => RUNNERS[name](call) as AsyncGenerator<T, R, void>,
        report,
      ),
    );
  }

  #call(name: MethodName, args: readonly unknown[], options: Options | undefined): Call {
    if (this.#disposed) {
      if (this.#refusal) throw this.#refusal();
      throw new IllegalArgumentException(
        `${name} was called on a facade of ${this.key.connectorName} after dispose().`,
      );
    }
    return new Call(this.#context, name, normalized(name, args), OperationOptions.of(options));
  }
}

const normalized = (name: MethodName, args: readonly unknown[]): readonly unknown[] =>
  args.map((argument, at) => normalize(METHODS[name].parameters[at], argument));

/** Attributes become a set without doubles, deltas a list; what is of another type is left for the check of arguments. */
function normalize(kind: ParameterName | undefined, argument: unknown): unknown {
  if (!(kind === 'attributes' || kind === 'deltas') || argument instanceof AttributeSet) return argument;
  if (!PARAMETERS[kind].accepts(argument)) return argument;
  return kind === 'attributes'
    ? AttributeSet.distinct(argument as Iterable<Attribute>)
    : [...(argument as Iterable<AttributeDelta>)];
}

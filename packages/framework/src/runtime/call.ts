import type { APIConfiguration } from '../api/api-configuration.js';
import type { ConnectorKey } from '../api/connector-key.js';
import { METHODS, type MethodName, type MethodRow } from '../api/methods.js';
import type { Interruption } from '../common/interruption.js';
import type { OperationOptions } from '../common/operation-options.js';
import type { ObjectClass } from '../common/object-class.js';
import type { Connector } from '../spi/connector.js';
import type { Configuration } from '../spi/configuration.js';
import type { SearchDeclaration } from '../spi/metadata.js';
import type { ConnectorSource } from './connector-source.js';
import type { InFlight } from './in-flight.js';

/** What all calls of one facade share. */
export interface FacadeContext {
  readonly key: ConnectorKey;
  readonly apiConfiguration: APIConfiguration;
  /** The operations that the connector class has; what a caller's configuration claims counts for less. */
  readonly supported: ReadonlySet<string>;
  readonly search: SearchDeclaration;
  /** Runs another method on the connector of a call, with its checks but without acquiring a second connector. */
  nested(
    outer: Call,
    name: MethodName,
    args: readonly unknown[],
    options: OperationOptions,
  ): Promise<unknown>;
  readonly source: ConnectorSource;
  /** The calls that have begun and not ended. */
  readonly inFlight: InFlight;
  /** The configuration instance, made on first use. @throws ConfigurationException */
  configuration(): Configuration;
  /** Throws every problem of the configuration at once. */
  validateConfiguration(): void;
}

/** One call on its way through the pipeline. Steps fill in what the ones after them need. */
export class Call {
  readonly facade: FacadeContext;
  readonly name: MethodName;
  readonly row: MethodRow;
  args: readonly unknown[];
  readonly startedMs = performance.now();
  options: OperationOptions;
  connector?: Connector;
  /** Comes when the deadline passes or the caller aborts; absent when neither can happen. */
  interruption?: Interruption;
  /** Undoes what the deadline step set up. */
  stopWatching?: () => void;
  /** How many steps have been entered and not yet left. */
  entered = 0;
  /** Set when the connector may be in any state after this call, so that no other call gets it. */
  connectorInDoubt = false;
  objects = 0;

  constructor(facade: FacadeContext, name: MethodName, args: readonly unknown[], options: OperationOptions) {
    this.facade = facade;
    this.name = name;
    this.row = METHODS[name];
    this.args = args;
    this.options = options;
  }

  /** The object class among the arguments, for logs and checks. */
  get objectClass(): ObjectClass | undefined {
    const at = this.row.parameters.indexOf('objectClass');
    return at < 0 ? undefined : (this.args[at] as ObjectClass);
  }

  /** Waits for `work`, but not beyond the deadline or the caller's patience. */
  within<T>(work: Promise<T>): Promise<T> {
    return this.interruption ? this.interruption.guard(work) : work;
  }
}

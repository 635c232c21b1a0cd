import type { APIConfiguration } from '../api/api-configuration.js';
import type { ConnectorKey } from '../api/connector-key.js';
import { METHODS, type MethodName, type MethodRow } from '../api/methods.js';
import type { OperationOptions } from '../common/operation-options.js';
import type { OperationName } from '../common/operations.js';
import type { ObjectClass } from '../common/object-class.js';
import type { Connector } from '../spi/connector.js';
import type { Configuration } from '../spi/configuration.js';
import type { ConnectorSource } from './connector-source.js';

/** What all calls of one facade share. */
export interface FacadeContext {
  readonly key: ConnectorKey;
  readonly apiConfiguration: APIConfiguration;
  /** The operations that the connector class has; what a caller's configuration claims counts for less. */
  readonly supported: readonly OperationName[];
  readonly source: ConnectorSource;
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
  readonly args: readonly unknown[];
  readonly startedMs = performance.now();
  options: OperationOptions;
  connector?: Connector;
  /** Rejects when the deadline passes or the caller aborts; absent when neither can happen. */
  interrupted?: Promise<never>;
  /** Undoes what the deadline step set up. */
  stopWatching?: () => void;
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
  async within<T>(work: Promise<T>): Promise<T> {
    if (!this.interrupted) return work;
    // The loser of the race may still reject; nobody is left to hear it.
    work.catch(() => undefined);
    return Promise.race([work, this.interrupted]);
  }
}

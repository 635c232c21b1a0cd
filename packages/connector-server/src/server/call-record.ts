import {
  METHODS,
  ObjectClass,
  Uid,
  type ConnectorKey,
  type Locale,
  type MethodName,
  type OperationName,
} from '@icf-ts/framework';
import type { OperationRequest } from '../protocol/messages.js';
import type { Client } from './clients.js';
import { findMethod } from './handlers/find-method.js';
import type { Peer } from './peer.js';

/** On whose behalf a request is served. */
export interface Caller {
  readonly client: Client;
  readonly peer: Peer;
  readonly locale: Locale;
  /** Unique within the server's life: connection and number of the request on it, e.g. `12-3`. */
  readonly requestId: string;
}

/** One call of a connector, as logs, metrics and audit see it: what it is about, never a value. */
export class CallRecord {
  readonly caller: Caller;
  /** As asked for, which may be an alias or a connector that there is not. */
  readonly connector: ConnectorKey | null;
  /** Undefined when the server has no such method. */
  readonly method: MethodName | undefined;
  readonly #args: readonly unknown[];

  constructor(caller: Caller, request: OperationRequest) {
    this.caller = caller;
    this.connector = request.connectorKey;
    this.method = findMethod(request.operation, request.methodName);
    this.#args = request.args;
  }

  get operation(): OperationName | undefined {
    return this.method && METHODS[this.method].operation;
  }

  get objectClass(): string | undefined {
    const value = this.#argument('objectClass');
    return value instanceof ObjectClass ? value.type : undefined;
  }

  /** The object that the call is about, where the request names one. */
  get uid(): string | undefined {
    const value = this.#argument('uid');
    return value instanceof Uid ? value.value : undefined;
  }

  /** The arguments with their parameters, for whoever knows how to tell of them without their values. */
  describe<R>(tell: (parameter: string, value: unknown) => R): readonly R[] {
    return this.#parameters.map((parameter, at) => tell(parameter, this.#args[at]));
  }

  get #parameters(): readonly string[] {
    return this.method ? METHODS[this.method].parameters : [];
  }
  /** By its place: what else a request carries, the connector does not see, and rules must not be misled by. */
  #argument(parameter: string): unknown {
    const at = this.#parameters.indexOf(parameter);
    return at < 0 ? undefined : this.#args[at];
  }
}

/** How a call ended. */
export interface CallOutcome {
  readonly durationMs: number;
  /** Objects that a stream handed out. */
  readonly items: number;
  /** The uid that the call answered with, e.g. of a create. */
  readonly uid?: string;
  /** ICF name of the exception; absent when the call succeeded. */
  readonly error?: string;
  /** Nobody waited for the answer any longer. */
  readonly abandoned: boolean;
}

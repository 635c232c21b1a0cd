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
    return this.#args.find((value) => value instanceof ObjectClass)?.type;
  }

  /** The object that the call is about, where the request names one. */
  get uid(): string | undefined {
    return this.#args.find((value) => value instanceof Uid)?.value;
  }

  /** The arguments with their parameters, for whoever knows how to tell of them without their values. */
  describe<R>(tell: (parameter: string, value: unknown) => R): readonly R[] {
    const parameters: readonly string[] = this.method ? METHODS[this.method].parameters : [];
    return parameters.map((parameter, at) => tell(parameter, this.#args[at]));
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

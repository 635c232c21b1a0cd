import type { AbortSource, ConnectorInfoManager, GuardedString } from '@icf-ts/framework';
import { ConnectorException, InvalidCredentialException } from '@icf-ts/framework';
import type { ProtocolLimits } from '../protocol/limits.js';
import {
  EchoMessage,
  ErrorResponse,
  HelloRequest,
  HelloResponse,
  OperationRequest,
  OperationResponsePart,
} from '../protocol/messages.js';
import { RemoteWrappedException } from '../protocol/remote-wrapped-exception.js';
import type { Exchange } from '../transport/exchange.js';
import { CallRecord, type Caller } from './call-record.js';
import type { Gate } from './access/gate.js';
import type { Client } from './clients.js';
import { FacadeCache } from './facade-cache.js';
import { aliasesOf, hello } from './handlers/hello.js';
import { operation } from './handlers/operation.js';
import type { Peer } from './peer.js';
import type { ServerEmitter } from './server-events.js';

const wrongKey = (): InvalidCredentialException =>
  new InvalidCredentialException('Remote framework key is invalid: it is not the key of this server.');

/** Answers requests, whatever carries them. One per server. */
export class RequestHandler {
  readonly events: ServerEmitter;
  readonly facades: FacadeCache;
  readonly #connectors: ConnectorInfoManager;
  readonly #gate: Gate;
  readonly #listAliases: boolean;
  readonly #startedMs = Date.now();

  constructor(
    connectors: ConnectorInfoManager,
    gate: Gate,
    events: ServerEmitter,
    limits: ProtocolLimits,
    maxFacades: number,
    listAliases = true,
  ) {
    this.#listAliases = listAliases;
    this.events = events;
    this.#connectors = connectors;
    this.#gate = gate;
    this.facades = new FacadeCache(connectors, limits, maxFacades);
  }

  authenticate(key: GuardedString, peer: Peer, signal: AbortSource): ReturnType<Gate['authenticate']> {
    return this.#gate.authenticate(key, peer, signal);
  }

  /** Answers one request of a known caller. False: the message is no request, and the connection is to be closed. */
  handle(request: unknown, caller: Caller, exchange: Exchange): boolean | Promise<boolean> {
    if (request instanceof OperationRequest) return this.#operation(request, caller, exchange);
    if (request instanceof HelloRequest) {
      exchange.send(this.#hello(request, caller));
    } else if (request instanceof EchoMessage) {
      // The XML form is not served: only Java's own test suite sends it.
      exchange.send(new EchoMessage(request.value, null));
    } else {
      return false;
    }
    return true;
  }

  /** The refusal in the form that the request's type calls for; undefined for what is no request. */
  refusal(type: string | null | undefined): unknown {
    switch (type) {
      case 'HelloRequest':
        return new HelloResponse({ exception: wrongKey() });
      case 'OperationRequest':
        return new OperationResponsePart(RemoteWrappedException.of(wrongKey()), null);
      case 'EchoMessage':
        return new EchoMessage(wrongKey(), null);
      default:
        return undefined;
    }
  }

  /** The answer to a request that cannot be read. */
  unreadable(error: Error, { peer, client }: Caller): ErrorResponse {
    this.events.tell('requestUnreadable', peer, client.name, error);
    return new ErrorResponse(new ConnectorException(error.message));
  }

  dispose(): Promise<void> {
    return this.facades.dispose();
  }

  async #operation(request: OperationRequest, caller: Caller, exchange: Exchange): Promise<boolean> {
    const call = new CallRecord(caller, request);
    this.events.tell('callStarted', call);
    this.events.tell('callEnded', call, await operation(request, call, this.facades, exchange));
    return true;
  }

  #hello(request: HelloRequest, { client }: Caller): HelloResponse {
    try {
      return hello(request, this.#visible(client), this.#startedMs);
    } catch (error) {
      return new HelloResponse({
        exception: new ConnectorException(error instanceof Error ? error.message : String(error)),
      });
    }
  }

  /** What a client may not call it does not see either. */
  #visible({ refusal }: Client): ConnectorInfoManager['connectorInfos'] {
    const infos = this.#connectors.connectorInfos;
    const visible = refusal ? infos.filter(({ key }) => refusal({ connector: key }) === undefined) : infos;
    return this.#listAliases ? [...visible, ...aliasesOf(visible, this.#connectors)] : visible;
  }
}

import type { ConnectorInfoManager, GuardedString, Locale } from '@icf-ts/framework';
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
import { isKey } from './authenticate.js';
import { FacadeCache } from './facade-cache.js';
import { hello, listed } from './handlers/hello.js';
import { operation } from './handlers/operation.js';

const wrongKey = (): InvalidCredentialException =>
  new InvalidCredentialException('Remote framework key is invalid: it is not the key of this server.');

/** Answers requests, whatever carries them. One per server. */
export class RequestHandler {
  readonly #connectors: ConnectorInfoManager;
  readonly #keyHash: string;
  readonly #listAliases: boolean;
  readonly #facades: FacadeCache;
  readonly #startedMs = Date.now();

  constructor(
    connectors: ConnectorInfoManager,
    keyHash: string,
    limits: ProtocolLimits,
    maxFacades: number,
    listAliases = true,
  ) {
    this.#connectors = connectors;
    this.#listAliases = listAliases;
    this.#keyHash = keyHash;
    this.#facades = new FacadeCache(connectors, limits, maxFacades);
  }

  authenticate(key: GuardedString): boolean {
    return isKey(key, this.#keyHash);
  }

  /** Answers one request of a known caller. False: the message is no request, and the connection is to be closed. */
  async handle(request: unknown, locale: Locale, exchange: Exchange): Promise<boolean> {
    if (request instanceof OperationRequest) {
      await operation(request, locale, this.#facades, exchange);
    } else if (request instanceof HelloRequest) {
      exchange.send(this.#hello(request));
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
  unreadable(error: unknown): ErrorResponse {
    const reason = error instanceof Error ? error.message : String(error);
    return new ErrorResponse(new ConnectorException(reason));
  }

  dispose(): Promise<void> {
    return this.#facades.dispose();
  }

  #hello(request: HelloRequest): HelloResponse {
    try {
      return hello(request, listed(this.#connectors, this.#listAliases), this.#startedMs);
    } catch (error) {
      return new HelloResponse({
        exception: new ConnectorException(error instanceof Error ? error.message : String(error)),
      });
    }
  }
}

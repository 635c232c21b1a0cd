import {
  ConnectorException,
  IllegalArgumentException,
  METHODS,
  OperationOptions,
  type ConnectorFacade,
  type Locale,
  type MethodName,
  type ResultStream,
} from '@icf-ts/framework';
import { OperationResponsePart, type OperationRequest } from '../../protocol/messages.js';
import { RemoteWrappedException } from '../../protocol/remote-wrapped-exception.js';
import type { Exchange } from '../../transport/exchange.js';
import type { FacadeCache } from '../facade-cache.js';
import { streamResults } from '../stream-results.js';
import { findMethod } from './find-method.js';

type Invoke = (...args: unknown[]) => unknown;

/** Calls the connector and sends what it answers; a failure of any kind is one part with the exception. */
export async function operation(
  request: OperationRequest,
  locale: Locale,
  facades: FacadeCache,
  exchange: Exchange,
): Promise<void> {
  try {
    const name = findMethod(request.operation, request.methodName);
    const facade = facades.get(request.connectorKey, request.facadeKey);
    const args = argumentsOf(name, request.args, locale, exchange.signal);
    const answer = (facade[name as keyof ConnectorFacade] as Invoke)(...args);
    const result = METHODS[name].stream
      ? await streamResults(answer as ResultStream<unknown, unknown>, exchange)
      : await answer;
    send(exchange, wireResult(name, result));
  } catch (error) {
    if (exchange.signal.aborted) return;
    exchange.send(new OperationResponsePart(RemoteWrappedException.of(error), null));
  }
}

/** A result that cannot be sent is the connector's fault; the caller hears so instead of waiting for ever. */
function send(exchange: Exchange, result: unknown): void {
  try {
    exchange.send(new OperationResponsePart(null, result));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ConnectorException(`The connector's answer cannot be sent: ${reason}`, { cause });
  }
}

/** The arguments in the facade's order: surplus ones are ignored, options get the caller's locale and the signal. */
function argumentsOf(
  name: MethodName,
  sent: readonly unknown[],
  locale: Locale,
  signal: AbortSignal,
): unknown[] {
  const { parameters } = METHODS[name];
  const call = { locale, signal };
  const given = parameters.map((parameter, at) => {
    if (at >= sent.length) {
      throw new IllegalArgumentException(
        `${name} takes ${parameters.length} arguments (${parameters.join(', ')}), but ${sent.length} were sent.`,
      );
    }
    if (parameter !== 'options') return sent[at];
    return sent[at] === null ? OperationOptions.NONE.with(call) : withCall(sent[at], call);
  });
  // Methods without options on the wire still take them here.
  return (parameters as readonly string[]).includes('options')
    ? given
    : [...given, OperationOptions.NONE.with(call)];
}

const withCall = (options: unknown, call: { locale: Locale; signal: AbortSignal }): unknown =>
  options instanceof OperationOptions ? options.with(call) : options;

/** The deltas that an update answers are a Set to ICF; everything else, a script's list too, travels as it is. */
const wireResult = (name: MethodName, result: unknown): unknown =>
  name === 'updateDelta' && Array.isArray(result) ? new Set(result) : (result ?? null);

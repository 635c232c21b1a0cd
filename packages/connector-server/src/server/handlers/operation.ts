import {
  ConnectorException,
  IllegalArgumentException,
  type Interruption,
  METHODS,
  OperationOptions,
  PermissionDeniedException,
  Uid,
  UnsupportedOperationException,
  type ConnectorFacade,
  type MethodName,
  type ResultStream,
} from '@icf-ts/framework';
import { OperationResponsePart, type OperationRequest } from '../../protocol/messages.js';
import { RemoteWrappedException } from '../../protocol/remote-wrapped-exception.js';
import type { Exchange } from '../../transport/exchange.js';
import type { CallOutcome, CallRecord } from '../call-record.js';
import type { FacadeCache } from '../facade-cache.js';
import { streamResults } from '../stream-results.js';

type Invoke = (...args: unknown[]) => unknown;

/** Calls the connector and sends what it answers; a failure of any kind is one part with the exception. */
export async function operation(
  request: OperationRequest,
  call: CallRecord,
  facades: FacadeCache,
  exchange: Exchange,
): Promise<CallOutcome> {
  const startedMs = performance.now();
  const counter = { items: 0 };
  const outcome = (rest: Partial<CallOutcome>): CallOutcome => ({
    durationMs: performance.now() - startedMs,
    items: counter.items,
    abandoned: exchange.abort.aborted,
    ...rest,
  });
  try {
    const name = methodOf(request, call);
    checkAccess(call, facades);
    const { facade, dialect } = facades.get(
      request.connectorKey,
      request.facadeKey,
      (connector) => call.caller.client.refusal?.({ connector }) === undefined,
    );
    if (dialect) exchange.hear(dialect);
    const args = argumentsOf(name, request.args, call, exchange.abort);
    const answer = (facade[name as keyof ConnectorFacade] as Invoke)(...args);
    const result = METHODS[name].stream
      ? await streamResults(answer as ResultStream<unknown, unknown>, exchange, counter)
      : await answer;
    send(exchange, wireResult(name, result));
    return outcome(result instanceof Uid ? { uid: result.value } : {});
  } catch (error) {
    if (!exchange.abort.aborted) {
      exchange.send(new OperationResponsePart(RemoteWrappedException.of(error), null));
    }
    return outcome({ error: error instanceof Error ? error.name : 'Error' });
  }
}

/** @throws UnsupportedOperationException for a method that there is not */
function methodOf({ operation: name, methodName }: OperationRequest, { method }: CallRecord): MethodName {
  if (method) return method;
  throw new UnsupportedOperationException(
    `This server has no method ${methodName ?? '(none)'} of ${name ?? '(none)'}.`,
  );
}

/**
 * Judges the connector that an alias stands for, not the alias.
 * @throws PermissionDeniedException naming the client and the rule, before the connector is even configured
 */
function checkAccess(
  { caller: { client }, connector, operation: name, objectClass }: CallRecord,
  facades: FacadeCache,
): void {
  if (!connector || !client.refusal) return;
  const refusal = client.refusal({
    connector: facades.realKey(connector) ?? connector,
    ...(name ? { operation: name } : {}),
    ...(objectClass === undefined ? {} : { objectClass }),
  });
  if (refusal !== undefined) throw new PermissionDeniedException(refusal);
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
  { caller: { locale } }: CallRecord,
  abort: Interruption,
): unknown[] {
  const { parameters } = METHODS[name];
  const context = { locale, abort };
  const given = parameters.map((parameter, at) => {
    if (at >= sent.length) {
      throw new IllegalArgumentException(
        `${name} takes ${parameters.length} arguments (${parameters.join(', ')}), but ${sent.length} were sent.`,
      );
    }
    if (parameter !== 'options') return sent[at];
    const options = sent[at] ?? OperationOptions.NONE;
    return options instanceof OperationOptions ? options.with(context) : options;
  });
  // Methods without options on the wire still take them here.
  return (parameters as readonly string[]).includes('options')
    ? given
    : [...given, OperationOptions.NONE.with(context)];
}

/** The deltas that an update answers are a Set to ICF; everything else, a script's list too, travels as it is. */
const wireResult = (name: MethodName, result: unknown): unknown =>
  name === 'updateDelta' && Array.isArray(result) ? new Set(result) : (result ?? null);

import type { ResultStream } from '@icf-ts/framework';
import { OperationResponseEnd, OperationResponsePart, OperationResponsePause } from '../protocol/messages.js';
import type { Exchange } from '../transport/exchange.js';

/** After so many parts the server asks whether to go on; fixed by the protocol. */
const PAUSE_EVERY = 200;

/**
 * Sends items as parts, with a pause after every 200th, and the end marker; returns the operation's result for the
 * final part. A client that answers a pause with anything but "more" ends the operation. Items are pulled: a client
 * that does not read holds back the connector, not our memory. `counter` tells how many were sent, whatever comes of it.
 */
export async function streamResults<R>(
  stream: ResultStream<unknown, R>,
  exchange: Exchange,
  counter: { items: number },
): Promise<R | null> {
  for await (const item of stream) {
    exchange.send(new OperationResponsePart(null, item));
    if (++counter.items % PAUSE_EVERY === 0) {
      exchange.send(new OperationResponsePause());
      const more = await exchange.ask(({ type }) => type === 'OperationRequestMoreData');
      if (!more) break;
    } else if (exchange.isFull) {
      await exchange.flush();
    }
  }
  exchange.send(new OperationResponseEnd());
  return stream.result ?? null;
}

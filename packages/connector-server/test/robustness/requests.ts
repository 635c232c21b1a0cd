import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import {
  GuardedString,
  Locale,
  type ConnectorInfoManager,
  type MethodName,
  METHODS,
  OPERATIONS,
} from '@icf-ts/framework';
import { ByteWriter } from '#src/protocol/byte-writer.js';
import { Encoder } from '#src/protocol/encoder.js';
import { encodeFacadeKey } from '#src/protocol/facade-key.js';
import { OperationRequest } from '#src/protocol/messages.js';

/** What a client sends: all of it over one encoder, or several pieces one after the other. */
export class ClientBytes {
  readonly #encoder = new Encoder();
  readonly #output = new ByteWriter();

  of(...messages: readonly unknown[]): Buffer {
    for (const message of messages) this.#encoder.encode(message, this.#output);
    return this.#output.take();
  }
  /** Locale, key and request. */
  request(request: unknown, key = 'changeit'): Buffer {
    return this.of(new Locale('en', 'US'), new GuardedString(key), request);
  }
}

/** A request of the manager's first connector with its default configuration. */
export function requestOf(
  manager: ConnectorInfoManager,
  method: MethodName,
  ...args: readonly unknown[]
): OperationRequest {
  const { key, defaultConfiguration } = manager.connectorInfos[0]!;
  const { operation, icf } = METHODS[method];
  return new OperationRequest(
    OPERATIONS[operation].api,
    icf,
    key,
    encodeFacadeKey(defaultConfiguration, 'connid'),
    args,
  );
}

/** A client's socket. Half open, and it does not throw when the server resets it. */
export async function open({ port }: { readonly port: number }): Promise<Socket> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
  socket.on('error', () => undefined);
  await once(socket, 'connect');
  return socket;
}

/** What the server answers until it closes, although the client ends nothing. */
export async function answerUntilClosed(socket: Socket, ...sent: readonly Uint8Array[]): Promise<Buffer> {
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  for (const bytes of sent) socket.write(bytes);
  const ended = new Promise<void>((resolve) => {
    socket.once('end', resolve);
    socket.once('close', () => resolve());
  });
  await ended;
  socket.destroy();
  return Buffer.concat(chunks);
}

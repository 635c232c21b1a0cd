import { once } from 'node:events';
import { connect } from 'node:net';
import { Decoder } from '#src/protocol/decoder.js';
import { DEFAULT_LIMITS } from '#src/protocol/limits.js';
import { Scanner } from '#src/protocol/scan.js';

/** Sends recorded bytes to a server as one client and returns everything that it answers. */
export async function replay(port: number, bytes: Buffer): Promise<Buffer> {
  const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => chunks.push(chunk));
  const closed = once(socket, 'close');
  socket.end(bytes);
  // A server that refuses what it reads may reset the connection instead of ending it.
  await closed.catch(() => undefined);
  return Buffer.concat(chunks);
}

/** All objects of one direction of a connection. */
export function decodeStream(bytes: Buffer): unknown[] {
  const scanner = new Scanner(DEFAULT_LIMITS);
  const decoder = new Decoder(DEFAULT_LIMITS);
  const values: unknown[] = [];
  scanner.push(bytes);
  for (let message = scanner.next(); message; message = scanner.next()) values.push(decoder.decode(message));
  return values;
}

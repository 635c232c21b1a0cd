import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { turn } from './world.js';

/** What happens to one connection that goes through the relay. */
export interface Fate {
  /** After so many bytes in that direction the connection is cut; absent: never. */
  readonly cutAfter?: number;
  readonly cutSide: 'request' | 'answer';
  /** How: both ends are reset, closed, or told that nothing more comes. */
  readonly cutHow: 'reset' | 'close' | 'end';
  /** Bytes are passed on in pieces of so many, a turn of the loop between; 0: as they come. */
  readonly pieceBytes: number;
}

/** TCP in the middle: passes bytes on, and breaks connections at the byte that their fate names. */
export class CuttingRelay {
  /** Fates count from here on: the hello has come through then. */
  armed = false;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #fates: readonly Fate[];
  #accepted = 0;

  private constructor(target: number, fates: readonly Fate[]) {
    this.#fates = fates;
    this.#server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
      const fate = this.#fates[this.#accepted++ % this.#fates.length]!;
      const server = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
      this.#join(client, server, fate);
    });
  }

  static async start(target: number, fates: readonly Fate[]): Promise<CuttingRelay> {
    const relay = new CuttingRelay(target, fates);
    relay.#server.listen(0, '127.0.0.1');
    await once(relay.#server, 'listening');
    return relay;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  /** Connections that were cut or will be over soon are broken off. */
  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #join(client: Socket, server: Socket, fate: Fate): void {
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(socket);
      // A reset of one side is a reset for the other: that is what tells it at once.
      socket.on('error', () => reset(other));
      socket.on('close', () => {
        this.#sockets.delete(socket);
        if (!other.destroyed && !other.writableEnded) other.destroySoon();
      });
    }
    const cut = (): void => {
      for (const socket of [client, server]) {
        if (fate.cutHow === 'reset') reset(socket);
        else if (fate.cutHow === 'close') socket.destroy();
        else socket.end();
      }
    };
    void this.#pass(client, server, fate, fate.cutSide === 'request' ? cut : undefined);
    void this.#pass(server, client, fate, fate.cutSide === 'answer' ? cut : undefined);
  }

  async #pass(from: Socket, to: Socket, fate: Fate, cut: (() => void) | undefined): Promise<void> {
    let left = fate.cutAfter ?? Infinity;
    try {
      for await (const chunk of from as AsyncIterable<Buffer>) {
        const bytes = cut && this.armed ? chunk.subarray(0, left) : chunk;
        const size = (this.armed && fate.pieceBytes) || bytes.length;
        for (let at = 0; at < bytes.length && to.writable; at += size) {
          if (!to.write(bytes.subarray(at, at + size))) await writableAgain(to);
          if (size < bytes.length) await turn();
        }
        if (!cut || !this.armed) continue;
        left -= bytes.length;
        if (left <= 0) return cut();
      }
      if (to.writable) to.end();
    } catch {
      // One of them broke; the listeners have told the other.
    }
  }
}

/** Node loses a socket that it is told to reset while it still ends or writes. */
const reset = (socket: Socket): void => {
  if (socket.connecting || socket.writableEnded || socket.writableLength > 0) socket.destroy();
  else socket.resetAndDestroy();
};

const writableAgain = (socket: Socket): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      socket.off('drain', done);
      socket.off('close', done);
      resolve();
    };
    socket.on('drain', done);
    socket.on('close', done);
    if (socket.destroyed) done();
  });

import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';

/** Where the next exchange is to be cut: after so many bytes of the request or of the answer. */
export interface Cut {
  readonly side: 'request' | 'answer';
  readonly after: number;
  /** Which requests it is of, by the first letters; others pass. Any unless told. */
  readonly of?: string;
}

const METHOD = /^(?:GET|POST|PATCH|DELETE) \S+/;

/** TCP between a connector and an org, which breaks connections at the bytes that it is told, one cut for each exchange. */
export class CuttingProxy {
  /** Bytes that went either way since the last {@link arm}. */
  readonly passed = { request: 0, answer: 0 };
  /** Whether a request that is held is let go before the next POST. */
  beforeNextPost = false;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  #cuts: Cut[] = [];
  #holds = false;
  #held: (() => Promise<void>) | undefined;

  private constructor(port: number) {
    this.#server = createServer((client) => this.#join(client, connect({ port, host: '127.0.0.1' })));
  }

  static async start(port: number): Promise<CuttingProxy> {
    const proxy = new CuttingProxy(port);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }
  /** How many of the cuts are still to come. */
  get left(): number {
    return this.#cuts.length;
  }

  arm(...cuts: readonly Cut[]): void {
    this.#cuts = [...cuts];
    this.passed.request = this.passed.answer = 0;
  }

  /** The next request seems lost to the client, and reaches the org late: before the next POST, or when it is let go. */
  holdNext(): void {
    this.#holds = true;
  }
  /** Lets the request go that is held, and waits for its answer. */
  async letGo(): Promise<void> {
    const go = this.#held;
    this.#held = undefined;
    await go?.();
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  #join(client: Socket, server: Socket): void {
    for (const [socket, other] of [
      [client, server],
      [server, client],
    ] as const) {
      this.#sockets.add(socket);
      socket.on('error', () => other.destroy());
      socket.on('close', () => {
        this.#sockets.delete(socket);
        other.destroy();
      });
    }
    let exchange = '';
    const pass = (side: Cut['side'], from: Socket, to: Socket): void => {
      from.on('data', (bytes: Buffer) => {
        if (side === 'request') exchange = METHOD.exec(bytes.toString('latin1', 0, 200))?.[0] ?? exchange;
        if (side === 'request' && this.#holds) {
          this.#holds = false;
          this.#held = async () => {
            to.write(bytes);
            await once(to, 'data');
            to.destroy();
          };
          from.removeAllListeners('close').destroy();
          return;
        }
        if (side === 'request' && this.#held && this.beforeNextPost && exchange.startsWith('POST')) {
          void this.letGo().then(() => to.write(bytes));
          return;
        }
        const [cut] = this.#cuts;
        if (cut?.of !== undefined && !exchange.startsWith(cut.of)) return void to.write(bytes);
        const room = cut?.side === side ? cut.after - this.passed[side] : Infinity;
        this.passed[side] += bytes.length;
        if (bytes.length < room) return void to.write(bytes);
        this.#cuts.shift();
        this.passed.request = this.passed.answer = 0;
        // What comes before the cut arrives; the rest never does.
        to.end(bytes.subarray(0, room), () => to.destroy());
        from.destroy();
      });
    };
    pass('request', client, server);
    pass('answer', server, client);
  }
}

import { once } from 'node:events';
import http from 'node:http';
import net, { type AddressInfo, type Socket } from 'node:net';

/** What a proxy does with a request for a tunnel: opens it, answers a status, or nothing at all. */
export type ProxyConduct = 'open' | 'silent' | number;

/** An HTTP proxy that knows CONNECT alone. */
export class ConnectProxy {
  conduct: ProxyConduct = 'open';
  /** The tunnels asked for, `host:port`, and with which Proxy-Authorization. */
  readonly asked: { readonly target: string; readonly authorization: string | undefined }[] = [];
  /** All bytes that came through tunnels. */
  readonly seen: Buffer[] = [];
  readonly #server = http.createServer((_request, response) => response.writeHead(405).end());
  readonly #sockets = new Set<Socket>();

  static async start(): Promise<ConnectProxy> {
    const proxy = new ConnectProxy();
    proxy.#server.on('connection', (socket) => proxy.#keep(socket));
    proxy.#server.on('connect', (request, socket) => proxy.#connect(request, socket as Socket));
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Connections that clients have open. */
  get connections(): number {
    return this.#sockets.size;
  }

  /** Resolves when a client has closed its connection, or another. */
  async closedOne(): Promise<void> {
    const [socket] = this.#sockets;
    if (socket) await once(socket, 'close');
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #keep(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('close', () => this.#sockets.delete(socket));
  }

  #connect({ url = '', headers }: http.IncomingMessage, socket: Socket): void {
    this.asked.push({ target: url, authorization: headers['proxy-authorization'] });
    if (this.conduct === 'silent') {
      // Nobody sees the end of a connection that is not read.
      socket.once('end', () => socket.destroy()).resume();
      return;
    }
    if (this.conduct !== 'open') {
      socket.end(`HTTP/1.1 ${this.conduct} No\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    const { hostname, port } = new URL(`https://${url}`);
    const target = net.connect(Number(port), hostname, () => {
      socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
      socket.on('data', (bytes) => this.seen.push(bytes));
      socket.pipe(target).pipe(socket);
    });
    target.on('error', () => socket.destroy());
    socket.once('close', () => target.destroy());
  }
}

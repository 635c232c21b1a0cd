import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { EventEmitter } from 'eventemitter3';

export type Cut = 'end' | 'reset';

/** What a relay does to one connection. Without anything it lets everything pass. */
export interface Script {
  /** Lets so many bytes of the client pass, then cuts both sides. */
  readonly request?: number;
  /** Lets so many bytes of the server pass, then cuts both sides. */
  readonly answer?: number;
  readonly how?: Cut;
  /** Keeps to itself what comes from that side, until `letGo`. */
  readonly holds?: 'request' | 'answer';
}

interface RelayEvents {
  accepted: [count: number];
  /** The client's side of a connection is gone, descriptor and all. */
  closed: [];
  /** The first byte of that side has arrived at the relay. */
  request: [count: number];
  answer: [count: number];
}

/** Stands between client and server on real sockets and does what its script says, connection by connection. */
export class Relay extends EventEmitter<RelayEvents> {
  readonly #server: Server;
  readonly #upstream: number;
  readonly #links = new Set<Link>();
  script: (count: number) => Script;
  /** Connections accepted so far. */
  accepted = 0;
  bytes = { request: 0, answer: 0 };

  private constructor(upstream: number, script: (count: number) => Script) {
    super();
    this.#upstream = upstream;
    this.script = script;
    this.#server = createServer({ allowHalfOpen: true }, (client) => this.#accept(client));
  }

  static async to(upstream: number, script: (count: number) => Script = () => ({})): Promise<Relay> {
    const relay = new Relay(upstream, script);
    await relay.listen(0);
    return relay;
  }

  /** Listens, again on the same port after `refuse`. */
  async listen(port = this.#port): Promise<void> {
    this.#server.listen(port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }
  #port = 0;

  get port(): number {
    return this.#port;
  }
  get open(): number {
    return this.#links.size;
  }

  /** Cuts what there is and accepts nothing more: the next connection is refused. */
  async refuse(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.cut('end');
    await closed;
  }

  cut(how: Cut): void {
    for (const link of [...this.#links]) link.cut(how);
  }

  letGo(): void {
    for (const link of this.#links) link.letGo();
  }

  /** The end of the test; also when it refuses already. */
  async close(): Promise<void> {
    if (this.#server.listening) await this.refuse();
  }

  #accept(client: Socket): void {
    const count = ++this.accepted;
    const link = new Link(client, connect(this.#upstream, '127.0.0.1'), this.script(count), (side, bytes) => {
      if (this.bytes[side] === 0 || !link.seen.has(side)) this.emit(side, count);
      link.seen.add(side);
      this.bytes[side] += bytes;
    });
    this.#links.add(link);
    client.once('close', () => {
      this.#links.delete(link);
      this.emit('closed');
    });
    this.emit('accepted', count);
  }
}

type Side = 'request' | 'answer';

/** Two sockets and what passes between them. */
class Link {
  readonly seen = new Set<Side>();
  readonly #client: Socket;
  readonly #upstream: Socket;
  readonly #held: Buffer[] = [];
  #holds: Side | undefined;
  #left: Record<Side, number>;
  readonly #how: Cut;

  constructor(client: Socket, upstream: Socket, script: Script, onBytes: (side: Side, bytes: number) => void) {
    this.#client = client.setNoDelay(true);
    this.#upstream = upstream.setNoDelay(true);
    this.#holds = script.holds;
    this.#left = { request: script.request ?? Infinity, answer: script.answer ?? Infinity };
    this.#how = script.how ?? 'end';
    this.#pipe('request', client, upstream, onBytes);
    this.#pipe('answer', upstream, client, onBytes);
  }

  cut(how: Cut): void {
    for (const socket of [this.#client, this.#upstream]) {
      if (how === 'reset' && !socket.connecting && !socket.destroyed) socket.resetAndDestroy();
      else socket.destroy();
    }
  }

  letGo(): void {
    const side = this.#holds;
    this.#holds = undefined;
    if (!side) return;
    const target = side === 'request' ? this.#upstream : this.#client;
    for (const chunk of this.#held.splice(0)) target.write(chunk);
  }

  #pipe(side: Side, from: Socket, to: Socket, onBytes: (side: Side, bytes: number) => void): void {
    from.on('data', (chunk: Buffer) => {
      onBytes(side, chunk.length);
      const passes = chunk.subarray(0, this.#left[side]);
      this.#left[side] -= passes.length;
      if (this.#holds === side) this.#held.push(passes);
      else if (chunk.length > passes.length || this.#left[side] === 0) this.#last(passes, to);
      else to.write(passes);
    });
    from.on('end', () => to.end());
    from.on('error', () => this.cut('reset'));
    from.on('close', () => to.destroy());
  }

  /** The last bytes that pass are delivered; then both sides are cut. */
  #last(passes: Buffer, to: Socket): void {
    if (passes.length === 0) this.cut(this.#how);
    else to.write(passes, () => this.cut(this.#how));
  }
}

/** A server that accepts and says nothing: no TLS handshake, no answer. */
export async function silentServer(): Promise<{ port: number; sockets: Set<Socket>; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.resume().on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    sockets,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}

/** A port at which nobody listens. */
export async function refusedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

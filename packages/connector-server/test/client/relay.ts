import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { EventEmitter } from 'eventemitter3';

export type Cut = 'end' | 'reset';
export type Side = 'request' | 'answer';

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

  /** The connections that there are let so many more bytes of that side pass, then they are cut. */
  limit(side: Side, bytes: number, how: Cut): void {
    for (const link of this.#links) link.limit(side, bytes, how);
  }

  /** The connections that there are keep to themselves what that side sends from now on. */
  hold(side: Side): void {
    for (const link of this.#links) link.hold(side);
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
      if (!link.seen.has(side)) this.emit(side, count);
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

/** Two sockets and what passes between them. */
class Link {
  readonly seen = new Set<Side>();
  readonly #client: Socket;
  readonly #upstream: Socket;
  readonly #held: Buffer[] = [];
  #holds: Side | undefined;
  #left: Record<Side, number>;
  #how: Cut;

  constructor(
    client: Socket,
    upstream: Socket,
    script: Script,
    onBytes: (side: Side, bytes: number) => void,
  ) {
    this.#client = client.setNoDelay(true);
    this.#upstream = upstream.setNoDelay(true);
    this.#holds = script.holds;
    this.#left = { request: script.request ?? Infinity, answer: script.answer ?? Infinity };
    this.#how = script.how ?? 'end';
    this.#pipe('request', client, upstream, onBytes);
    this.#pipe('answer', upstream, client, onBytes);
  }

  limit(side: Side, bytes: number, how: Cut): void {
    this.#left[side] = bytes;
    this.#how = how;
  }

  cut(how: Cut): void {
    for (const socket of [this.#client, this.#upstream]) {
      // Node leaves a socket open for ever that is reset after its end.
      const canReset = !socket.connecting && !socket.destroyed && !socket.writableEnded;
      if (how === 'reset' && canReset) socket.resetAndDestroy();
      else socket.destroy();
    }
  }

  hold(side: Side): void {
    this.#holds = side;
    this.seen.delete(side);
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

/** Accepts and says nothing: no TLS handshake, no answer. */
export class SilentServer {
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  /** Whether it reads at least. */
  reads = true;

  private constructor() {
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('error', () => undefined).on('close', () => this.#sockets.delete(socket));
      if (this.reads) socket.resume();
    });
  }

  static async start(): Promise<SilentServer> {
    const silent = new SilentServer();
    silent.#server.listen(0, '127.0.0.1');
    await once(silent.#server, 'listening');
    return silent;
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}

/** A port at which nobody listens. */
export async function refusedPort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

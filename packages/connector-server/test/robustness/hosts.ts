import { Duplex } from 'node:stream';
import { GuardedString, type ConnectorInfoManager } from '@icf-ts/framework';
import { expect } from 'chai';
import { keyHash } from '#src/protocol/guarded.js';
import { DEFAULT_LIMITS } from '#src/protocol/limits.js';
import { FailedKeys } from '#src/server/access/failed-keys.js';
import { Gate } from '#src/server/access/gate.js';
import { oneClient } from '#src/server/clients.js';
import { ConnectorServer } from '#src/server/connector-server.js';
import { RequestHandler } from '#src/server/request-handler.js';
import { ServerEmitter } from '#src/server/server-events.js';
import { Session } from '#src/server/session.js';
import { Connection } from '#src/transport/connection.js';
import { bytesOf, session } from '../fixture-index.js';
import { decodeStream, replay } from '../sessions/replay.js';
import { twinManager } from '../twin/twin-manager.js';

export const KEY_HASH = keyHash(new GuardedString('changeit'));

/** Fuzzing shows many wrong keys. */
export const NO_DELAY = { freeAttempts: Infinity } as const;

export const startServer = (connectors: ConnectorInfoManager = twinManager()): Promise<ConnectorServer> =>
  ConnectorServer.start({
    connectors,
    keyHash: KEY_HASH,
    port: 0,
    drainTimeoutMs: 300,
    failedKeys: NO_DELAY,
  });

/** The server's half of a connection without a socket: the client's bytes are all there, and its end. */
class Memory extends Duplex {
  readonly answers: Buffer[] = [];
  constructor(sent: readonly Uint8Array[]) {
    super({ allowHalfOpen: true });
    for (const chunk of sent) this.push(chunk);
    this.push(null);
  }
  override _read(): void {}
  override _write(chunk: Buffer, _encoding: string, done: () => void): void {
    this.answers.push(chunk);
    done();
  }
}

/** Serves connections that exist in memory only. */
export class MemoryHost {
  readonly #handler: RequestHandler;
  constructor(connectors: ConnectorInfoManager = twinManager()) {
    const events = new ServerEmitter();
    this.#handler = new RequestHandler(
      connectors,
      new Gate(oneClient(KEY_HASH), new FailedKeys(NO_DELAY), events, false),
      events,
      DEFAULT_LIMITS,
      100,
    );
  }
  /** Everything that the server answers to these bytes, until it has ended the connection. */
  async serve(...sent: readonly Uint8Array[]): Promise<Buffer> {
    const stream = new Memory(sent);
    const peer = { connectionId: 1, address: 'memory', port: 0 };
    await new Session(new Connection(stream, DEFAULT_LIMITS), peer, this.#handler, {
      maxMessageBytes: DEFAULT_LIMITS.maxMessageBytes,
      requestTimeoutMs: 0,
      stallTimeoutMs: 0,
    }).run();
    return Buffer.concat(stream.answers);
  }
  dispose(): Promise<void> {
    return this.#handler.dispose();
  }
}

/** Whether the server still does its work: hello and test, as a Java client sends them. */
export async function expectServing({ port }: { readonly port: number }): Promise<void> {
  const [hello, test] = await Promise.all(
    ['hello-connector-info', 'test'].map(async (name) =>
      decodeStream(await replay(port, bytesOf(session(name).client))),
    ),
  );
  expect(hello).to.have.length(1);
  expect(hello![0]).to.have.property('connectorInfos').with.length(2);
  expect(hello![0]).to.have.property('exception', null);
  expect(test).to.have.length(1);
  expect(test![0]).to.have.property('exception', null);
}

/** Waits for what no event tells. */
export async function until(what: string, condition: () => boolean, limitMs = 10_000): Promise<void> {
  const deadline = Date.now() + limitMs;
  while (!condition()) {
    if (Date.now() > deadline) throw new Error(`Did not come true within ${limitMs} ms: ${what}.`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** Runs all with so many at once. */
export async function inParallel<T>(
  all: Iterable<T>,
  atOnce: number,
  run: (item: T) => Promise<void>,
): Promise<void> {
  const rest = all[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let next = rest.next(); !next.done; next = rest.next()) await run(next.value);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

/** Uncaught errors while the tests of a suite run; rejections are the root hooks' business. */
export function watchForCrashes(): void {
  const crashes: Error[] = [];
  const listener = (error: Error): void => void crashes.push(error);
  before(() => process.on('uncaughtExceptionMonitor', listener));
  after(() => {
    process.off('uncaughtExceptionMonitor', listener);
    expect(crashes).to.deep.equal([]);
  });
}

import type { Socket } from 'node:net';
import { expect } from 'chai';
import { EchoMessage } from '#src/protocol/messages.js';
import { ClientKeys } from '#src/server/access/client-keys.js';
import type { ConnectorServer } from '#src/server/connector-server.js';
import type { ConnectorServerOptions } from '#src/server/server-options.js';
import type { ConnectionReport } from '#src/server/server-events.js';
import { RequestClock } from '#src/server/request-clock.js';
import { until } from '../robustness/hosts.js';
import { ClientBytes, open } from '../robustness/requests.js';
import { decodeStream } from '../sessions/replay.js';
import { hashOf, Stage } from './hosts.js';

describe('a request that trickles in', () => {
  const stage = new Stage();
  const serve = async (options: Partial<ConnectorServerOptions>): Promise<ConnectorServer> =>
    stage.serve(new ClientKeys([{ name: 'one', keys: [await hashOf('k')] }]), options);
  const report = (server: ConnectorServer): Promise<ConnectionReport> =>
    new Promise((resolve) => server.events.once('connectionClosed', (_peer, told) => resolve(told)));
  const echo = (text: string, key = 'k'): Buffer =>
    new ClientBytes().request(new EchoMessage(text, null), key);

  /** Sends byte by byte, never silent for long, until the server has had enough. */
  const trickle = async (socket: Socket, bytes: Uint8Array): Promise<void> => {
    const closed = new Promise((resolve) => socket.resume().once('close', resolve));
    let at = 0;
    const timer = setInterval(() => void (at < bytes.length && socket.write(bytes.subarray(at, ++at))), 5);
    await closed;
    clearInterval(timer);
    expect(at).to.be.below(bytes.length);
  };

  for (const [what, upTo] of [
    ['with its first byte', 0],
    ['after its key', 400],
  ] as const) {
    it(`is ended ${what}, although its sender is never silent`, async () => {
      const server = await serve({ requestTimeoutMs: 100, idleTimeoutMs: 60_000 });
      const ended = report(server);
      const socket = await open(server);
      const bytes = echo('x'.repeat(100_000));
      socket.write(bytes.subarray(0, upTo));
      await trickle(socket, bytes.subarray(upTo));
      const { error, bytesRead } = await ended;
      expect(error?.message).to.equal('A request did not arrive whole within 100 ms.');
      // The time runs from the first byte, not from the key.
      expect(bytesRead - upTo).to.be.below(100);
    });
  }

  it('after a wrong key is ended too', async () => {
    const server = await serve({ requestTimeoutMs: 100 });
    const ended = report(server);
    const socket = await open(server);
    const bytes = echo('x'.repeat(100_000), 'wrong');
    socket.write(bytes.subarray(0, 400));
    await trickle(socket, bytes.subarray(400));
    expect((await ended).error?.message).to.contain('did not arrive whole');
  });

  it('is no connection at rest: between requests, and while it is answered, no such time runs', async () => {
    const server = await serve({ requestTimeoutMs: 30 });
    const socket = await open(server);
    const client = new ClientBytes();
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    for (let i = 1; i <= 3; i++) {
      socket.write(client.request(new EchoMessage(`${i}`, null), 'k'));
      await until('it is answered', () => decodeStream(Buffer.concat(chunks)).length === i);
      // Longer than the limit, however slow the machine: a timer that was left running has fired by then.
      await new Promise((resolve) => setTimeout(resolve, 60));
    }
    expect(server.sessions).to.equal(1);
    socket.destroy();
  });

  it('is timed without what this side takes in between', async () => {
    let expired = 0;
    const clock = new RequestClock(50, () => expired++);
    clock.reset();
    clock.stop();
    await new Promise((resolve) => setTimeout(resolve, 80));
    expect(expired).to.equal(0);
    clock.start();
    await until('the rest of the time is over', () => expired === 1);
    expect(clock.expired).to.be.instanceOf(Error);
    const never = new RequestClock(0, () => expired++);
    never.reset();
    never.stop();
  });
});

import { expect } from 'chai';
import fc from 'fast-check';
import { addressGroup } from '#src/server/access/address-group.js';
import { ClientKeys } from '#src/server/access/client-keys.js';
import { FailedKeys } from '#src/server/access/failed-keys.js';
import { Turnstile } from '#src/server/access/turnstile.js';
import type { KeyRefusal } from '#src/server/server-events.js';
import { facadeOf, failureOf, hashOf, Stage } from './hosts.js';
import { HelloRequest } from '#src/protocol/messages.js';
import { ClientBytes, open } from '../robustness/requests.js';
import { until } from '../robustness/hosts.js';

describe('the turnstile', () => {
  it('lets in so many at once, one of each address, and the addresses in turn', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 4 }),
        fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { minLength: 1, maxLength: 40 }),
        async (maxAtOnce, addresses) => {
          const turnstile = new Turnstile(maxAtOnce);
          const inside: string[] = [];
          const order: string[] = [];
          await Promise.all(
            addresses.map((address) =>
              turnstile.run(
                address,
                async () => {
                  expect(inside).not.to.include(address);
                  inside.push(address);
                  order.push(address);
                  expect(inside.length).to.be.at.most(maxAtOnce);
                  await new Promise(setImmediate);
                  inside.splice(inside.indexOf(address), 1);
                },
                new AbortController().signal,
              ),
            ),
          );
          expect([...order].sort()).to.deep.equal([...addresses].sort());
          expect(turnstile.waiting).to.equal(0);
          // Whoever came once is served before anybody's third.
          const third = order.findIndex(
            (address, at) => order.slice(0, at).filter((a) => a === address).length === 2,
          );
          if (third >= 0) expect(new Set(order.slice(0, third)).size).to.equal(new Set(addresses).size);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('goes on after work that fails, and forgets who leaves the line', async () => {
    const turnstile = new Turnstile(1);
    const leaver = new AbortController();
    const { signal } = new AbortController();
    const failing = turnstile.run('a', () => Promise.reject(new Error('of the work')), signal);
    const left = turnstile.run('a', async () => 'served', leaver.signal);
    const stays = turnstile.run('a', async () => 'served', signal);
    leaver.abort();
    expect(await left).to.equal(undefined);
    expect((await failureOf(failing)).message).to.equal('of the work');
    expect(await stays).to.equal('served');
    expect(turnstile.waiting).to.equal(0);
  });
});

describe('wrong keys of an address', () => {
  const stage = new Stage();

  it('wait ever longer, are forgiven in time, and are remembered of so many addresses', () => {
    let nowMs = 0;
    const failed = new FailedKeys({
      freeAttempts: 2,
      firstDelayMs: 100,
      maxDelayMs: 1000,
      halveAfterMs: 60_000,
      maxAddresses: 2,
      now: () => nowMs,
    });
    const delays = (address: string, times: number): number[] =>
      Array.from({ length: times }, () => failed.count(address).delayMs);
    expect(delays('a', 7)).to.deep.equal([0, 0, 100, 200, 400, 800, 1000]);
    expect(delays('b', 1)).to.deep.equal([0]);
    nowMs = 60_000;
    // Half of seven and this one.
    expect(failed.count('a')).to.deep.equal({ failures: 4, delayMs: 200 });
    nowMs += 600_000;
    expect(failed.count('a').failures).to.equal(1);
    failed.count('c');
    expect(failed.addresses).to.equal(2);
    expect(failed.count('b').failures).to.equal(1);
  });

  it('never wait for more than the limit, however many there are', () => {
    const failed = new FailedKeys({ maxDelayMs: 1000 });
    for (let i = 0; i < 5000; i++) failed.count('a');
    expect(failed.count('a')).to.deep.equal({ failures: 5001, delayMs: 1000 });
  });

  it('are counted by network where the address is IPv6', () => {
    for (const [address, group] of [
      ['192.0.2.1', '192.0.2.1'],
      ['::1', '0:0:0:0::/64'],
      ['2001:db8::1', '2001:db8:0:0::/64'],
      ['2001:0db8:0:0:ffff::2', '2001:db8:0:0::/64'],
      ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
      ['64:ff9b::192.0.2.1', '64:ff9b:0:0::/64'],
      ['fe80::1%eth0', 'fe80:0:0:0::/64'],
      ['unknown', 'unknown'],
    ] as const) {
      expect(addressGroup(address)).to.equal(group);
    }
  });

  it('are told with count and delay; the answer waits, and a right key of the same address does not', async () => {
    const waits: (() => void)[] = [];
    const server = await stage.serve(new ClientKeys([{ name: 'one', keys: [await hashOf('right')] }]), {
      failedKeys: {
        freeAttempts: 1,
        firstDelayMs: 60_000,
        wait: () => new Promise((resolve) => waits.push(resolve)),
      },
    });
    const told: KeyRefusal[] = [];
    server.events.on('keyRefused', (_peer, refusal) => told.push(refusal));
    await failureOf(stage.meet(server, 'wrong'));
    let isAnswered = false;
    const second = failureOf(stage.meet(server, 'wrong too')).finally(() => (isAnswered = true));
    await until('the second is refused', () => waits.length === 1);
    // Seen for the first time, and again.
    for (let i = 0; i < 3; i++) await facadeOf(await stage.meet(server, 'right')).test();
    expect(isAnswered).to.equal(false);
    waits[0]!();
    await second;
    expect(told.map(({ failures, delayMs }) => [failures, delayMs])).to.deep.equal([
      [1, 0],
      [2, 15_000],
    ]);
  });

  it('do not keep a server from closing, nor a connection that its peer has left', async () => {
    const clients = new ClientKeys([{ name: 'one', keys: [await hashOf('right')] }]);
    const server = await stage.serve(clients, {
      failedKeys: { freeAttempts: 0, firstDelayMs: 10 * 60_000, maxDelayMs: 10 * 60_000 },
    });
    const socket = await open(server);
    const refused = new Promise((resolve) => server.events.once('keyRefused', resolve));
    socket.write(new ClientBytes().request(new HelloRequest(4), 'wrong'));
    await refused;
    // An end alone would be no leave: a client may end its side and still read the answer.
    socket.resetAndDestroy();
    await until('the session is over', () => server.sessions === 0);
    const other = await open(server);
    const again = new Promise((resolve) => server.events.once('keyRefused', resolve));
    other.write(new ClientBytes().request(new HelloRequest(4), 'wrong'));
    await again;
    await server.close();
    other.destroy();
  });
});

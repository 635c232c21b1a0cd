import { expect } from 'chai';
import fc from 'fast-check';
import { ProtocolError } from '#src/protocol/protocol-error.js';
import type { ConnectorServer } from '#src/server/connector-server.js';
import { decodeStream, replay } from '../sessions/replay.js';
import { MemoryHost, expectServing, inParallel, startServer, until, watchForCrashes } from './hosts.js';
import { memoryInUse } from './memory.js';
import { clientStreams, int32 } from './raw-bytes.js';

type Mutation = (bytes: Buffer) => Buffer;
const streams = clientStreams().filter(({ bytes }) => bytes.length > 8);

/** A place in a stream, whatever its length; the first and the last bytes are where the structure is densest. */
const place = fc.oneof(
  fc.double({ min: 0, max: 1, noNaN: true }),
  fc.double({ min: 0, max: 0.05, noNaN: true }),
);
const at = (bytes: Buffer, where: number): number => Math.min(bytes.length, Math.floor(where * bytes.length));

const flip = fc.tuple(place, fc.integer({ min: 0, max: 7 })).map(([where, bit]): Mutation => (bytes) => {
  const changed = Buffer.from(bytes);
  const offset = Math.min(at(bytes, where), bytes.length - 1);
  if (offset >= 0) changed[offset]! ^= 1 << bit;
  return changed;
});
const remove = fc.tuple(place, fc.integer({ min: 1, max: 200 })).map(
  ([where, count]): Mutation =>
    (bytes) =>
      Buffer.concat([bytes.subarray(0, at(bytes, where)), bytes.subarray(at(bytes, where) + count)]),
);
const splice = fc
  .tuple(place, fc.nat({ max: streams.length - 1 }), place, fc.integer({ min: 1, max: 3000 }))
  .map(([where, other, from, count]): Mutation => (bytes) => {
    const source = streams[other]!.bytes;
    const start = at(source, from);
    return Buffer.concat([
      bytes.subarray(0, at(bytes, where)),
      source.subarray(start, start + count),
      bytes.subarray(at(bytes, where)),
    ]);
  });
const noise = fc.tuple(place, fc.uint8Array({ maxLength: 64 })).map(
  ([where, junk]): Mutation =>
    (bytes) =>
      Buffer.concat([bytes.subarray(0, at(bytes, where)), junk, bytes.subarray(at(bytes, where))]),
);
/** The n-th byte that is the tag of a field is followed by a length that lies. */
const hostileLength = fc
  .tuple(
    fc.nat({ max: 60 }),
    fc.constantFrom(-1, 0, 1, 2 ** 31 - 1, -(2 ** 31), 16 << 20, (16 << 20) + 1, 70_000),
  )
  .map(([nth, length]): Mutation => (bytes) => {
    const changed = Buffer.from(bytes);
    for (let offset = 8, seen = 0; offset + 9 <= changed.length; offset++) {
      if ((changed[offset] !== 70 && changed[offset] !== 71) || seen++ < nth) continue;
      int32(length).copy(changed, offset + (changed[offset] === 71 ? 5 : 1));
      break;
    }
    return changed;
  });

const mutated = fc
  .tuple(
    fc.nat({ max: streams.length - 1 }),
    fc.array(
      fc.oneof({ weight: 3, arbitrary: flip }, remove, splice, noise, {
        weight: 2,
        arbitrary: hostileLength,
      }),
      {
        minLength: 1,
        maxLength: 4,
      },
    ),
  )
  .map(([stream, mutations]) => ({
    name: streams[stream]!.name,
    bytes: mutations.reduce((bytes, mutate) => mutate(bytes), streams[stream]!.bytes),
  }));

/** Whole messages; a text that was damaged on the way in may come back, but a broken answer may not. */
const expectDecodes = (answer: Buffer): void => {
  try {
    decodeStream(answer);
  } catch (error) {
    if (!(error instanceof ProtocolError) || !/No deserializer|cannot exist/.test(error.message)) throw error;
  }
};

describe('server, on damaged client streams', () => {
  watchForCrashes();

  it('in memory: the connection ends, and what was answered decodes', async () => {
    const host = new MemoryHost();
    await fc.assert(
      fc.asyncProperty(mutated, fc.integer({ min: 1, max: 8192 }), async ({ bytes }, chunk) => {
        const chunks: Buffer[] = [];
        for (let from = 0; from < bytes.length; from += chunk)
          chunks.push(bytes.subarray(from, from + chunk));
        expectDecodes(await host.serve(...chunks));
      }),
      { seed: 20261104, numRuns: 6000, endOnFailure: true },
    );
    await host.dispose();
  }).timeout(30_000);

  describe('over TCP', () => {
    let server: ConnectorServer;
    before(async () => (server = await startServer()));
    after(() => server.close());

    it('the connection ends, answers decode, memory returns, and the server goes on serving', async () => {
      await expectServing(server);
      const before = memoryInUse();
      const samples = fc.sample(mutated, { seed: 20261105, numRuns: 800 });
      await inParallel(samples, 32, async ({ bytes }) => {
        expectDecodes(await replay(server.port, bytes));
      });
      await expectServing(server);
      await until('every session has ended', () => server.sessions === 0);
      expect(memoryInUse() - before).to.be.below(16 << 20);
    }).timeout(30_000);
  });
});

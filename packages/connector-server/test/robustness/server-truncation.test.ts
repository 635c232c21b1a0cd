import { expect } from 'chai';
import type { ConnectorServer } from '#src/server/connector-server.js';
import { MAGIC } from '#src/protocol/tags.js';
import { decodeStream, replay } from '../sessions/replay.js';
import { MemoryHost, expectServing, inParallel, startServer, until, watchForCrashes } from './hosts.js';
import { memoryInUse } from './memory.js';
import { clientStreams, drain, type RecordedStream } from './raw-bytes.js';
import { Scanner } from '#src/protocol/scan.js';
import { DEFAULT_LIMITS } from '#src/protocol/limits.js';

/*
 * What covers what: every truncation point of every recorded client stream is played to a Session in memory (the same
 * code that a socket's connection runs, without the socket), each different prefix once. Over TCP a sample is played:
 * the points around the end of every message, and some within.
 */

/** Streams in an order in which common beginnings stand together, with where each begins to be a new one. */
function prefixes(): readonly (RecordedStream & { readonly from: number })[] {
  const sorted = [...clientStreams()].sort((a, b) => Buffer.compare(a.bytes, b.bytes));
  return sorted.map((stream, at) => {
    const previous = sorted[at - 1]?.bytes;
    if (!previous) return { ...stream, from: 0 };
    let common = 0;
    while (common < previous.length && previous[common] === stream.bytes[common]) common++;
    return { ...stream, from: common + 1 };
  });
}

/** Where the messages of a stream end. */
function ends(bytes: Buffer): readonly number[] {
  if (bytes.length < 8 || bytes.readInt32BE(0) !== MAGIC) return [];
  const scanner = new Scanner(DEFAULT_LIMITS);
  scanner.push(bytes);
  let at = 8;
  return drain(scanner).map(({ length }) => (at += length));
}

/** Answers are whole messages, or none. */
function expectDecodes(answer: Buffer, what: string): void {
  const scanner = new Scanner(DEFAULT_LIMITS);
  scanner.push(answer);
  drain(scanner);
  if (scanner.pending !== 0) expect.fail(`${what}: the answer breaks off in the middle of a message`);
  decodeStream(answer);
}

const LONG_BYTES = 2_500;

describe('server, on every truncation of every recorded client stream', () => {
  watchForCrashes();
  const streams = prefixes();

  it('in memory, every point of the short and every fifth of the long: the connection ends, answers decode', async () => {
    // Nearly every point is an error that is answered; the stacks of 200,000 errors tell nothing.
    const { stackTraceLimit } = Error;
    Error.stackTraceLimit = 0;
    const host = new MemoryHost();
    const known = new Set<string>();
    let points = 0;
    await inParallel(streams, 4, async ({ name, bytes, from }) => {
      // Long streams repeat themselves; their ends and beginnings of messages are played over TCP, too.
      const step = bytes.length > LONG_BYTES ? 5 : 1;
      for (let length = from; length <= bytes.length; length += step) {
        points++;
        const answer = await host.serve(bytes.subarray(0, length));
        // Most points are in the middle of a request and answered with the same few bytes: looked at once.
        const id = answer.length < 400 ? answer.toString('latin1') : undefined;
        if (id !== undefined && known.has(id)) continue;
        expectDecodes(answer, `${name} cut at ${length}`);
        if (id !== undefined) known.add(id);
      }
    });
    await host.dispose();
    Error.stackTraceLimit = stackTraceLimit;
    const all = clientStreams().reduce((sum, { bytes }) => sum + bytes.length + 1, 0);
    expect(points).to.be.above(20_000).and.below(all);
  }).timeout(120_000);

  it('each prefix is played once, and none is left out', () => {
    const different = new Set<string>();
    // Checked on the beginnings, where there are most in common; all of them would be 400 MB of texts.
    for (const { bytes } of streams) {
      for (let length = 0; length <= Math.min(300, bytes.length); length++)
        different.add(bytes.toString('latin1', 0, length));
    }
    let played = 0;
    for (const { bytes, from } of streams) played += Math.max(0, Math.min(300, bytes.length) - from + 1);
    expect(played).to.equal(different.size);
  });

  describe('over TCP, around the ends of messages and within', () => {
    let server: ConnectorServer;
    before(async () => (server = await startServer()));
    after(() => server.close());

    it('the connection ends, answers decode, and the server goes on serving', async () => {
      await expectServing(server);
      const before = memoryInUse();
      const cuts = streams.flatMap(({ name, bytes }) => {
        const at = [
          ...ends(bytes).flatMap((end) => [end - 1, end, end + 1, end + 5]),
          bytes.length >> 1,
          1,
          7,
          9,
        ];
        // A search's stream has hundreds of nothing but "more"; a dozen tell.
        return [...new Set(at)]
          .filter((length) => length <= bytes.length)
          .slice(0, 24)
          .map((length) => ({ name, bytes, length }));
      });
      await inParallel(cuts, 32, async ({ name, bytes, length }) => {
        const answer = await replay(server.port, bytes.subarray(0, length));
        expectDecodes(answer, `${name} cut at ${length}`);
      });
      expect(cuts.length).to.be.above(900);
      await expectServing(server);
      await until('every session has ended', () => server.sessions === 0);
      expect(memoryInUse() - before).to.be.below(16 << 20);
    }).timeout(30_000);
  });
});

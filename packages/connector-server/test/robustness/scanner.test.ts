import { expect } from 'chai';
import fc from 'fast-check';
import { DEFAULT_LIMITS } from '#src/protocol/limits.js';
import { ProtocolError } from '#src/protocol/protocol-error.js';
import { Scanner } from '#src/protocol/scan.js';
import { counted } from './counted.js';
import { PREAMBLE, anonymous, drain, join, message, recordedStreams } from './raw-bytes.js';

/** What was recorded of a client that begins with a wrong magic number. */
const BROKEN = ['client unreadable-request-bad-magic'];

interface Cut {
  readonly messages: readonly Buffer[];
  /** Where each message ends in the stream. */
  readonly ends: readonly number[];
}

function cutWhole(bytes: Buffer): Cut {
  const scanner = new Scanner(DEFAULT_LIMITS);
  scanner.push(bytes);
  const messages = drain(scanner);
  let at = PREAMBLE.length;
  return { messages, ends: messages.map(({ length }) => (at += length)) };
}

const hex = (messages: readonly Buffer[]): string[] => messages.map((bytes) => bytes.toString('hex'));

describe('scanner, on every recorded stream', () => {
  const streams = recordedStreams();
  const whole = streams.filter(({ name }) => !BROKEN.includes(name));

  it('cuts all of them but the deliberately broken ones, and leaves nothing over', () => {
    expect(streams).to.have.length(285);
    for (const { name, bytes } of whole) {
      const { messages, ends } = cutWhole(bytes);
      const rest = join(bytes.subarray(0, PREAMBLE.length), ...messages);
      expect(rest.equals(bytes), name).to.equal(true);
      expect(ends.at(-1) ?? bytes.length, name).to.equal(bytes.length);
    }
    for (const name of BROKEN) {
      expect(() => cutWhole(streams.find((stream) => stream.name === name)!.bytes)).to.throw(
        ProtocolError,
        'not the first bytes',
      );
    }
  });

  // After k bytes the scanner is where it would be had the stream been cut off there: this is every truncation point.
  it('byte by byte: every message comes with its last byte, and no truncation is an error', () => {
    for (const { name, bytes } of whole) {
      const { messages, ends } = cutWhole(bytes);
      const scanner = new Scanner(DEFAULT_LIMITS);
      let found = 0;
      for (let at = 0; at < bytes.length; at++) {
        scanner.push(bytes.subarray(at, at + 1));
        const next = scanner.next();
        if (next === undefined) continue;
        if (ends[found] !== at + 1 || !next.equals(messages[found]!)) expect.fail(`${name} at ${at}`);
        found++;
        expect(scanner.next(), name).to.equal(undefined);
      }
      expect(found, name).to.equal(messages.length);
    }
  });

  it('random splits: the same messages', () => {
    const arbitrary = fc.tuple(
      fc.nat({ max: whole.length - 1 }),
      fc.array(fc.oneof(fc.integer({ min: 0, max: 16 }), fc.integer({ min: 17, max: 9000 })), {
        minLength: 1,
        maxLength: 40,
      }),
    );
    fc.assert(
      fc.property(arbitrary, ([index, sizes]) => {
        const { bytes } = whole[index]!;
        const scanner = new Scanner(DEFAULT_LIMITS);
        const found: Buffer[] = [];
        for (let at = 0, turn = 0; at < bytes.length; turn++) {
          const size = sizes[turn % sizes.length]! || (turn % 7 === 0 ? 1 : 0);
          scanner.push(bytes.subarray(at, at + size));
          at += size;
          found.push(...drain(scanner));
        }
        expect(hex(found)).to.deep.equal(hex(cutWhole(bytes).messages));
        expect(scanner.pending).to.equal(0);
      }),
      { seed: 20261101, numRuns: 500 },
    );
  });
});

describe('scanner, on long messages', () => {
  const long = (size: number): Buffer =>
    join(
      PREAMBLE,
      message((raw) => raw.object('ByteArray', anonymous(Buffer.alloc(size)))),
    );
  const feed = (scanner: Scanner, bytes: Buffer, chunk: number): number => {
    let found = 0;
    for (let at = 0; at < bytes.length; at += chunk) {
      scanner.push(bytes.subarray(at, at + chunk));
      found += drain(scanner).length;
    }
    return found;
  };

  // Work is counted, not timed: bytes moved between buffers and integers read.
  for (const [size, chunk] of [
    [2 << 20, 1],
    [12 << 20, 1000],
    [12 << 20, 64 << 10],
  ] as const) {
    it(`${size} bytes in chunks of ${chunk}: linear work, memory within the limit and a chunk`, () => {
      const bytes = long(size);
      const work = counted(() => expect(feed(new Scanner(DEFAULT_LIMITS), bytes, chunk)).to.equal(1));
      expect(work.copied).to.be.below(2 * bytes.length);
      expect(work.integersRead).to.be.below(bytes.length / chunk + 20);
      expect(work.largestAllocation).to.be.at.most(DEFAULT_LIMITS.maxMessageBytes + chunk);
    });
  }

  it('a long message leaves no long buffer behind', () => {
    const scanner = new Scanner(DEFAULT_LIMITS);
    scanner.push(long(12 << 20));
    expect(scanner.next()).to.have.length.above(12 << 20);
    expect(scanner.next()).to.equal(undefined);
    // What the scanner itself would hold on to, it would use for the next bytes; instead it takes the next chunk as it
    // is, and new memory where a second comes before a message is whole.
    const work = counted(() => scanner.push(PREAMBLE));
    expect(work.largestAllocation).to.equal(0);
    const more = counted(() => scanner.push(Buffer.alloc(2)));
    expect(more.largestAllocation).to.equal(4096);
  });
});

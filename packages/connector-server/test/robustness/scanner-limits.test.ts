import { expect } from 'chai';
import fc from 'fast-check';
import type { ProtocolLimits } from '#src/protocol/limits.js';
import { ProtocolError } from '#src/protocol/protocol-error.js';
import { Scanner } from '#src/protocol/scan.js';
import { counted } from './counted.js';
import { END, NULL, PREAMBLE, byte, drain, int32, join, text } from './raw-bytes.js';

const LIMITS: ProtocolLimits = {
  maxMessageBytes: 1000,
  maxConstants: 10,
  maxConstantBytes: 50,
  maxDepth: 8,
  maxRecords: 100,
};
const MAX = 2 ** 31 - 1;
const MIN = -(2 ** 31);
const NONE = int32(0);
const ARRAY = 62;
const ANONYMOUS = 70;
const NAMED = 71;
/** A message with constants and nothing else. */
const declaring = (...names: readonly string[]): Buffer =>
  join(int32(names.length), ...names.map((name, at) => join(text(name), int32(at))), NULL);
const filler = (length: number): Buffer => join(byte(ANONYMOUS), int32(length), Buffer.alloc(length));

/** What a peer announces, up to the byte that says so; nothing of what was announced follows. */
const REFUSED: readonly [title: string, bytes: Buffer, words: RegExp][] = [
  ['a negative count of constants', int32(-1), /-1 constants/],
  ['the smallest count', int32(MIN), /constants is negative/],
  ['one constant too many', int32(11), /More than 10 constants/],
  ['the largest count', int32(MAX), /More than 10 constants/],
  [
    'constants beyond the limit over several messages',
    join(declaring('a', 'b', 'c', 'd', 'e', 'f'), int32(5)),
    /More than 10 constants/,
  ],
  ['a constant of negative length', join(int32(1), int32(-1)), /constant of -1 bytes/],
  ['a constant that is too long', join(int32(1), int32(51)), /constant of 51 bytes.*50 are allowed/],
  ['a constant of the largest length', join(int32(1), int32(MAX)), /constant of/],
  ['a field of negative length', join(NONE, byte(60, ANONYMOUS), int32(-1)), /length of -1 is negative/],
  ['a named field of the smallest length', join(NONE, byte(60, NAMED), int32(0, MIN)), /is negative/],
  ['a field above the limit', join(NONE, byte(60, ANONYMOUS), int32(991)), /1001 bytes.*1000 are allowed/],
  ['a field of the largest length', join(NONE, byte(60, NAMED), int32(0, MAX)), /1000 are allowed/],
  [
    'fields that are too long together',
    join(NONE, byte(60), filler(400), filler(400), byte(ANONYMOUS), int32(181)),
    /1000 are allowed/,
  ],
  ['too many array levels', join(NONE, Buffer.alloc(17, ARRAY)), /Byte 62 cannot begin an object/],
  ['no class-ref', join(NONE, byte(0)), /Byte 0 cannot begin an object/],
  ['an END where an object begins', join(NONE, END), /Byte 72 cannot begin an object/],
  ['no tag of a field', join(NONE, byte(60, 73)), /Byte 73 is not the tag of a field/],
];

const feed = (scanner: Scanner, bytes: Uint8Array): Buffer[] => {
  scanner.push(Buffer.from(bytes));
  return drain(scanner);
};

describe('scanner, on hostile announcements', () => {
  for (const [title, bytes, words] of REFUSED) {
    it(`refuses ${title} with the byte that announces it`, () => {
      const scanner = new Scanner(LIMITS);
      feed(scanner, PREAMBLE);
      for (let at = 0; at < bytes.length - 1; at++) feed(scanner, bytes.subarray(at, at + 1));
      expect(() => feed(scanner, bytes.subarray(-1))).to.throw(ProtocolError, words);
      // And at once, in one piece.
      expect(() => feed(new Scanner(LIMITS), join(PREAMBLE, bytes))).to.throw(ProtocolError, words);
    });
  }

  it('refuses wrong first bytes with the first wrong one', () => {
    for (const [at, wrong] of [
      [0, 1],
      [2, 0xfb],
      [3, 0xfa],
      [7, 3],
    ] as const) {
      const bytes = Buffer.from(PREAMBLE);
      bytes[at] = wrong;
      const scanner = new Scanner(LIMITS);
      expect(feed(scanner, bytes.subarray(0, at))).to.have.length(0);
      expect(() => feed(scanner, bytes.subarray(at, at + 1)), `at ${at}`).to.throw(ProtocolError);
    }
  });

  it('takes everything at the very limit', () => {
    const scanner = new Scanner(LIMITS);
    const names = ['x'.repeat(50), ...'abcdefghi'];
    expect(feed(scanner, join(PREAMBLE, declaring(...names)))).to.have.length(1);
    const levels = join(NONE, Buffer.alloc(16, ARRAY), byte(60), END);
    expect(feed(scanner, levels)).to.have.length(1);
    const longest = join(NONE, byte(60), filler(989), END);
    expect(longest).to.have.length(1000);
    expect(feed(scanner, longest)[0]).to.have.length(1000);
    expect(() => feed(scanner, join(NONE, byte(60), filler(990), END))).to.throw(ProtocolError);
  });

  it('endless constants end at the limit of the connection, without a message in sight', () => {
    const scanner = new Scanner({ ...LIMITS, maxConstants: 1_000_000 });
    feed(scanner, join(PREAMBLE, int32(1_000_000)));
    let sent = 0;
    expect(() => {
      for (; ; sent++) feed(scanner, join(text('constant'), int32(sent)));
    }).to.throw(ProtocolError, '1000 are allowed');
    expect(sent * 16).to.be.below(LIMITS.maxMessageBytes);
  });

  it('a narrower bound for the next message holds from its first byte', () => {
    const scanner = new Scanner(LIMITS);
    scanner.maxMessageBytes = 100;
    expect(() => feed(scanner, join(PREAMBLE, NONE, byte(60, ANONYMOUS), int32(91)))).to.throw(
      ProtocolError,
      '100 are allowed',
    );
  });

  it('whatever comes: a ProtocolError at worst, and no buffer beyond the limit and a chunk', () => {
    const piece = fc.oneof(
      fc.uint8Array({ maxLength: 30 }),
      fc.constantFrom(NULL, NONE, END, byte(60), byte(ANONYMOUS), byte(NAMED), byte(ARRAY), int32(1)),
      fc.integer({ min: 0, max: 1100 }).map(filler),
      fc.integer().map((value) => int32(value)),
    );
    const chunks = fc.array(fc.array(piece, { maxLength: 6 }), { maxLength: 60 });
    fc.assert(
      fc.property(chunks, fc.boolean(), (parts, begins) => {
        const scanner = new Scanner(LIMITS);
        let longest = 0;
        const work = counted(() => {
          try {
            if (begins) feed(scanner, PREAMBLE);
            for (const part of parts) {
              const chunk = join(...part);
              longest = Math.max(longest, chunk.length);
              feed(scanner, chunk);
              expect(scanner.pending).to.be.at.most(LIMITS.maxMessageBytes);
            }
          } catch (error) {
            if (!(error instanceof ProtocolError)) throw error;
          }
        });
        // `join` of the test itself allocates chunks, and no buffer is smaller than 4096 bytes.
        expect(work.largestAllocation).to.be.at.most(Math.max(4096, LIMITS.maxMessageBytes + longest));
      }),
      { seed: 20261102, numRuns: 2000 },
    );
  });
});

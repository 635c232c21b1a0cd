import { TypedArray } from '@icf-ts/framework';
import { expect } from 'chai';
import fc from 'fast-check';
import { ByteWriter } from '#src/protocol/byte-writer.js';
import { Decoder } from '#src/protocol/decoder.js';
import { Encoder } from '#src/protocol/encoder.js';
import { decodeFacadeKey, encodeFacadeKey } from '#src/protocol/facade-key.js';
import { DEFAULT_LIMITS } from '#src/protocol/limits.js';
import { EchoMessage } from '#src/protocol/messages.js';
import { ProtocolError } from '#src/protocol/protocol-error.js';
import type { Dialect } from '#src/protocol/rows/row.js';
import { Scanner } from '#src/protocol/scan.js';
import { NotInDialect, toNotation, unordered } from '../protocol/notation.js';
import { RECORDS, anyMessage } from './arbitrary-records.js';
import { DOMAIN } from './arbitrary-values.js';

const SEED = 20261103;
const DIALECTS: readonly Dialect[] = ['connid', 'openicf'];

/** One direction of a connection: what is sent comes out at the other end, in pieces. */
class Pipe {
  readonly #encoder: Encoder;
  readonly #decoder = new Decoder();
  readonly #scanner = new Scanner(DEFAULT_LIMITS);
  readonly #output = new ByteWriter();

  constructor(dialect: Dialect) {
    this.#encoder = new Encoder(dialect);
  }
  send(value: unknown): unknown {
    this.#encoder.encode(value, this.#output);
    const bytes = this.#output.take();
    const half = bytes.length >> 1;
    this.#scanner.push(bytes.subarray(0, half));
    expect(this.#scanner.next()).to.equal(undefined);
    this.#scanner.push(bytes.subarray(half));
    const received = this.#decoder.decode(this.#scanner.next()!);
    expect(this.#scanner.next()).to.equal(undefined);
    expect(this.#scanner.pending).to.equal(0);
    return received;
  }
}

/** UTF-8 has no lone surrogates; what stands in for them does not matter here. Guarded texts are UTF-16 and keep them. */
function comparable(value: unknown, dialect: Dialect): unknown {
  const text = (found: unknown): unknown => {
    if (typeof found === 'string') return found.replace(/[\ud800-\udfff]/gu, '\ufffd');
    if (Array.isArray(found)) return found.map(text);
    if (typeof found !== 'object' || found === null) return found;
    if ('clear' in found) return found;
    return Object.fromEntries(Object.entries(found).map(([key, inner]) => [key, text(inner)]));
  };
  return unordered(text(toNotation(value, dialect)));
}

/** What the dialect has no type for is refused, whole; everything else arrives. */
function comesThrough(pipe: Pipe, value: unknown, dialect: Dialect): void {
  let sent: unknown;
  try {
    sent = comparable(value, dialect);
  } catch (error) {
    if (!(error instanceof NotInDialect)) throw error;
    expect(() => pipe.send(value)).to.throw(ProtocolError, error.message);
    return;
  }
  expect(comparable(pipe.send(value), dialect)).to.deep.equal(sent);
}

describe('encode and decode again', () => {
  for (const dialect of DIALECTS) {
    for (const [title, arbitrary] of Object.entries<fc.Arbitrary<unknown>>({ ...DOMAIN, ...RECORDS })) {
      it(`${title} come out as they went in, for ${dialect}`, () => {
        fc.assert(
          fc.property(arbitrary, (value) => comesThrough(new Pipe(dialect), value, dialect)),
          { seed: SEED, numRuns: 300 },
        );
      });
    }

    it(`many messages over one connection, unsendable ones among them, for ${dialect}`, () => {
      const cycle: unknown[] = [];
      cycle.push(cycle);
      const unsendable = fc.constantFrom<unknown>(
        Symbol('s'),
        () => 1,
        new Date(0),
        2n ** 63n,
        new TypedArray('byte', [1]),
        cycle,
        new TypeError('fine by itself').constructor,
        new (class Unknown {})(),
      );
      const sent = fc.array(
        fc.oneof(
          { weight: 4, arbitrary: anyMessage },
          unsendable.map((odd) => new Unsendable(odd)),
        ),
        {
          maxLength: 12,
        },
      );
      fc.assert(
        fc.property(sent, (values) => {
          const pipe = new Pipe(dialect);
          for (const value of values) {
            if (!(value instanceof Unsendable)) comesThrough(pipe, value, dialect);
            // Constants that only the failed message used are taken back.
            else
              expect(() => pipe.send(new EchoMessage([DEFAULT_LIMITS.maxDepth, value.value], 'x'))).to.throw(
                ProtocolError,
              );
          }
        }),
        { seed: SEED, numRuns: 200 },
      );
    });

    it(`facade keys, for ${dialect}`, () => {
      fc.assert(
        fc.property(RECORDS.configurations, (configuration) => {
          const sent = configuration.with({
            producerBufferSize: 0,
            timeoutsMs: new Map(),
            instanceName: null,
          });
          let expected: unknown;
          try {
            expected = comparable(sent, dialect);
          } catch (error) {
            if (!(error instanceof NotInDialect)) throw error;
            expect(() => encodeFacadeKey(configuration, dialect)).to.throw(ProtocolError, error.message);
            return;
          }
          const back = decodeFacadeKey(encodeFacadeKey(configuration, dialect), DEFAULT_LIMITS);
          expect(comparable(back.configuration, dialect)).to.deep.equal(expected);
          expect(back.dialect).to.equal(dialect);
        }),
        { seed: SEED, numRuns: 200 },
      );
    });
  }
});

class Unsendable {
  readonly value: unknown;
  constructor(value: unknown) {
    this.value = value;
  }
}

import { expect } from 'chai';
import { ByteWriter } from '#src/protocol/byte-writer.js';
import { Decoder } from '#src/protocol/decoder.js';
import { Encoder } from '#src/protocol/encoder.js';
import { DEFAULT_LIMITS } from '#src/protocol/limits.js';
import { Scanner } from '#src/protocol/scan.js';
import { bytesOf, objects, type ObjectFixture } from '../fixture-index.js';
import { toNotation, unordered } from './notation.js';

function decodeAll(bytes: Buffer): unknown[] {
  const scanner = new Scanner(DEFAULT_LIMITS);
  const decoder = new Decoder();
  const values: unknown[] = [];
  scanner.push(bytes);
  for (let message = scanner.next(); message; message = scanner.next()) values.push(decoder.decode(message));
  expect(scanner.pending).to.equal(0);
  return values;
}

function encodeAll(values: readonly unknown[], fixture: ObjectFixture): Buffer {
  const encoder = new Encoder(dialectOf(fixture));
  const output = new ByteWriter();
  for (const value of values) encoder.encode(value, output);
  return output.take();
}

const dialectOf = ({ name }: ObjectFixture) => (name.startsWith('openicf-') ? 'openicf' : 'connid');

describe('recorded objects', () => {
  it('are all there', () => expect(objects).to.have.length(115));

  for (const fixture of objects) {
    it(`${fixture.name} decodes to its value and encodes to its bytes`, () => {
      const bytes = bytesOf(fixture.file);
      const values = decodeAll(bytes);
      const dialect = dialectOf(fixture);
      const expected = fixture.sequence ?? [fixture.value];
      expect(values.map((value) => toNotation(value, dialect))).to.deep.equal(expected);
      // In the listed order every file comes out byte for byte, those with an accidental order too.
      expect(encodeAll(values, fixture).toString('hex')).to.equal(bytes.toString('hex'));
      expect(
        unordered(decodeAll(encodeAll(values, fixture)).map((value) => toNotation(value, dialect))),
      ).to.deep.equal(unordered(expected));
    });
  }
});

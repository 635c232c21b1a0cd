import { CompositeFilter, filters, type Filter } from '@icf-ts/framework';
import { expect } from 'chai';
import { ByteWriter } from '#src/protocol/byte-writer.js';
import { Decoder } from '#src/protocol/decoder.js';
import { Encoder } from '#src/protocol/encoder.js';
import { DEFAULT_LIMITS } from '#src/protocol/limits.js';
import { Scanner } from '#src/protocol/scan.js';
import { toNotation } from './notation.js';

/** As ICF's own builders nest them: each further value one level deeper. */
const leftDeep = (count: number): Filter =>
  Array.from({ length: count }, (_, i) => filters.equals('__UID__', `u${i}`) as Filter).reduce(
    (left, right) => new CompositeFilter('or', left, right),
  );

function roundTrip(filter: Filter): unknown {
  const output = new ByteWriter();
  new Encoder().encode(filter, output);
  const scanner = new Scanner(DEFAULT_LIMITS);
  scanner.push(output.take());
  return new Decoder().decode(scanner.next()!);
}

describe('a filter of many values', () => {
  it('passes as Java nests it, four hundred deep', () => {
    const filter = leftDeep(400);
    expect(toNotation(roundTrip(filter), 'connid')).to.deep.equal(toNotation(filter, 'connid'));
  });

  it('passes by the thousand as our builder nests it', () => {
    const filter = filters.or(...Array.from({ length: 5000 }, (_, i) => filters.equals('__UID__', `u${i}`)));
    expect(toNotation(roundTrip(filter), 'connid')).to.deep.equal(toNotation(filter, 'connid'));
  });

  it('is refused beyond the limit, by both sides, with words', () => {
    expect(() => roundTrip(leftDeep(2000))).to.throw(/nested more than 512 levels/);
  });
});

import {
  ConnectorObject,
  Name,
  ObjectClass,
  Uid,
  attribute,
  attributeOf,
  filters,
  matches,
  type Filter,
  type TextCase,
} from '@icf-ts/framework';
import { expect } from 'chai';
import fc from 'fast-check';
import { compiledFilter } from '#src/operations/search/compiled-filter.js';
import { splitFilter } from '#src/operations/search/split-filter.js';

const TEXTS = ['a', 'A', 'b', 'ß', 'ẞ', ...Array.from({ length: 12 }, (_, at) => `v${at}`)];
const NAMES = ['x', 'Y', 'y'];

const text = fc.constantFrom(...TEXTS);
const leaf = fc.oneof(
  fc
    .tuple(
      fc.constantFrom(filters.equals, filters.equalsIgnoreCase, filters.contains),
      fc.constantFrom(...NAMES),
      text,
    )
    .map(([make, name, value]) => make(name, value)),
  fc
    .tuple(fc.constantFrom(...NAMES), fc.array(text, { maxLength: 2 }))
    .map(([name, list]) => filters.equals(name, ...list)),
  fc.constantFrom(...NAMES).map(filters.present),
);
const filter = fc.letrec<{ filter: Filter }>((tie) => ({
  filter: fc.oneof(
    { maxDepth: 3 },
    leaf,
    fc.array(tie('filter'), { minLength: 1, maxLength: 3 }).map((list) => filters.and(...list)),
    fc
      .array(fc.oneof(leaf, tie('filter')), { minLength: 1, maxLength: 30 })
      .map((list) => filters.or(...list)),
    tie('filter').map(filters.not),
  ),
})).filter;
const object = fc
  .tuple(
    fc.option(fc.array(text, { maxLength: 2 })),
    fc.option(fc.array(fc.oneof(text, fc.integer()), { maxLength: 2 })),
  )
  .map(
    ([x, y]) =>
      new ConnectorObject(ObjectClass.ACCOUNT, [
        new Uid('u'),
        new Name('n'),
        ...(x ? [attributeOf('X', x)] : []),
        ...(y ? [attributeOf('y', y)] : []),
      ]),
  );
const textCase = fc.constantFrom<TextCase>('exact', 'ignore');

describe('a compiled filter', () => {
  it('says what matching says', () => {
    fc.assert(
      fc.property(filter, object, textCase, (one, candidate, by) => {
        expect(compiledFilter(one, by)(candidate)).to.equal(matches(one, candidate, by));
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a filter that is too long', () => {
  const leaves = (one: Filter): number =>
    one.kind === 'and' || one.kind === 'or'
      ? leaves(one.left) + leaves(one.right)
      : one.kind === 'not'
        ? leaves(one.filter)
        : 1;

  it('is parted into filters that together match the same', () => {
    fc.assert(
      fc.property(filter, object, textCase, fc.integer({ min: 5, max: 40 }), (one, candidate, by, max) => {
        const parts = splitFilter(one, leaves, max);
        expect(parts.some((part) => matches(part, candidate, by))).to.equal(matches(one, candidate, by));
        // Only what has no OR left may be longer.
        for (const part of parts)
          if (leaves(part) > max) expect(splitFilter(part, leaves, max)).to.have.length(1);
      }),
      { numRuns: 1_000 },
    );
  });

  it('may be a list of two thousand at a time', () => {
    const many = filters.or(...Array.from({ length: 10_000 }, (_, at) => filters.equals('x', `value ${at}`)));
    const parts = splitFilter(filters.and(filters.present('y'), many), () => 1, 10);
    expect(parts.map(leaves)).to.deep.equal(Array(5).fill(2_001));
  });

  it('is parted at several ORs where one does not do', () => {
    const list = (name: string): Filter =>
      filters.or(...Array.from({ length: 10 }, (_, at) => filters.equals(attribute(name, at))));
    const parts = splitFilter(filters.and(list('x'), list('y')), leaves, 6);
    for (const part of parts) expect(leaves(part)).to.be.at.most(6);
  });

  it('is refused where it makes thousands of statements', () => {
    const many = filters.or(...Array.from({ length: 3_000 }, (_, at) => filters.equals('x', at)));
    expect(() => splitFilter(many, leaves, 2)).to.throw('more than 1000 statements');
  });
});

import {
  Attribute,
  Double,
  ExtendedMatchFilter,
  GuardedString,
  IllegalArgumentException,
  ZonedDateTime,
  attribute,
  filters,
  formatFilter,
  parseFilter,
} from '@icf-ts/framework';
import { expect } from 'chai';
import fc from 'fast-check';
import { leafOf, treeOf } from './arbitrary-filters.js';

const { and, or, not, equals, present } = filters;

describe('formatFilter', () => {
  it('writes what Oracle wrote', () => {
    const text = "greaterThan('userType','AutomatedProcess') | lessThan('userType','AutomatedProcess')";
    expect(formatFilter(parseFilter(text))).to.equal(text);
  });

  it('brackets only where it must', () => {
    const [a, b, c] = [present('a'), present('b'), present('c')];
    expect(formatFilter(or(and(a, b), c))).to.equal("present('a') & present('b') | present('c')");
    expect(formatFilter(and(or(a, b), c))).to.equal("(present('a') | present('b')) & present('c')");
    expect(formatFilter(and(a, and(b, c)))).to.equal("present('a') & (present('b') & present('c'))");
    expect(formatFilter(not(or(a, b)))).to.equal("not(present('a') | present('b'))");
  });

  it('refuses what has no text form, without showing it', () => {
    expect(() => formatFilter(equals('born', new ZonedDateTime('1815-12-10T00:00:00Z')))).to.throw(
      IllegalArgumentException,
      /'born'.*ZonedDateTime/,
    );
    expect(() => formatFilter(equals('x', NaN))).to.throw(/NaN/);
    expect(() => formatFilter(equals('__PASSWORD__', new GuardedString('s3cret')))).to.throw(/GuardedString/);
  });

  it('writes what parseFilter reads as the same filter', () => {
    const value = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom("'", '\\', '\n', "''", '\\u0041', '\u2028', '\0', '\ud800'),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
      fc.integer().map((whole) => new Double(whole)),
      fc.boolean(),
      fc.constant(null),
    );
    const name = fc.string({ unit: 'binary', minLength: 1 }).filter((text) => text.trim() !== '');
    const bare = name.map((text) => filters.equals(new Attribute(text, null)));
    const extended = fc
      .tuple(fc.string(), name, value)
      .map(
        ([operator, attributeName, wanted]) =>
          new ExtendedMatchFilter(operator, attribute(attributeName, wanted)),
      );
    const leaf = fc.oneof({ weight: 8, arbitrary: leafOf(value, name) }, bare, extended);
    fc.assert(
      fc.property(treeOf(leaf), (filter) => {
        const text = formatFilter(filter);
        expect(text).not.to.match(/[\n\r]/);
        expect(parseFilter(text)).to.deep.equal(filter);
      }),
      { numRuns: 2000 },
    );
  });
});

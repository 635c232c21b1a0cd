import {
  Attribute,
  BigDecimal,
  ConnectorObject,
  Double,
  Name,
  ObjectClass,
  Uid,
  ZonedDateTime,
  attribute,
  filters,
  matches,
  type AttributeValue,
} from '@icf-ts/framework';
import { expect } from 'chai';
import fc from 'fast-check';

const object = (...attributes: Attribute[]): ConnectorObject =>
  new ConnectorObject(ObjectClass.ACCOUNT, [new Uid('u1'), new Name('Ada'), ...attributes]);

describe('filters', () => {
  const ada = object(
    attribute('mail', 'ada@x.test', 'lovelace@x.test'),
    attribute('age', 36),
    attribute('nothing'),
    new Attribute('unset', null),
    attribute('born', new ZonedDateTime('1815-12-10T00:00:00+01:00')),
  );

  const accepted = [
    filters.equals('AGE', 36),
    filters.equals('age', 36n),
    filters.equals('age', new Double(36)),
    filters.equals('age', new BigDecimal(360n, 1)),
    filters.equals('mail', 'ada@x.test', 'lovelace@x.test'),
    filters.equals('absent'),
    filters.equals(new Attribute('unset', null)),
    filters.equalsIgnoreCase('__NAME__', 'ADA'),
    filters.containsAllValues('mail', 'lovelace@x.test'),
    filters.contains('mail', 'lace@'),
    filters.startsWith('mail', 'love'),
    filters.endsWith('mail', '.test'),
    filters.greaterThan('age', 35.5),
    filters.greaterThanOrEqual('age', 36),
    filters.lessThan('age', 37n),
    filters.lessThanOrEqual('born', new ZonedDateTime('1815-12-09T23:00:00Z')),
    filters.present('mail'),
    filters.not(filters.present('nothing')),
    filters.and(filters.equals('age', 36), filters.present('mail'), filters.equals('__UID__', 'u1')),
    filters.or(filters.equals('age', 1), filters.equals('age', 36)),
  ];
  accepted.forEach((filter, at) =>
    it(`match ${at}: ${filter.kind}`, () => expect(matches(filter, ada)).to.equal(true)),
  );

  const refused = [
    filters.equals('__NAME__', 'ada'),
    filters.equals('mail', 'ada@x.test'),
    filters.equals('mail', 'lovelace@x.test', 'ada@x.test'),
    filters.equals('age', '36'),
    filters.equals('absent', 1),
    filters.containsAllValues('mail', 'lovelace@x.test', 'other'),
    filters.contains('age', '3'),
    filters.greaterThan('age', 36),
    filters.lessThan('absent', 1),
    filters.lessThan('mail', 1),
    filters.not(filters.equals('age', 36)),
  ];
  refused.forEach((filter, at) =>
    it(`refuse ${at}: ${filter.kind}`, () => expect(matches(filter, ada)).to.equal(false)),
  );

  it('ignore case where asked to', () => {
    expect(matches(filters.equals('__NAME__', 'ADA'), ada, 'ignore')).to.equal(true);
    expect(matches(filters.contains('mail', 'LACE'), ada, 'ignore')).to.equal(true);
  });

  it('leave an extended match to the connector', () => {
    expect(() => matches(filters.and(filters.present('mail'), extended), ada)).to.throw(/connector/);
  });

  it('obey the laws of Boole', () => {
    const value = fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.constant(null));
    const leaf = fc
      .tuple(
        fc.constantFrom('equals', 'contains', 'greaterThan', 'lessThanOrEqual', 'present'),
        fc.constantFrom('a', 'b'),
        value,
      )
      .map(([kind, name, wanted]) =>
        kind === 'present' ? filters.present(name) : filters[kind as 'equals'](name, wanted),
      );
    const subject = fc
      .tuple(fc.array(value, { maxLength: 3 }), fc.array(value, { maxLength: 3 }))
      .map(([a, b]) =>
        object(new Attribute('a', a as AttributeValue[]), new Attribute('b', b as AttributeValue[])),
      );
    fc.assert(
      fc.property(leaf, leaf, subject, (left, right, target) => {
        const [l, r] = [matches(left, target), matches(right, target)];
        expect(matches(filters.and(left, right), target)).to.equal(l && r);
        expect(matches(filters.or(left, right), target)).to.equal(l || r);
        expect(matches(filters.not(filters.and(left, right)), target)).to.equal(!l || !r);
      }),
    );
  });
});

const extended = {
  kind: 'extendedMatch',
  operator: 'soundsLike',
  attribute: attribute('mail', 'x'),
} as never;

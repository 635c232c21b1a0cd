import { Uid, attribute, filters, type Filter } from '@icf-ts/framework';
import { expect } from 'chai';
import fc from 'fast-check';
import type { FieldKind } from '#src/mapping/field-kinds.js';
import { quote, quoteLike } from '#src/soql/escape.js';
import { filterToSoql } from '#src/soql/filter-to-soql.js';

const KINDS: Record<string, FieldKind> = {
  Title: 'text',
  IsActive: 'boolean',
  Latitude: 'double',
  Logins: 'int',
  Id: 'id',
  Born: 'date',
  Tags: 'multipicklist',
};
const soql = (filter: Filter): [unknown, boolean] => {
  const { where, residual } = filterToSoql(filter, (name) => {
    const field = name === Uid.NAME ? 'Id' : name;
    return KINDS[field] ? { field, kind: KINDS[field] } : undefined;
  });
  return [typeof where === 'object' ? where.text : where, residual !== undefined];
};

describe('filter to SOQL', () => {
  for (const [title, filter, where, residual] of [
    ['equality ignores case in SOQL', filters.equals('Title', 'Head'), "Title = 'Head'", true],
    ['what has no case is exact', filters.equals('Title', '4711'), "Title = '4711'", false],
    [
      'its negation keeps rows without a value',
      filters.not(filters.equals('Title', '4711')),
      "((NOT (Title = '4711')) OR Title = null)",
      false,
    ],
    [
      'the negation of a narrowing narrows nothing',
      filters.not(filters.equals('Title', 'Head')),
      'all',
      true,
    ],
    ['text has another order in SOQL', filters.greaterThan('Title', 'a'), 'Title != null', true],
    ['patterns', filters.startsWith('Title', 'a_%'), "Title LIKE 'a\\_\\%%'", true],
    ['an empty pattern', filters.contains('Title', ''), 'Title != null', false],
    ['no values', filters.equals('Title'), 'Title = null', false],
    ['presence', filters.not(filters.present('Title')), 'Title = null', false],
    ['booleans', filters.equals('IsActive', true), 'IsActive = true', false],
    ['a value that fits no row', filters.equals('IsActive', 'true'), 'none', false],
    ['numbers', filters.greaterThanOrEqual('Logins', 3), 'Logins >= 3', false],
    ['dates', filters.lessThan('Born', '2000-01-31'), 'Born < 2000-01-31', false],
    ['an id', filters.equals(new Uid('005000000000001AAA')), "Id = '005000000000001AAA'", true],
    ['an id that is none', filters.equals(new Uid("' OR Id != '")), 'none', false],
    [
      'several values',
      filters.containsAllValues('Tags', 'a', 'b'),
      "Tags INCLUDES ('a') AND Tags INCLUDES ('b')",
      true,
    ],
    ['an attribute that no object has', filters.equals('__GROUPS__', 'x'), 'none', false],
    ['its negation', filters.not(filters.equals('__GROUPS__', 'x')), 'all', false],
    [
      'brackets',
      filters.and(
        filters.or(filters.equals('Logins', 1), filters.equals('Logins', 2)),
        filters.equals('IsActive', true),
      ),
      'Logins IN (1,2) AND IsActive = true',
      false,
    ],
    [
      'De Morgan',
      filters.not(filters.or(filters.present('Title'), filters.present('Logins'))),
      'Title = null AND Logins = null',
      false,
    ],
    [
      'half of an and',
      filters.and(filters.equals('IsActive', true), filters.not(filters.equals('Title', 'x'))),
      'IsActive = true',
      true,
    ],
    [
      'an or with a part that cannot be said',
      filters.or(filters.equals('IsActive', true), filters.not(filters.equals('Title', 'x'))),
      'all',
      true,
    ],
  ] as const satisfies readonly [string, Filter, string, boolean][]) {
    it(title, () => {
      expect(soql(filter)).to.deep.equal([where, residual]);
    });
  }

  it('leaves several values of a single-valued attribute to matching', () => {
    expect(soql(filters.equals(attribute('Title', 'a', 'b')))[1]).to.equal(true);
  });
});

describe('SOQL literals', () => {
  it('read back as what they were, whatever is in them', () => {
    const unescape = (literal: string): string =>
      literal
        .slice(1, -1)
        .replace(/\\(u([0-9a-f]{4})|.)/g, (_all, short: string, hex?: string) =>
          hex
            ? String.fromCharCode(parseInt(hex, 16))
            : ({ n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }[short] ?? short),
        );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const literal = quote(text);
        expect(unescape(literal)).to.equal(text);
        // No quote ends the literal before its end, and no line break is in it.
        expect(literal.slice(1, -1)).to.match(/^(?:[^'\\\n\r]|\\.)*$/);
        expect(unescape(quoteLike(text, '%', ''))).to.equal(`%${text}`);
      }),
    );
  });
});

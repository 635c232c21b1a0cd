import {
  Attribute,
  Double,
  ExtendedMatchFilter,
  IllegalArgumentException,
  Name,
  Uid,
  attribute,
  filters,
  formatFilter,
  parseFilter,
  type ComparisonFilter,
  type Filter,
} from '@icf-ts/framework';
import { expect } from 'chai';
import fc from 'fast-check';
import { readFileSync } from 'node:fs';

const { and, or, not, equals, present } = filters;
const valuesIn = (text: string) => (parseFilter(text) as ComparisonFilter).attribute.values;
const failure = (text: string, options = {}): string => {
  try {
    parseFilter(text, options);
  } catch (error) {
    expect(error).to.be.instanceOf(IllegalArgumentException);
    return (error as Error).message;
  }
  throw new Error(`'${text}' was read`);
};

describe('parseFilter', () => {
  const read: [text: string, filter: Filter][] = [
    [
      "greaterThan('userType','AutomatedProcess')|lessThan('userType','AutomatedProcess')",
      or(
        filters.greaterThan('userType', 'AutomatedProcess'),
        filters.lessThan('userType', 'AutomatedProcess'),
      ),
    ],
    ["equalTo('a','b')", equals('a', 'b')],
    ["equals('a', 'b')", equals('a', 'b')],
    ["equalsIgnoreCase('a','b')", filters.equalsIgnoreCase('a', 'b')],
    ["contains('a','b')", filters.contains('a', 'b')],
    ["STARTSWITH ( 'a' ,\n\t'b' ) ", filters.startsWith('a', 'b')],
    ["endsWith('a','b')", filters.endsWith('a', 'b')],
    ["greaterThanOrEqualTo('a',1)", filters.greaterThanOrEqual('a', 1)],
    ["lessThanOrEqualTo('a',1)", filters.lessThanOrEqual('a', 1)],
    ["containsAllValues('a',['b','c'])", filters.containsAllValues('a', 'b', 'c')],
    ["containsAllValues('a','b','c')", filters.containsAllValues('a', 'b', 'c')],
    ["present('a')", present('a')],
    ["extendedMatch('soundsLike','a','b')", new ExtendedMatchFilter('soundsLike', attribute('a', 'b'))],
    ["present('a') | present('b') & present('c')", or(present('a'), and(present('b'), present('c')))],
    ["(present('a') or present('b')) AND present('c')", and(or(present('a'), present('b')), present('c'))],
    ["not(present('a')) & present('b')", and(not(present('a')), present('b'))],
    ["not present('a') & present('b')", and(not(present('a')), present('b'))],
    ["Not(not(present('a')))", not(not(present('a')))],
    ["and(present('a'), present('b') | present('c'))", and(present('a'), or(present('b'), present('c')))],
    ["or(present('a'),present('b'),present('c'))", or(present('a'), present('b'), present('c'))],
    ["present('a') & present('b') & present('c')", and(present('a'), present('b'), present('c'))],
    ["equalTo('a')", filters.equals(new Attribute('a', null))],
    ["equalTo('a',[])", equals('a')],
    ["equalTo('__NAME__','Ada')", filters.equals(new Name('Ada'))],
    ["equalTo('__UID__','005')", filters.equals(new Uid('005'))],
  ];
  for (const [text, filter] of read)
    it(`reads ${text}`, () => expect(parseFilter(text)).to.deep.equal(filter));

  it('reads the examples of the documentation', () => {
    const page = readFileSync(new URL('../../../../../docs/concepts/filters.md', import.meta.url), 'utf8');
    const examples = /```filter\n([^`]+)```/.exec(page)![1]!.trim().split('\n');
    expect(examples).to.have.lengthOf(4);
    for (const text of examples)
      expect(parseFilter(formatFilter(parseFilter(text)))).to.deep.equal(parseFilter(text));
  });

  it('reads values by their kind', () => {
    expect(valuesIn("equalTo('a',[36,-1,2.5,1e3,36.0,5000000000,7L,true,FALSE,null,'36'])")).to.deep.equal([
      36,
      -1,
      2.5,
      new Double(1000),
      new Double(36),
      5000000000n,
      7n,
      true,
      false,
      null,
      '36',
    ]);
  });

  it('reads quotes and escapes', () => {
    expect(valuesIn(String.raw`equalTo('a', 'O\'Neill')`)).to.deep.equal(["O'Neill"]);
    expect(valuesIn(`equalTo('a', 'O''Neill')`)).to.deep.equal(["O'Neill"]);
    expect(valuesIn(`equalTo('a', "O'Neill's ""x""")`)).to.deep.equal([`O'Neill's "x"`]);
    expect(valuesIn(`equalTo('a', "it''s")`)).to.deep.equal(["it''s"]);
    expect(valuesIn(String.raw`equalTo('a', 'C:\\dir\t\u00e9\n')`)).to.deep.equal(['C:\\dir\té\n']);
    expect(valuesIn(`equalTo('a', ['', '''', '|&()'])`)).to.deep.equal(['', "'", '|&()']);
  });

  const refused: [text: string, column: number, why: RegExp][] = [
    ['', 1, /expected a filter.*the text ends/],
    ["equalTo('a','b'", 16, /expected '\)'.*the text ends/],
    ["equalTo('a','b') present('c')", 18, /expected '&', '\|' or the end.*found 'present'/],
    ["present('a') && present('b')", 15, /expected a filter.*found '&'/],
    ["like('a','b')", 1, /no function 'like'.*startsWith/],
    ['equalTo(a,b)', 9, /name of an attribute in quotes.*found 'a'/],
    ["equalTo('a',b)", 13, /text in quotes/],
    ["startsWith('a')", 15, /value to compare with/],
    ["equalTo('a','b)", 13, /no closing '/],
    ["equalTo('a',‘b’)", 13, /straight/],
    ["equalTo('a','CORP\\jdoe')", 18, /backslash/],
    ["equalTo('a',['b',['c']])", 18, /expected a value/],
    ["equalTo('a',['b')", 17, /expected '\]'/],
    ["equalTo('a',12x)", 13, /number/],
    ["equalTo('a',1e999)", 13, /too large/],
    ["equalTo('a',2.5L)", 13, /whole number/],
    ["equalTo('a',9223372036854775808)", 13, /64 bits/],
    [`equalTo('a',${'9'.repeat(100_000)})`, 13, /64 bits/],
    ["equalTo('a',😀)", 13, /😀/],
    ["equalTo(' ','b')", 9, /blank/],
    ["(present('a')", 14, /expected '\)'/],
  ];
  for (const [text, column, why] of refused) {
    it(`refuses ${text.slice(0, 40)}`, () => {
      expect(failure(text)).to.contain(`line 1, column ${column}:`).and.to.match(why);
    });
  }

  it('shows the place', () => {
    expect(failure("present('a')\n  | present('b') !").split('\n')).to.deep.equal([
      'The filter text cannot be read at line 2, column 18: found "!", which has no meaning here; texts stand in quotes.',
      "    | present('b') !",
      '                   ^',
    ]);
  });

  it('does not repeat a password', () => {
    expect(failure("equalTo('__PASSWORD__','s3cret')"))
      .to.contain('GuardedString')
      .and.not.to.contain('s3cret');
  });

  it('bounds depth and size', () => {
    const nested = (depth: number): string => '('.repeat(depth) + "present('a')" + ')'.repeat(depth);
    expect(parseFilter(nested(64))).to.deep.equal(present('a'));
    expect(failure(nested(65))).to.match(/64 deep/);
    expect(failure('('.repeat(1_000_000))).to.match(/64 deep/);
    expect(failure('not '.repeat(100_000))).to.match(/64 deep/);
    expect(failure(nested(3), { maxDepth: 2 })).to.match(/2 deep/);
    const long = Array.from({ length: 1001 }, () => "present('a')").join('|');
    expect(failure(long)).to.match(/1000 conditions/);
    expect(parseFilter(long, { maxConditions: 1001 }).kind).to.equal('or');
    expect(failure(`equalTo('a','${'x'.repeat(1_000_000)}`)).to.match(/no closing/);
  });

  it('fails with an IllegalArgumentException only', () => {
    const piece = fc.constantFrom(
      ...[
        "equalTo('a',",
        "'b'",
        ')',
        '(',
        '&',
        '|',
        'not',
        ',',
        '[',
        ']',
        '1',
        '"',
        "'",
        '\\',
        '\n',
        'true',
        '—',
      ],
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary' }),
          fc.array(piece).map((all) => all.join('')),
        ),
        (text) => {
          try {
            parseFilter(text);
          } catch (error) {
            expect(error).to.be.instanceOf(IllegalArgumentException);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});

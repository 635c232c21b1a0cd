import {
  Byte,
  Character,
  Double,
  GuardedString,
  LookupDefinition,
  ZonedDateTime,
  lookupFormat,
  lookupText,
  parseLookupEntry,
  type LookupKind,
} from '@icf-ts/framework';
import { expect } from 'chai';
import fc from 'fast-check';

describe('lookup definition', () => {
  const languages = new LookupDefinition({
    name: 'Lookup.Salesforce.PreferredLanguages',
    entries: [
      ['en_US', 'English'],
      ['en_GB', 'English'],
      ['1', 'One'],
      ['de', 'ENGLISH'],
    ],
    vanished: ['1'],
  });

  it('decodes and finds codes, in the order given', () => {
    expect(languages).to.include({ kind: 'static', size: 4, textCase: 'exact', description: null });
    expect(languages.decode('en_US')).to.equal('English');
    expect(languages.decode('EN_US')).to.equal(undefined);
    expect(languages.codesOf('English')).to.deep.equal(['en_US', 'en_GB']);
    expect(languages.codesOf('english')).to.deep.equal([]);
    expect(languages.codesOf('english', 'ignore')).to.deep.equal(['en_US', 'en_GB', 'de']);
    expect([...new Map(languages).keys()]).to.deep.equal(['en_US', 'en_GB', '1', 'de']);
  });

  it('still decodes what vanished', () => {
    expect(languages.vanished).to.deep.equal([['1', 'One']]);
    expect(languages.isVanished('1')).to.equal(true);
    expect(languages.isVanished('de')).to.equal(false);
    expect(languages.decode('1')).to.equal('One');
  });

  it('cannot be changed through what it hands out', () => {
    const [entry] = languages;
    expect(() => ((entry as unknown as string[])[1] = 'x')).to.throw(TypeError);
    expect(() => (languages.codesOf('English') as string[]).push('x')).to.throw(TypeError);
    expect(languages.decode('en_US')).to.equal('English');
  });

  it('knows the names that objects have by birth for what they are', () => {
    const odd = new LookupDefinition({ name: 'x', entries: [['__proto__', 'constructor']] });
    expect([odd.decode('__proto__'), odd.decode('constructor')]).to.deep.equal(['constructor', undefined]);
    expect(odd.codesOf('toString')).to.deep.equal([]);
  });

  it('compares codes without regard to case where told so', () => {
    const lookup = new LookupDefinition({ name: 'x', textCase: 'ignore', entries: [['Fax', 'FAX']] });
    expect([lookup.decode('fAX'), lookup.codesOf('fax'), lookup.entry('FAX')?.[0]]).to.deep.equal([
      'FAX',
      ['Fax'],
      'Fax',
    ]);
  });

  it('refuses what is no lookup, naming both of two entries with one code', () => {
    const make = (detail: object) => () => new LookupDefinition({ name: 'x', entries: [], ...detail });
    expect(make({ name: ' ' })).to.throw(/must not be blank/);
    expect(make({ kind: 'other' as LookupKind })).to.throw(/'other' is not a kind of lookup/);
    expect(make({ entries: [['', 'a']] })).to.throw(/code of 'a' is empty/);
    expect(make({ entries: [['a', 1]] })).to.throw(/must be texts/);
    expect(make({ vanished: ['a'] })).to.throw(/'a' is said to have vanished/);
    const two = [
      ['a', 'one'],
      ['A', 'two'],
    ];
    expect(make({ entries: two })).not.to.throw();
    expect(make({ entries: two, textCase: 'ignore' })).to.throw(/'a' = 'one' and 'A' = 'two'/);
  });
});

describe('lookup formats', () => {
  const oracle = lookupFormat('oracle', { key: '461', name: 'Salesforce' });

  it("write and read Oracle's", () => {
    const entry = oracle.format(['00G80000001gXdyEAE', 'Company Labs']);
    expect(entry).to.deep.equal(['461~00G80000001gXdyEAE', 'Salesforce~Company Labs']);
    expect(oracle.parseCode(entry[0])).to.equal('00G80000001gXdyEAE');
    expect(oracle.parseCode('161~x')).to.equal(undefined);
    expect(oracle.parseCode('x')).to.equal(undefined);
    // The guide's own sample has the name twice: the second is part of the decode.
    expect(parseLookupEntry('oracle', ['161~ooe8', 'Salesforce~Salesforce~S&OP 2'])).to.deep.equal({
      code: 'ooe8',
      decode: 'Salesforce~S&OP 2',
      itResource: { key: '161', name: 'Salesforce' },
    });
    expect(parseLookupEntry('oracle', ['161~a', 'b'])).to.equal(undefined);
    expect(parseLookupEntry('plain', ['161~a', 'b'])).to.deep.equal({
      code: '161~a',
      decode: 'b',
      itResource: null,
    });
  });

  it('refuse an IT resource that would make an entry ambiguous', () => {
    expect(() => lookupFormat('oracle', { key: '4~61', name: 'x' })).to.throw(/contains '~'/);
    expect(() => lookupFormat('oracle', { key: '1', name: ' ' })).to.throw(/needs the name/);
    expect(() => lookupFormat('nope' as 'plain')).to.throw(/there are plain, oracle/);
  });

  it('read back whatever they wrote', () => {
    const text = fc.string({ unit: fc.constantFrom('~', 'a', '4', '1', '\n') });
    const owner = fc.string({ minLength: 1 }).filter((one) => one.trim() !== '' && !one.includes('~'));
    fc.assert(
      fc.property(owner, owner, text, text, (key, name, code, decode) => {
        for (const format of [lookupFormat('plain'), lookupFormat('oracle', { key, name })]) {
          const written = format.format([code, decode]);
          expect([format.parseCode(written[0]), format.parseDecode(written[1])]).to.deep.equal([
            code,
            decode,
          ]);
        }
        expect(parseLookupEntry('oracle', [`${key}~${code}`, `${name}~${decode}`])).to.deep.equal({
          code,
          decode,
          itResource: { key, name },
        });
      }),
    );
  });
});

describe('the text of a value in a lookup', () => {
  it('follows one rule', () => {
    const texts = [
      'ä',
      7,
      new Double(7),
      0.5,
      9_007_199_254_740_993n,
      true,
      new Byte(3),
      new Character('x'),
      new ZonedDateTime('2024-02-29T23:59:58Z'),
      Uint8Array.of(1, 2, 255),
    ].map((value) => lookupText(value));
    expect(texts).to.deep.equal([
      'ä',
      '7',
      '7',
      '0.5',
      '9007199254740993',
      'true',
      '3',
      'x',
      '2024-02-29T23:59:58Z',
      'AQL/',
    ]);
    expect(lookupText(new GuardedString('secret'))).to.equal(undefined);
    expect(lookupText(new Map([['a', 1]]))).to.equal(undefined);
  });
});

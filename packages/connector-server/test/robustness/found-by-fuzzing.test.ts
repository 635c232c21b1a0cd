import {
  Character,
  ConfigurationProperty,
  OperationOptions,
  TypeName,
  TypedArray,
  type ConnectorMessages,
  type SearchResult,
} from '@icf-ts/framework';
import { expect } from 'chai';
import { ByteWriter } from '#src/protocol/byte-writer.js';
import { Encoder } from '#src/protocol/encoder.js';
import { DEFAULT_LIMITS } from '#src/protocol/limits.js';
import { ProtocolError } from '#src/protocol/protocol-error.js';
import { Scanner } from '#src/protocol/scan.js';
import { MAX_ARRAY_LEVELS, TAG } from '#src/protocol/tags.js';
import { END, anonymous, byte, decode, drain, int32, join, message, text } from './raw-bytes.js';

const encode = (value: unknown): Buffer => {
  const output = new ByteWriter();
  new Encoder().encode(value, output);
  const scanner = new Scanner(DEFAULT_LIMITS);
  scanner.push(output.take());
  return drain(scanner)[0]!;
};

const PROPERTY = {
  name: 'odd',
  order: 1,
  required: false,
  confidential: false,
  displayMessageKey: null,
  helpMessageKey: null,
  groupMessageKey: null,
  operations: new Set<string>(),
};

/** What the fuzzer has found in the protocol, each as small as it could be made. */
describe('found by fuzzing', () => {
  it('a wrong version is called that, in whatever pieces it comes', () => {
    const scanner = new Scanner(DEFAULT_LIMITS);
    scanner.push(int32(0xfafb));
    scanner.push(byte(0, 0));
    expect(scanner.next()).to.equal(undefined);
    scanner.push(byte(7, 7));
    expect(() => scanner.next()).to.throw(ProtocolError, 'Version 1799 of the encoding');
  });

  it('a count policy is one of the count policies, whatever constant the peer sends', () => {
    const searchResult = (type: string, value: string): Buffer =>
      message((raw) =>
        raw.object(
          'SearchResult',
          raw.named('CountPolicy', raw.object(type, raw.named('value', text(value)))),
        ),
      );
    expect((decode(searchResult('CountPolicy', 'EXACT')) as SearchResult).countPolicy).to.equal('EXACT');
    expect(() => decode(searchResult('AttributeInfoFlag', 'REQUIRED'))).to.throw(
      ProtocolError,
      "'REQUIRED' is not a CountPolicy",
    );
  });

  it('array levels are tags: a class whose name ends in brackets is none', () => {
    const nested = message((raw) =>
      raw.object('Class', anonymous(join(byte(TAG.CLASS), raw.id('String[]')))),
    );
    expect(() => decode(nested)).to.throw(ProtocolError, "'String[]' does not name a class");
    expect(decode(encode(new TypeName('String[]')))).to.deep.equal(new TypeName('String[]'));
  });

  it('scanner and decoder allow the same array levels', () => {
    const array = (levels: number): Buffer =>
      message((raw) => join(byte(...Array<number>(levels).fill(TAG.ARRAY)), raw.classRef('String'), END));
    const scanner = new Scanner(DEFAULT_LIMITS);
    scanner.push(join(int32(0xfafb, 2), array(MAX_ARRAY_LEVELS)));
    expect(decode(drain(scanner)[0]!)).to.be.instanceOf(TypedArray);
    scanner.push(array(MAX_ARRAY_LEVELS + 1));
    expect(() => scanner.next()).to.throw(ProtocolError);
    expect(() => decode(array(MAX_ARRAY_LEVELS + 1))).to.throw(ProtocolError);
  });

  it('a property whose value does not fit its type is sent as it is', () => {
    for (const [type, value] of [
      ['long', 0.5],
      ['char', ''],
      ['char', 'two'],
    ] as const) {
      const property = new ConfigurationProperty({ ...PROPERTY, type, value });
      const back = decode(encode(property)) as ConfigurationProperty;
      expect(back.value).to.equal(value);
      expect(back.type).to.equal(type);
    }
  });

  it('half a surrogate pair as a character is read as what UTF-8 makes of it', () => {
    const pair = message((raw) => raw.object('Character', anonymous(text('\u{1f600}'))));
    expect(decode(pair)).to.deep.equal(new Character('\ufffd'));
    expect(encode(new Character('\ud83d')).equals(encode(decode(pair)))).to.equal(true);
  });

  it('a list among options is still one after a second journey', () => {
    const options = new OperationOptions(new Map<string, unknown>([['mixed', ['a', 1]]]));
    const once = decode(encode(options)) as OperationOptions;
    expect(once.values.get('mixed')).to.deep.equal(['a', 1]);
    expect(encode(once).equals(encode(options))).to.equal(true);
  });

  it('the locale of a catalog is read as it will be written', () => {
    const locale = (raw: Parameters<Parameters<typeof message>[0]>[0]): Buffer =>
      raw.object('Locale', raw.named('language', text('')), raw.named('country', text('-1')));
    const messages = decode(
      message((raw) =>
        raw.object(
          'ConnectorMessages',
          raw.named(
            'catalogs',
            raw.object(
              'Map',
              anonymous(raw.object('MapEntry', anonymous(locale(raw)), anonymous(raw.object('Map')))),
            ),
          ),
        ),
      ),
    ) as ConnectorMessages;
    const back = decode(encode(messages)) as ConnectorMessages;
    expect([...back.catalogs.keys()]).to.deep.equal([...messages.catalogs.keys()]);
  });
});

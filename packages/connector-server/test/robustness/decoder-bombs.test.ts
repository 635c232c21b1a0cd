import {
  Attribute,
  AttributeSet,
  ConnectorObject,
  Name,
  ObjectClass,
  OperationOptions,
  Uid,
} from '@icf-ts/framework';
import { expect } from 'chai';
import { ByteWriter } from '#src/protocol/byte-writer.js';
import { decodeFacadeKey } from '#src/protocol/facade-key.js';
import { DEFAULT_LIMITS } from '#src/protocol/limits.js';
import type { OperationRequest } from '#src/protocol/messages.js';
import { EchoMessage } from '#src/protocol/messages.js';
import { ProtocolError } from '#src/protocol/protocol-error.js';
import { Decoder } from '#src/protocol/decoder.js';
import { Encoder } from '#src/protocol/encoder.js';
import { Scanner } from '#src/protocol/scan.js';
import { memoryInUse } from './memory.js';
import {
  PREAMBLE,
  NULL,
  anonymous,
  byte,
  decode,
  int32,
  join,
  message,
  sized,
  text,
  type RawMessage,
} from './raw-bytes.js';

const HOSTILE_NAMES = [
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  'prototype',
  'valueOf',
  '0',
  'length',
];

/** A message of about so many bytes whose List holds the same item again and again. */
function listOf(
  bytes: number,
  item: (raw: RawMessage) => Buffer,
): { readonly message: Buffer; readonly items: number } {
  let items = 0;
  const built = message((raw) => {
    const listRef = raw.classRef('List');
    const one = anonymous(item(raw));
    items = Math.floor((bytes - 1000) / one.length);
    return join(listRef, Buffer.alloc(items * one.length, one), byte(72));
  });
  return { message: built, items };
}

const nested = (levels: number, wrap: (raw: RawMessage, inner: Buffer) => Buffer): Buffer =>
  message((raw) => {
    let inner: Buffer = NULL;
    for (let level = 1; level < levels; level++) inner = wrap(raw, inner);
    return inner;
  });

describe('decoder, on bombs', () => {
  const WRAPS: Record<string, (raw: RawMessage, inner: Buffer) => Buffer> = {
    lists: (raw, inner) => raw.object('List', anonymous(inner)),
    arrays: (raw, inner) => raw.object('Object[]', anonymous(inner)),
    'maps of maps': (raw, inner) => raw.object('MapEntry', anonymous(inner), anonymous(NULL)),
    filters: (raw, inner) => raw.object('NotFilter', anonymous(inner)),
    causes: (raw, inner) => raw.object('RemoteWrappedException', raw.named('RemoteWrappedException', inner)),
    echoes: (raw, inner) => raw.object('EchoMessage', raw.named('value', inner)),
  };
  for (const [title, wrap] of Object.entries(WRAPS)) {
    it(`${title} within each other: up to the limit of depth and no further`, () => {
      const { maxDepth } = DEFAULT_LIMITS;
      if (title !== 'filters') decode(nested(maxDepth, wrap));
      for (const levels of [maxDepth + 1, maxDepth + 2, 3000])
        expect(() => decode(nested(levels, wrap))).to.throw(ProtocolError, `more than ${maxDepth} levels`);
    });
  }

  it('a decoder that refused depth reads the next message', () => {
    const decoder = new Decoder();
    expect(() => decoder.decode(nested(DEFAULT_LIMITS.maxDepth + 1, WRAPS['lists']!))).to.throw(
      ProtocolError,
    );
    expect(decoder.decode(nested(DEFAULT_LIMITS.maxDepth, WRAPS['lists']!))).to.be.an('array');
  });

  it('array levels in a class-ref, as the type and as a value', () => {
    const levels = (count: number) => 'String' + '[]'.repeat(count);
    expect(decode(message((raw) => raw.object(levels(16))))).to.have.property('component', levels(15));
    expect(() => decode(message((raw) => raw.object(levels(2000))))).to.throw(
      ProtocolError,
      'does not name a class',
    );
    expect(() =>
      decode(message((raw) => raw.object('Class', anonymous(raw.classRef(levels(2000)))))),
    ).to.throw(ProtocolError, 'does not name a class');
  });

  it('lengths that do not fit into what holds them', () => {
    for (const length of [-1, 5, 2 ** 31 - 1, -(2 ** 31)]) {
      const slice = join(int32(length), Buffer.from('four'));
      expect(() => decode(message((raw) => raw.object('String', anonymous(slice))))).to.throw(ProtocolError);
      expect(() => decode(message((raw) => raw.object('ByteArray', anonymous(slice))))).to.throw(
        ProtocolError,
      );
      expect(() => decode(message((raw) => raw.object('List', byte(70), slice)))).to.throw(ProtocolError);
      expect(() => decode(message((raw) => raw.object('Locale', byte(71), int32(0), slice)))).to.throw(
        ProtocolError,
      );
    }
    const noEnd = message((raw) => raw.object('List', anonymous(raw.classRef('List'))));
    expect(() => decode(noEnd)).to.throw(ProtocolError);
  });

  it('constants that were never declared', () => {
    expect(() => decode(join(int32(0), byte(61), int32(0), byte(72)))).to.throw(
      ProtocolError,
      'never declared',
    );
    expect(() => decode(message((raw) => raw.object('List', byte(71), int32(9), sized(NULL))))).to.throw(
      ProtocolError,
      'Constant 9 was never declared',
    );
  });

  it('numbers of a million digits, which would take seconds to read', () => {
    const digits = '9'.repeat(1_000_000);
    for (const build of [
      (raw: RawMessage) => raw.object('BigInteger', anonymous(text(digits))),
      (raw: RawMessage) => raw.object('BigDecimal', raw.named('unscaled', text(digits))),
    ])
      expect(() => decode(message(build))).to.throw(ProtocolError, '10000 digits');
    const long = decode(message((raw) => raw.object('BigInteger', anonymous(text('9'.repeat(10_000))))));
    expect(String(long)).to.have.length(10_000);
  });

  it('what a type has no use for is never decoded', () => {
    for (const type of ['Locale', 'ObjectClass', 'OperationRequest', 'HelloRequest']) {
      const value = decode(
        message((raw) =>
          raw.object(
            type,
            anonymous(raw.object('NoSuchType')),
            raw.named('unknown', raw.object('NoSuchType')),
            raw.named('type', text('T')),
          ),
        ),
      );
      expect(value, type).to.be.an('object');
    }
    expect(decode(message((raw) => join(byte(60), anonymous(raw.object('NoSuchType')), byte(72))))).to.equal(
      null,
    );
  });
});

describe('decoder, on long messages', () => {
  // A quarter of the largest message: what counts is the ratio.
  const size = DEFAULT_LIMITS.maxMessageBytes / 4;
  // Stacks of 200,000 exceptions take seconds to write down, and are not what is measured.
  const { stackTraceLimit } = Error;
  before(() => (Error.stackTraceLimit = 0));
  after(() => (Error.stackTraceLimit = stackTraceLimit));

  it('scalars: in all, less memory than a fixed multiple of the bytes', () => {
    const cheap: ((raw: RawMessage) => Buffer)[] = [
      () => NULL,
      (raw) => raw.object('Integer', anonymous(int32(1 << 30))),
      (raw) => raw.object('String', anonymous(text(''))),
      (raw) => raw.object('ByteArray', anonymous(text(''))),
    ];
    for (const item of cheap) {
      const { message: bytes, items } = listOf(size, item);
      const before = memoryInUse();
      const value = decode(bytes) as unknown[];
      const grown = memoryInUse() - before;
      expect(value).to.have.length(items);
      expect(grown / size).to.be.below(12);
    }
  }).timeout(60_000);

  it('records and collections, dear in memory, are counted', () => {
    for (const type of [
      'APIConfiguration',
      'ConnectorException',
      'Set',
      'Map',
      'List',
      'HelloResponse',
      'Object[]',
    ]) {
      const { message: bytes, items } = listOf(size, (raw) => raw.object(type));
      expect(items).to.be.above(DEFAULT_LIMITS.maxRecords);
      const before = memoryInUse();
      expect(() => decode(bytes), type).to.throw(ProtocolError, 'Raise maxRecords');
      expect(memoryInUse() - before).to.be.below(size);
    }
  }).timeout(60_000);

  it('each message has the count to itself', () => {
    const decoder = new Decoder({ ...DEFAULT_LIMITS, maxRecords: 3 });
    const three = message((raw) =>
      raw.object('List', anonymous(raw.object('List')), anonymous(raw.object('List'))),
    );
    for (let turn = 0; turn < 5; turn++) expect(decoder.decode(three)).to.have.length(2);
    const four = message((raw) => raw.object('List', ...[1, 2, 3].map(() => anonymous(raw.object('List')))));
    expect(() => decoder.decode(four)).to.throw(ProtocolError, 'more than 3 records');
    expect(decoder.decode(three)).to.have.length(2);
  });
});

describe('decoder, on names of JavaScript', () => {
  const untouched = Object.getOwnPropertyNames(Object.prototype).join();
  afterEach(() => {
    expect(Object.getOwnPropertyNames(Object.prototype).join()).to.equal(untouched);
    expect(({} as Record<string, unknown>)['polluted']).to.equal(undefined);
  });

  for (const name of HOSTILE_NAMES) {
    it(`${name}: as a type, a class, a field, a key, an option, an attribute`, () => {
      expect(() => decode(message((raw) => raw.object(name)))).to.throw(ProtocolError, 'No deserializer');
      const named = decode(message((raw) => raw.object('Class', anonymous(raw.classRef(name)))));
      expect(named).to.have.property('name', name);
      const ignored = decode(
        message((raw) => raw.object('HelloRequest', raw.named(name, raw.string('polluted')))),
      );
      expect(ignored).to.have.property('infoLevel', 20);

      const values = new Map<string, unknown>([[name, 'polluted']]);
      const object = new ConnectorObject(new ObjectClass(name), [
        new Uid(name),
        new Name(name),
        new Attribute(name, [name]),
      ]);
      const sent = new EchoMessage([values, new OperationOptions(values), object, new Error(name)], null);
      const output = new ByteWriter();
      new Encoder().encode(sent, output);
      const [map, options, back] = (decode(output.take().subarray(8)) as EchoMessage).value as [
        Map<string, unknown>,
        OperationOptions,
        ConnectorObject,
      ];
      expect([...map]).to.deep.equal([[name, 'polluted']]);
      expect([...options.values]).to.deep.equal([[name, 'polluted']]);
      expect(options.scope).to.equal(undefined);
      expect(back.attributes).to.be.instanceOf(AttributeSet);
      expect(back.attributes.single(name)).to.equal(name);
    });

    it(`${name}: as an operation, a property of a facade key, its type, and a catalogue's key`, () => {
      const request = decode(
        message((raw) => raw.object('OperationRequest', raw.named('operation', raw.classRef(name)))),
      );
      expect((request as OperationRequest).operation).to.equal(name);
      const key = message((raw) => {
        const operation = raw.object('Class', anonymous(raw.classRef(name)));
        const property = raw.object(
          'ConfigurationProperty',
          raw.named('name', text(name)),
          raw.named('type', raw.classRef(name)),
          raw.named('value', raw.string('polluted')),
          raw.named('operations', raw.object('Set', anonymous(operation))),
        );
        const limit = raw.object('MapEntry', anonymous(operation), anonymous(raw.string('polluted')));
        return raw.object(
          'APIConfiguration',
          raw.named('ConfigurationProperties', raw.object('ConfigurationProperties', anonymous(property))),
          raw.named('timeoutMap', raw.object('Map', anonymous(limit))),
          raw.named('SupportedOperations', raw.object('Set', anonymous(operation))),
        );
      });
      const { configuration } = decodeFacadeKey(join(PREAMBLE, key).toString('base64'), DEFAULT_LIMITS);
      expect(configuration.properties.get(name)?.value).to.equal('polluted');
      expect([...configuration.supportedOperations]).to.deep.equal([name]);
    });
  }

  it('a facade key that is a bomb is refused like a message', () => {
    const bomb = join(
      PREAMBLE,
      nested(DEFAULT_LIMITS.maxDepth + 1, (raw, inner) => raw.object('List', anonymous(inner))),
    );
    expect(() => decodeFacadeKey(bomb.toString('base64'), DEFAULT_LIMITS)).to.throw(
      ProtocolError,
      `${DEFAULT_LIMITS.maxDepth} levels`,
    );
    for (const bytes of [
      PREAMBLE,
      Buffer.alloc(0),
      join(PREAMBLE, int32(0), NULL),
      join(PREAMBLE, int32(0, 0)),
    ])
      expect(() => decodeFacadeKey(bytes.toString('base64'), DEFAULT_LIMITS)).to.throw();
    const huge = join(PREAMBLE, int32(0), byte(60, 70), int32(2 ** 31 - 1));
    expect(() => decodeFacadeKey(huge.toString('base64'), DEFAULT_LIMITS)).to.throw(ProtocolError);
    expect(new Scanner(DEFAULT_LIMITS).pending).to.equal(0);
  });
});

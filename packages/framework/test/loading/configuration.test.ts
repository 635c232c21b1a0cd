import {
  ConfigurationException,
  FilePath,
  GuardedByteArray,
  GuardedString,
  Script,
  Uri,
  configurationChecker,
  ConfigurationProperties,
  ConfigurationProperty,
} from '@icf-ts/framework';
import type { PropertyMetadata, PropertyType } from '@icf-ts/framework/spi';
import { expect } from 'chai';

/** Type → values that fit it and values that do not. */
const VALUES: Record<string, { good: readonly unknown[]; bad: readonly unknown[] }> = {
  String: { good: ['', 'text'], bad: [1, true, {}] },
  long: {
    good: [1, -(2n ** 63n), '9223372036854775807'],
    bad: [1.5, 2 ** 53, '9223372036854775808', '1e3', ''],
  },
  Long: { good: [0n, '-12'], bad: ['twelve', true] },
  char: { good: ['x'], bad: ['', 'xy', 1] },
  Character: { good: ['é'], bad: ['', '😀'] },
  double: { good: [1, 1.5, 3n], bad: ['1.5', NaN, Infinity] },
  Double: { good: [-0.25], bad: [{}] },
  float: { good: [1.5], bad: [1e300, '1'] },
  Float: { good: [0], bad: [false] },
  int: { good: [0, -(2 ** 31), 5n], bad: [2 ** 31, 1.5, '1'] },
  Integer: { good: [1], bad: ['1'] },
  boolean: { good: [true, false], bad: ['true', 0] },
  Boolean: { good: [true], bad: [1] },
  URI: {
    good: ['https://example.com/a?b=c#d', new Uri('urn:x:y'), '/relative', 'https://[::1]:8443/é', 'a%20b'],
    bad: ['not a uri', 'a#b#c', '1:2', 'https:', 'https://', '%zz', '[x', 7],
  },
  File: { good: ['/etc/hosts', new FilePath('C:\\x')], bad: ['a\u0000b', 1] },
  GuardedString: { good: ['secret', new GuardedString('secret'), ''], bad: [1, ['x']] },
  GuardedByteArray: {
    good: [new Uint8Array([1]), 'AQID', '', new GuardedByteArray(new Uint8Array())],
    bad: ['no base64', 'AQI', 5],
  },
  Script: {
    good: [new Script('js', ''), { language: 'js', text: '1' }],
    bad: ['js', { language: 'js' }, { language: ' ', text: '' }, { language: 'js', text: '', more: 1 }],
  },
};

const check = (
  metadata: Readonly<Record<string, PropertyMetadata>>,
  values: Readonly<Record<string, unknown>>,
  defaults?: Readonly<Record<string, unknown>>,
): readonly string[] =>
  configurationChecker(
    new Map(Object.entries(metadata)),
    defaults,
  )(
    new ConfigurationProperties(
      Object.entries(values).map(([name, value]) => declare(name, metadata[name]?.type ?? 'String', value)),
    ),
  );

const declare = (
  name: string,
  type: string,
  value: unknown,
  operations: readonly string[] = [],
): ConfigurationProperty =>
  new ConfigurationProperty({
    name,
    type,
    value,
    order: 1,
    required: false,
    confidential: false,
    displayMessageKey: null,
    helpMessageKey: null,
    groupMessageKey: null,
    operations: new Set(operations),
  });

describe('configuration', () => {
  for (const [type, { good, bad }] of Object.entries(VALUES)) {
    it(`checks ${type} and ${type}[]`, () => {
      const scalar = { p: { type: type as PropertyType } };
      const array = { p: { type: `${type}[]` as PropertyType } };
      for (const value of good) {
        expect(check(scalar, { p: value }), String(value)).to.deep.equal([]);
        expect(check(array, { p: [value, value] }), String(value)).to.deep.equal([]);
      }
      for (const value of bad) {
        expect(check(scalar, { p: value }), String(value)).to.have.length(1);
        expect(check(scalar, { p: value })[0]).to.match(/^'p' must/);
        expect(check(array, { p: [good[0], value] })[0]).to.match(/^'p\[1\]' must/);
      }
      expect(check(array, { p: good[0] })).to.have.length(1);
      expect(check(array, { p: [] })).to.deep.equal([]);
    });
  }

  it('tells every problem at once, each with its path', () => {
    const problems = check(
      {
        host: { type: 'String', required: true },
        port: { type: 'int', required: true, minimum: 1, maximum: 65_535 },
        baseContexts: { type: 'String[]', required: true },
        levels: { type: 'int[]' },
        links: { type: 'URI[]' },
        mode: { type: 'String', allowedValues: ['a', 'b'] },
        waitMs: { type: 'long', maximum: 10 },
      },
      {
        host: '',
        baseContexts: [],
        levels: [1, 'x', 2.5],
        links: ['/', 'a b'],
        mode: 'c',
        waitMs: '9007199254740993',
        extra: 1,
      },
    );
    expect(problems).to.have.members([
      "'host' must not be empty",
      "'port' is required",
      "'baseContexts' must not be empty",
      "'levels[1]' must be of type int, not string",
      "'levels[2]' must be of type int, not number",
      "'links[1]' must be a URI",
      "'mode' must be one of a, b",
      "'waitMs' must be <= 10",
      "'extra' is not a property of this connector (it has host, port, baseContexts, levels, links, mode, waitMs)",
    ]);
    const names = { names: { type: 'String[]' as const } };
    expect(check(names, { names: ['a', null] })).to.deep.equal(["'names[1]' must be of type String"]);
    expect(() =>
      new ConfigurationProperties([declare('p', 'int[]', null)]).with({ p: [1, 'x'], q: 1 }),
    ).to.throw(ConfigurationException, /'p\[1\]' must be of type int, not string; 'q' is not a property/);
  });

  it('honours defaults; null unsets what can be unset', () => {
    const metadata = {
      host: { type: 'String', required: true },
      port: { type: 'int', required: true },
    } as const;
    expect(check(metadata, {}, { host: 'a', port: 1 })).to.deep.equal([]);
    expect(check(metadata, { port: null }, { host: 'a', port: 1 })).to.deep.equal([]);
    expect(check(metadata, { host: null }, { host: 'a', port: 1 })).to.deep.equal(["'host' is required"]);
    expect(check(metadata, {})).to.deep.equal(["'host' is required", "'port' is required"]);
  });

  it('takes the empty text of a form for a list from which nothing was chosen', () => {
    const mode: PropertyMetadata = { type: 'String', allowedValues: ['a', 'b'] };
    expect(check({ mode }, { mode: '' }, { mode: 'a' })).to.deep.equal([]);
    expect(check({ mode: { ...mode, required: true } }, { mode: '' })).to.not.be.empty;
    expect(check({ mode: { ...mode, allowedValues: ['', 'a'] } }, { mode: '' })).to.deep.equal([]);
  });

  it('knows allowed values of arrays and of secrets, and keeps secrets out of its messages', () => {
    const metadata = {
      colours: { type: 'String[]', allowedValues: ['red', 'green'] },
      open: { type: 'String', allowedValues: ['x'], allowedValuesOpenness: 'OPEN' },
      pin: { type: 'GuardedString', confidential: true, allowedValues: ['1234', '5678'] },
      pins: { type: 'GuardedString[]', allowedValues: ['1234'] },
      hidden: { type: 'String', confidential: true, allowedValues: ['hush'] },
      size: { type: 'long', allowedValues: [1, 2] },
    } as const;
    expect(
      check(metadata, {
        colours: ['red'],
        open: 'y',
        pin: '1234',
        pins: ['1234'],
        hidden: 'hush',
        size: '2',
      }),
    ).to.deep.equal([]);
    const problems = check(metadata, {
      colours: ['red', 'blue'],
      pin: 'mine',
      pins: ['1234', 'mine'],
      hidden: 'mine',
      size: 3,
    });
    expect(problems).to.have.members([
      "'colours[1]' must be one of red, green",
      "'pin' is not one of the allowed values",
      "'pins[1]' is not one of the allowed values",
      "'hidden' is not one of the allowed values",
      "'size' must be one of 1, 2",
    ]);
    expect(check({ pin: { type: 'GuardedString', required: true } }, { pin: '' })).to.deep.equal([
      "'pin' must not be empty",
    ]);
  });

  it('tells which properties matter for an operation', () => {
    const properties = new ConfigurationProperties([
      declare('host', 'String', 'a'),
      declare('batchSize', 'int', 5, ['search', 'sync']),
      declare('template', 'String', 'x', ['create']),
    ]);
    expect(properties.forOperation('search').names).to.deep.equal(['host', 'batchSize']);
    expect(properties.forOperation('delete').names).to.deep.equal(['host']);
  });
});

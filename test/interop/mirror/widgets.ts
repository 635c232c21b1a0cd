import {
  BigDecimal,
  BigInteger,
  Byte,
  Character,
  ConnectorObject,
  ConnectorObjectIdentification,
  ConnectorObjectReference,
  Double,
  Float,
  GuardedByteArray,
  GuardedString,
  Name,
  ObjectClass,
  Uid,
  ZonedDateTime,
  attribute,
  attributeOf,
  type AttributeValue,
} from '@icf-ts/framework';

/** Values that the connector itself makes, of every type; their twins are in Widgets.java. */
export const madeValues = (): ReadonlyMap<string, AttributeValue> =>
  new Map<string, AttributeValue>([
    ['text', 'Grüße \u20ac \u{1f511} \0'],
    ['integer', -1],
    ['long', -(2n ** 63n)],
    ['small long', 5n],
    ['double', new Double(2)],
    ['nan', NaN],
    ['infinity', -Infinity],
    ['minus zero', -0],
    ['float', new Float(0.1)],
    ['boolean', false],
    ['byte', new Byte(-128)],
    ['bytes', new Uint8Array([0, 1, 255])],
    ['character', new Character('\u20ac')],
    ['decimal', new BigDecimal(-12345678901234567890n, -3)],
    ['big', new BigInteger(123456789012345678901234567890n)],
    ['when', new ZonedDateTime('2024-02-29T23:59:58.123456789+02:00')],
    ['guarded', new GuardedString('p\u00e4ss\u{1f511}')],
    ['guarded bytes', new GuardedByteArray(new Uint8Array([1, 2, 3]))],
    [
      'map',
      new Map<string, AttributeValue | AttributeValue[]>([
        ['list', [1, 2n, null, new Map([['deep', 'er']])]],
        ['null', null],
      ]),
    ],
    [
      'reference',
      new ConnectorObjectReference(
        new ConnectorObjectIdentification(ObjectClass.GROUP, [new Uid('g1'), new Name('admins')]),
      ),
    ],
    [
      'embedded',
      new ConnectorObjectReference(
        new ConnectorObject(new ObjectClass('Street'), [
          new Uid('s1'),
          new Name('street'),
          attribute(
            'inner',
            new ConnectorObjectReference(
              new ConnectorObjectIdentification(new ObjectClass('City'), [attribute('zip', '8010')]),
            ),
          ),
        ]),
      ),
    ],
  ]);

export const widget = (): ConnectorObject =>
  new ConnectorObject(new ObjectClass('Widget'), [
    new Uid('w1', { revision: '7', nameHint: new Name('hinted') }),
    new Name('widget'),
    ...[...madeValues()].map(([name, value]) => attribute(name, value)),
    attributeOf('no values', null),
    attributeOf('empty list', []),
    attribute('null value', null),
    attribute('many', 1, 'two', 3n),
  ]);

const filtered = (uid: string, name: string, level: number, ...tags: string[]): ConnectorObject =>
  new ConnectorObject(new ObjectClass('Filtered'), [
    new Uid(uid),
    new Name(name),
    attribute('level', level),
    attribute('tags', ...tags),
  ]);

export const FILTERED: readonly ConnectorObject[] = [
  filtered('f1', 'Anna', 10, 'a', 'b'),
  filtered('f2', 'bert', 20, 'b', 'c'),
  filtered('f3', 'CLARA', 30, 'c'),
];

/** Object number `i` of a search that asks for many. */
export const numbered = (type: ObjectClass, i: number): ConnectorObject =>
  new ConnectorObject(type, [
    new Uid(`u${i}`),
    new Name(`user${i}`),
    attribute('age', 20 + (i % 50)),
    attribute('mail', `user${i}@example.test`),
  ]);

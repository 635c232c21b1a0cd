import {
  Character,
  ConfigurationException,
  Double,
  Float,
  TypedArray,
  type FilePath,
  type GuardedByteArray,
  type GuardedString,
  type Script,
  type Uri,
} from '@icf-ts/framework';
import { ConfigurationProperty, propertiesOf, type Configuration } from '@icf-ts/framework/spi';

/** One property of each type that a property may have; the twin of MirrorConfiguration.java. */
export class MirrorConfiguration implements Configuration {
  @ConfigurationProperty({
    type: 'String',
    order: 1,
    required: true,
    displayMessageKey: 'mirror.host.display',
    helpMessageKey: 'mirror.host.help',
    groupMessageKey: 'mirror.group',
  })
  host = 'mirror.example.test';

  @ConfigurationProperty({
    type: 'int',
    order: 2,
    displayMessageKey: 'mirror.apostrophe.display',
    helpMessageKey: 'mirror.apostrophe.help',
  })
  primitiveInt = 7;

  @ConfigurationProperty({
    type: 'Integer',
    order: 3,
    displayMessageKey: 'mirror.braces.display',
    helpMessageKey: 'mirror.braces.help',
  })
  boxedInt?: number;

  @ConfigurationProperty({ type: 'long', order: 4 }) primitiveLong = 9_007_199_254_740_993n;
  @ConfigurationProperty({ type: 'Long', order: 5 }) boxedLong?: bigint;
  @ConfigurationProperty({ type: 'double', order: 6 }) primitiveDouble = 2.5;
  @ConfigurationProperty({ type: 'Double', order: 7 }) boxedDouble?: number;
  @ConfigurationProperty({ type: 'float', order: 8 }) primitiveFloat = 0.5;
  @ConfigurationProperty({ type: 'Float', order: 9 }) boxedFloat?: number;
  @ConfigurationProperty({ type: 'boolean', order: 10 }) primitiveBoolean = true;
  @ConfigurationProperty({ type: 'Boolean', order: 11 }) boxedBoolean?: boolean;
  @ConfigurationProperty({ type: 'char', order: 12 }) primitiveChar = 'x';
  @ConfigurationProperty({ type: 'Character', order: 13 }) boxedChar?: string;
  @ConfigurationProperty({ type: 'URI', order: 14 }) uri?: Uri;
  @ConfigurationProperty({ type: 'File', order: 15 }) file?: FilePath;
  @ConfigurationProperty({ type: 'GuardedString', order: 16, confidential: true }) secret?: GuardedString;
  @ConfigurationProperty({ type: 'GuardedByteArray', order: 17, confidential: true })
  secretBytes?: GuardedByteArray;
  @ConfigurationProperty({ type: 'Script', order: 18 }) script?: Script;
  @ConfigurationProperty({ type: 'String[]', order: 19 }) texts?: string[] = ['one', 'two'];
  @ConfigurationProperty({ type: 'int[]', order: 20 }) numbers?: number[];
  @ConfigurationProperty({ type: 'Long[]', order: 21 }) longs?: bigint[];
  @ConfigurationProperty({ type: 'GuardedString[]', order: 22, confidential: true })
  secrets?: GuardedString[];
  @ConfigurationProperty({ type: 'URI[]', order: 23 }) uris?: Uri[];
  @ConfigurationProperty({ type: 'boolean[]', order: 24 }) flags?: boolean[];

  validate(): void {
    if (this.host === 'invalid') throw new ConfigurationException('The host invalid is refused');
  }
}

/** What a script reads back: the fields as Java's types. */
export function valuesOf(configuration: MirrorConfiguration): ReadonlyMap<string, unknown> {
  const fields = configuration as unknown as Readonly<Record<string, unknown>>;
  return new Map(
    [...propertiesOf(MirrorConfiguration)].map(([name, { type }]) => [name, typed(type, fields[name])]),
  );
}

function typed(type: string, value: unknown): unknown {
  if (value === undefined || value === null) return null;
  if (type.endsWith('[]')) return new TypedArray(type.slice(0, -2), value as unknown[]);
  if (/^double$/i.test(type)) return new Double(value as number);
  if (/^float$/i.test(type)) return new Float(value as number);
  if (/^char/i.test(type)) return new Character(value as string);
  return value;
}

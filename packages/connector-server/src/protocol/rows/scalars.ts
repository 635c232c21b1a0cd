import {
  BigInteger,
  Byte,
  Character,
  Double,
  FilePath,
  Float,
  GuardedByteArray,
  GuardedString,
  Name,
  TypeName,
  Uri,
  ZonedDateTime,
  isInteger,
} from '@icf-ts/framework';
import { decryptBytes, decryptString, encryptBytes, encryptString } from '../guarded.js';
import { ProtocolError } from '../protocol-error.js';
import { bigintOf } from './digits.js';
import { connIdOnly, scalar, type Row } from './row.js';

const same = <T>(value: T): T => value;

/** A double that a plain number would turn into an Integer keeps its class. */
const double = (raw: number): number | Double => (isInteger(raw) ? new Double(raw) : raw);
const number = (value: number | Double | Float | Byte): number =>
  typeof value === 'number' ? value : value.value;

/** Java's boxed and primitive names are alike as values; the boxed one is written. */
const boxed = (rows: readonly [string, string, (name: string) => Row][]): Row[] =>
  rows.flatMap(([box, primitive, make]) => [make(box), make(primitive)]);

/** Section 3.1: one anonymous field. */
export const scalars: readonly Row[] = [
  ...boxed([
    ['Boolean', 'boolean', (name) => scalar(name, null, 'boolean', same<boolean>, same)],
    ['Integer', 'int', (name) => scalar(name, null, 'int', same<number>, same)],
    ['Long', 'long', (name) => scalar(name, null, 'long', same<bigint>, same)],
    ['Double', 'double', (name) => scalar(name, Double, 'double', number, double)],
    ['Float', 'float', (name) => scalar(name, Float, 'float', number, (raw: number) => new Float(raw))],
    ['Byte', 'byte', (name) => scalar(name, Byte, 'byte', number, (raw: number) => new Byte(raw))],
    [
      'Character',
      'char',
      (name) =>
        scalar(
          name,
          Character,
          'string',
          (value: Character) => value.value,
          (raw: string) => {
            if (raw === '') throw new ProtocolError('A Character is empty.');
            // Half a pair cannot be sent again: it is read as what it would be sent as.
            return new Character(raw[0]!.replace(/[\ud800-\udfff]/, '\ufffd'));
          },
        ),
    ],
  ]),
  scalar('String', null, 'string', same<string>, same),
  scalar('ByteArray', Uint8Array, 'bytes', same<Uint8Array>, same),
  scalar(
    'URI',
    Uri,
    'string',
    (value: Uri) => value.text,
    (raw: string) => new Uri(raw),
  ),
  scalar(
    'File',
    FilePath,
    'string',
    (value: FilePath) => value.path,
    (raw: string) => new FilePath(raw),
  ),
  scalar(
    'BigInteger',
    BigInteger,
    'string',
    (value: BigInteger) => value.toString(),
    (raw: string) => new BigInteger(bigintOf(raw)),
  ),
  connIdOnly(
    scalar(
      'ZonedDateTime',
      ZonedDateTime,
      'string',
      (value: ZonedDateTime) => value.text,
      (raw: string) => new ZonedDateTime(raw),
    ),
    'String',
  ),
  scalar(
    'Class',
    TypeName,
    'class',
    (value: TypeName) => value.name,
    (raw: string | null) => (raw === null ? null : new TypeName(raw)),
  ),
  scalar('GuardedString', GuardedString, 'bytes', encryptString, decryptString),
  scalar('GuardedByteArray', GuardedByteArray, 'bytes', encryptBytes, decryptBytes),
  scalar(
    'Name',
    Name,
    'string',
    (value: Name) => value.value,
    (raw: string) => new Name(raw),
  ),
];

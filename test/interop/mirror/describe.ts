import { createHash } from 'node:crypto';
import {
  BigDecimal,
  BigInteger,
  Byte,
  Character,
  Double,
  FilePath,
  Float,
  GuardedByteArray,
  GuardedString,
  Locale,
  TypeName,
  TypedArray,
  Uri,
  ZonedDateTime,
  isInteger,
} from '@icf-ts/framework';
import { array, objectDescriber, sorted } from './describe-objects.js';

const LONG_TEXT = 200;
const describeObject = objectDescriber(describe);

/** One text for every value that the protocol carries, with its type: the same as Describe.java makes of it. */
export function describe(value: unknown): string {
  switch (typeof value) {
    case 'string':
      return quoted(value);
    case 'number':
      return isInteger(value) ? `Integer ${value}` : double(value);
    case 'bigint':
      return `Long ${value}`;
    case 'boolean':
      return String(value);
    case 'undefined':
      return 'null';
    default:
      return value === null
        ? 'null'
        : (scalar(value as object) ?? collection(value as object) ?? describeObject(value));
  }
}

function scalar(value: object): string | undefined {
  if (value instanceof Double) return double(value.value);
  if (value instanceof Float) return float(value.value);
  if (value instanceof Byte) return `Byte ${value.value}`;
  if (value instanceof Character) return `Character ${quoted(value.value)}`;
  if (value instanceof BigDecimal) return `BigDecimal ${value.unscaled} scale ${value.scale}`;
  if (value instanceof BigInteger) return `BigInteger ${value.value}`;
  if (value instanceof ZonedDateTime) return `ZonedDateTime ${value.text}`;
  if (value instanceof Uri) return `URI ${value.text}`;
  if (value instanceof FilePath) return `File ${value.path}`;
  if (value instanceof Locale) return `Locale ${value.toString()}`;
  if (value instanceof TypeName) return `Class ${value.name}`;
  if (value instanceof GuardedString) return `GuardedString ${value.access(quoted)}`;
  if (value instanceof GuardedByteArray) return `GuardedByteArray ${value.access(hex)}`;
  return undefined;
}

function collection(value: object): string | undefined {
  if (value instanceof Uint8Array) return `ByteArray ${hex(value)}`;
  if (value instanceof Map)
    return `{${sorted([...value].map(([key, item]) => `${describe(key)}=${describe(item)}`))}}`;
  if (value instanceof Set) return `Set{${sorted(each(value))}}`;
  if (Array.isArray(value)) return `[${each(value).join(', ')}]`;
  if (value instanceof TypedArray) return array(value.component, value.items, describe);
  return undefined;
}

const each = (values: Iterable<unknown>): string[] => [...values].map(describe);

const bits = (bytes: number, write: (view: DataView) => void): string => {
  const buffer = Buffer.alloc(bytes);
  write(new DataView(buffer.buffer, buffer.byteOffset, bytes));
  return buffer.toString('hex');
};
const double = (value: number): string => `Double ${bits(8, (view) => view.setFloat64(0, value))}`;
const float = (value: number): string => `Float ${bits(4, (view) => view.setFloat32(0, value))}`;

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function quoted(text: string): string {
  if (text.length > LONG_TEXT)
    return `text of ${text.length} ${sha256(Buffer.from(text, 'utf16le').swap16())}`;
  // Escapes by UTF-16 unit, as Java does, so no "u" flag.
  const escaped = text.replace(
    /[^ -~]|["\\]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return `"${escaped}"`;
}

const hex = (bytes: Uint8Array): string =>
  bytes.length > LONG_TEXT ? `of ${bytes.length} ${sha256(bytes)}` : `x${Buffer.from(bytes).toString('hex')}`;

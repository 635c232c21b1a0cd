import { GuardedByteArray } from '../common/security/guarded-byte-array.js';
import { GuardedString } from '../common/security/guarded-string.js';
import { Script } from '../common/script.js';
import { Byte, Character, Double, Float, isInteger } from '../common/values/numbers.js';
import { FilePath, Uri } from '../common/values/texts.js';
import type { ScalarPropertyType } from '../common/schema/property-type.js';

/** The value as its property holds it, or undefined where the value does not fit the type. */
type Coerce = (value: unknown) => unknown;

const text: Coerce = (value) => (typeof value === 'string' ? value : undefined);
const flag: Coerce = (value) => (typeof value === 'boolean' ? value : undefined);

const numeric = (value: unknown): number | bigint | undefined => {
  if (typeof value === 'number' || typeof value === 'bigint') return value;
  return value instanceof Double || value instanceof Float || value instanceof Byte ? value.value : undefined;
};
const int: Coerce = (value) => {
  const number = numeric(value);
  return number !== undefined && isInteger(Number(number)) ? Number(number) : undefined;
};
const long: Coerce = (value) => {
  const number = numeric(value);
  if (typeof number === 'bigint') return BigInt.asIntN(64, number) === number ? number : undefined;
  return number !== undefined && Number.isSafeInteger(number) ? BigInt(number) : undefined;
};
const double: Coerce = (value) => {
  const number = numeric(value);
  return number === undefined ? undefined : Number(number);
};
const character: Coerce = (value) => {
  if (value instanceof Character) return value.value;
  return typeof value === 'string' && value.length === 1 ? value : undefined;
};
/** A plain text is taken for a secret too: configuration files and forms have no other way to write one. */
const secret: Coerce = (value) => {
  if (value instanceof GuardedString) return value;
  return typeof value === 'string' ? new GuardedString(value) : undefined;
};
const secretBytes: Coerce = (value) => {
  if (value instanceof GuardedByteArray) return value;
  return value instanceof Uint8Array ? new GuardedByteArray(value) : undefined;
};
const uri: Coerce = (value) =>
  value instanceof Uri ? value : typeof value === 'string' ? new Uri(value) : undefined;
const file: Coerce = (value) =>
  value instanceof FilePath ? value : typeof value === 'string' ? new FilePath(value) : undefined;
const script: Coerce = (value) => (value instanceof Script ? value : undefined);

const COERCE: Record<ScalarPropertyType, Coerce> = {
  String: text,
  long,
  Long: long,
  char: character,
  Character: character,
  double,
  Double: double,
  float: double,
  Float: double,
  int,
  Integer: int,
  boolean: flag,
  Boolean: flag,
  URI: uri,
  File: file,
  GuardedString: secret,
  GuardedByteArray: secretBytes,
  Script: script,
};

/** Java's primitives cannot be null. */
const PRIMITIVES = new Set(['long', 'char', 'double', 'float', 'int', 'boolean']);

/**
 * Fits `value` to a property of that ICF type: whole numbers to int, long and Long (a bigint), plain texts to secrets,
 * URIs and paths; arrays element by element. Returns undefined where it does not fit; null and undefined become null.
 */
export function coerceProperty(type: string, value: unknown): unknown {
  if (value === null || value === undefined) return PRIMITIVES.has(type) ? undefined : null;
  if (type.endsWith('[]')) {
    if (!isList(value)) return undefined;
    const items = [...value].map((item) => coerceProperty(type.slice(0, -2), item));
    return items.includes(undefined) ? undefined : items;
  }
  return Object.hasOwn(COERCE, type) ? COERCE[type as ScalarPropertyType](value) : undefined;
}

const isList = (value: unknown): value is Iterable<unknown> =>
  typeof value === 'object' && value !== null && !(value instanceof Map) && Symbol.iterator in value;

import { GuardedByteArray } from '../common/security/guarded-byte-array.js';
import { GuardedString } from '../common/security/guarded-string.js';
import { isBlank } from '../common/attribute.js';
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
const fits64 = (number: bigint): bigint | undefined =>
  BigInt.asIntN(64, number) === number ? number : undefined;
/** Text is taken too: JSON and YAML readers round whole numbers beyond 53 bits. */
const long: Coerce = (value) => {
  if (typeof value === 'string') return /^-?\d{1,20}$/.test(value) ? fits64(BigInt(value)) : undefined;
  const number = numeric(value);
  if (typeof number === 'bigint') return fits64(number);
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
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
/** Bytes written as text are base64, as everywhere in JSON. */
const secretBytes: Coerce = (value) => {
  if (value instanceof GuardedByteArray) return value;
  if (typeof value === 'string' && BASE64.test(value))
    return new GuardedByteArray(Buffer.from(value, 'base64'));
  return value instanceof Uint8Array ? new GuardedByteArray(value) : undefined;
};
const uri: Coerce = (value) =>
  value instanceof Uri ? value : typeof value === 'string' ? new Uri(value) : undefined;
const file: Coerce = (value) =>
  value instanceof FilePath ? value : typeof value === 'string' ? new FilePath(value) : undefined;
const script: Coerce = (value) => {
  if (value instanceof Script) return value;
  if (typeof value !== 'object' || value === null) return undefined;
  const { language, text: body, ...rest } = value as Record<string, unknown>;
  if (typeof language !== 'string' || typeof body !== 'string' || Object.keys(rest).length > 0)
    return undefined;
  return isBlank(language) ? undefined : new Script(language, body);
};

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
 * Fits `value` to a property of that ICF type: whole numbers to int, long and Long (a bigint, from text too), plain
 * texts to secrets, URIs and paths, `{ language, text }` to a Script; arrays element by element. Returns undefined where it does not fit; null and undefined become null.
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

/**
 * Everything that keeps `value` from fitting the property, each with its path (`ports[2]`); empty when it fits. Names
 * the types, never the value: it may be a secret in the wrong place.
 */
export function typeProblems(
  { name, type }: { readonly name: string; readonly type: string },
  value: unknown,
): readonly string[] {
  if (coerceProperty(type, value) !== undefined) return [];
  if (type.endsWith('[]') && isList(value)) {
    const item = type.slice(0, -2);
    return [...value].flatMap((element, at) => typeProblems({ name: `${name}[${at}]`, type: item }, element));
  }
  return [`'${name}' must be of type ${type}, not ${typeOf(value)}`];
}

function typeOf(value: unknown): string {
  if (value === null || value === undefined) return 'empty';
  return typeof value === 'object' ? (value.constructor?.name ?? 'object') : typeof value;
}

const isList = (value: unknown): value is Iterable<unknown> =>
  typeof value === 'object' && value !== null && !(value instanceof Map) && Symbol.iterator in value;

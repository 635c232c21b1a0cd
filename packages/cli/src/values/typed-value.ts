import {
  BigDecimal,
  BigInteger,
  Byte,
  Character,
  Double,
  Float,
  GuardedByteArray,
  GuardedString,
  ZonedDateTime,
  isConnectorException,
  type AttributeValue,
} from '@icf-ts/framework';
import { CliProblem } from '../problems/cli-problem.js';

type Read = (text: string) => AttributeValue | undefined;

const WHOLE = /^[+-]?\d{1,400}$/;
const whole =
  (bits: number): Read =>
  (text) => {
    if (!WHOLE.test(text)) return undefined;
    const value = BigInt(text);
    return BigInt.asIntN(bits, value) === value ? (bits > 32 ? value : Number(value)) : undefined;
  };
const number = (text: string): number | undefined => {
  const value = text.trim() === '' ? NaN : Number(text);
  return Number.isFinite(value) ? value : undefined;
};
const decimal: Read = (text) => {
  const [, digits, fraction = ''] = /^([+-]?\d{1,400})(?:\.(\d{1,400}))?$/.exec(text) ?? [];
  return digits === undefined ? undefined : new BigDecimal(BigInt(digits + fraction), fraction.length);
};
const flag: Read = (text) => (/^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : undefined);
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const bytes = (text: string): Buffer | undefined =>
  BASE64.test(text) ? Buffer.from(text, 'base64') : undefined;
const made =
  <T>(make: (value: T) => AttributeValue, read: (text: string) => T | undefined): Read =>
  (text) => {
    const value = read(text);
    return value === undefined ? undefined : make(value);
  };

/** How a text becomes a value of the type that the schema names, and how to say what is wanted. */
const TYPES: Readonly<Record<string, readonly [read: Read, wanted: string]>> = {
  String: [(text) => text, 'a text'],
  Character: [(text) => (text.length === 1 ? new Character(text) : undefined), 'one character'],
  Integer: [whole(32), 'a whole number of 32 bits'],
  Long: [whole(64), 'a whole number of 64 bits'],
  BigInteger: [
    made(
      (value: string) => new BigInteger(BigInt(value)),
      (text) => (WHOLE.test(text) ? text : undefined),
    ),
    'a whole number',
  ],
  BigDecimal: [decimal, 'a decimal number'],
  Double: [made((value: number) => new Double(value), number), 'a number'],
  Float: [made((value: number) => new Float(value), number), 'a number'],
  Byte: [made((value: number) => new Byte(value), number), 'a whole number from -128 to 127'],
  Boolean: [flag, 'true or false'],
  ZonedDateTime: [(text) => new ZonedDateTime(text), 'a time such as 2024-02-29T23:59:58+02:00'],
  ByteArray: [bytes, 'bytes in base64'],
  GuardedString: [(text) => new GuardedString(text), 'a secret'],
  GuardedByteArray: [made((value: Buffer) => new GuardedByteArray(value), bytes), 'secret bytes in base64'],
};
/** ICF also names Java's primitives. */
const PRIMITIVES: Readonly<Record<string, string>> = {
  int: 'Integer',
  long: 'Long',
  double: 'Double',
  float: 'Float',
  boolean: 'Boolean',
  char: 'Character',
  byte: 'Byte',
};

export const isSecretType = (type: string): boolean =>
  type === 'GuardedString' || type === 'GuardedByteArray';

/**
 * The value of a type by ICF's name that a text means.
 * @throws CliProblem naming the attribute, and never a secret
 */
export function typedValue(name: string, type: string, text: string): AttributeValue {
  const row = TYPES[PRIMITIVES[type] ?? type];
  if (!row) throw new CliProblem('usage', `The type of '${name}', ${type}, has no text form.`);
  const [read, wanted] = row;
  let value: AttributeValue | undefined;
  try {
    value = read(text);
  } catch (error) {
    if (!isConnectorException(error)) throw error;
  }
  if (value !== undefined) return value;
  const shown = isSecretType(type) ? '' : `, not '${text}'`;
  throw new CliProblem('usage', `The value of '${name}' must be ${wanted}${shown}.`);
}

/** As {@link typedValue}, for a value out of a JSON document. */
export function typedJson(name: string, type: string, value: unknown): AttributeValue {
  if (value === null) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return typedValue(name, type, String(value));
  if (type === 'Map' && typeof value === 'object' && !Array.isArray(value))
    return new Map(Object.entries(value)) as AttributeValue;
  throw new CliProblem('usage', `The value of '${name}' is an object, where the schema wants ${type}.`);
}

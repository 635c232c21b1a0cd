import {
  BigDecimal,
  BigInteger,
  Byte,
  Character,
  Double,
  Float,
  IllegalArgumentException,
  SyncToken,
  ZonedDateTime,
} from '@icf-ts/framework';
import type { JsonObject, JsonValue } from '../repository/identity.js';

/** How a value that JSON lacks is kept: its type, and its text. */
const TYPES: Readonly<Record<string, (text: string) => SyncToken['value']>> = {
  Long: (text) => BigInt(text),
  Bytes: (text) => new Uint8Array(Buffer.from(text, 'base64')),
  Double: (text) => new Double(Number(text)),
  Float: (text) => new Float(Number(text)),
  Byte: (text) => new Byte(Number(text)),
  Character: (text) => new Character(text),
  BigInteger: (text) => new BigInteger(BigInt(text)),
  BigDecimal: (text) => {
    const [unscaled, scale] = text.split(' ');
    return new BigDecimal(BigInt(unscaled!), Number(scale));
  },
  ZonedDateTime: (text) => new ZonedDateTime(text),
};

/**
 * A token as the repository keeps it: the connector gets it back with its type.
 * @throws IllegalArgumentException for a token of a type that cannot be kept.
 */
export function tokenAsJson({ value }: SyncToken): JsonValue {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return kept('Long', String(value));
  if (typeof value === 'number') {
    // JSON has no -0, and none of those that are no numbers.
    return Number.isFinite(value) && !Object.is(value, -0) ? value : kept('Double', textOf(value));
  }
  if (value instanceof Uint8Array) return kept('Bytes', Buffer.from(value).toString('base64'));
  // By its name, so that a value of another copy of the framework is one too.
  const type = value.constructor.name;
  if (type === 'BigDecimal') {
    const { unscaled, scale } = value as BigDecimal;
    return kept(type, `${unscaled} ${scale}`);
  }
  if (Object.hasOwn(TYPES, type)) {
    const inner = (value as { readonly value?: unknown }).value;
    return kept(type, typeof inner === 'number' ? textOf(inner) : String(value as object));
  }
  throw new IllegalArgumentException(
    `The connector's sync token is a ${type}, which cannot be kept. This is a fault of the connector.`,
  );
}

/** The token that was kept. @throws IllegalArgumentException for what is none. */
export function tokenFromJson(json: JsonValue): SyncToken {
  if (typeof json === 'string' || typeof json === 'boolean' || typeof json === 'number')
    return new SyncToken(json);
  const { type, text } = (json ?? {}) as JsonObject;
  if (typeof type === 'string' && typeof text === 'string' && Object.hasOwn(TYPES, type))
    return new SyncToken(TYPES[type]!(text));
  throw new IllegalArgumentException('What the repository keeps for the job is no sync token.');
}

const kept = (type: string, text: string): JsonObject => ({ type, text });
const textOf = (value: number): string => (Object.is(value, -0) ? '-0' : String(value));

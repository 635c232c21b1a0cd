import type { LookupDefinition, LookupFormat } from '@icf-ts/framework';
import type { JsonValue } from '../repository/identity.js';
import { MappingError } from './identity-mapping.js';
import type { LookupUse, TranslationDocument } from './map-schema.js';
import { sameJson } from './same-json.js';

/** The lookups as they are at the moment; undefined for one that was never synchronised. */
export type Lookups = (name: string) => LookupDefinition | undefined;

/** Translates single values between an identity and an object. */
export interface Translation {
  /** Undefined where the value is to be left out. @throws MappingError for a value that is not known. */
  toIdentity(value: JsonValue): JsonValue | undefined;
  toObject(value: JsonValue): JsonValue | undefined;
}

/** Undefined where values are the same on both sides. */
export function translationOf(
  { lookup, values }: TranslationDocument,
  lookups: Lookups,
  format: LookupFormat | undefined,
): Translation | undefined {
  if (lookup !== undefined) {
    return byLookup(typeof lookup === 'string' ? { name: lookup } : lookup, lookups, format);
  }
  return values && byValues(values);
}

function byValues(values: Readonly<Record<string, JsonValue>>): Translation {
  const pairs = Object.entries(values);
  return {
    toIdentity: (value) => {
      const found = pairs.find(([, other]) => sameJson(value, other, 'ignore'));
      if (found) return found[0];
      throw new MappingError(
        `${JSON.stringify(value)} is none of the object's values ${pairs.map(([, other]) => JSON.stringify(other)).join(', ')}.`,
      );
    },
    toObject: (value) => {
      const found = pairs.find(([own]) => sameJson(String(value), own, 'ignore'));
      if (found) return found[1];
      throw new MappingError(
        `${JSON.stringify(value)} is none of the identity's values ${pairs.map(([own]) => JSON.stringify(own)).join(', ')}.`,
      );
    },
  };
}

function byLookup(
  { name, holds = 'decode', missing = 'error' }: LookupUse,
  lookups: Lookups,
  format: LookupFormat | undefined,
): Translation {
  const unknown = (value: JsonValue, what: string): JsonValue | undefined => {
    if (missing === 'keep') return value;
    if (missing === 'ignore') return undefined;
    throw new MappingError(
      `Lookup ${name} has no ${what} ${JSON.stringify(value)}; synchronise it, or correct the value.`,
    );
  };
  return {
    toIdentity: (value) => {
      const lookup = lookups(name);
      const code = String(value);
      if (holds === 'code') {
        if (lookup && !lookup.has(code)) return unknown(value, 'code');
        return format ? format.format([code, lookup?.decode(code) ?? code])[0] : value;
      }
      const decode = synchronised(lookup, name).decode(code);
      if (decode === undefined) return unknown(value, 'code');
      return format ? format.format([code, decode])[1] : decode;
    },
    toObject: (value) => {
      const lookup = lookups(name);
      const text = String(value);
      if (holds === 'code') {
        const code = format ? format.parseCode(text) : text;
        if (code === undefined || (lookup && !lookup.has(code))) return unknown(value, 'code');
        return code;
      }
      const decode = format ? format.parseDecode(text) : text;
      const codes = decode === undefined ? [] : synchronised(lookup, name).codesOf(decode);
      if (codes.length > 1) {
        throw new MappingError(
          `Lookup ${name} has several entries that read ${JSON.stringify(value)}: ${codes.join(', ')}. Give the code (\`holds: code\`).`,
        );
      }
      return codes[0] ?? unknown(value, 'entry that reads');
    },
  };
}

function synchronised(lookup: LookupDefinition | undefined, name: string): LookupDefinition {
  if (lookup) return lookup;
  throw new MappingError(`Lookup ${name} is not there yet; synchronise it first.`);
}

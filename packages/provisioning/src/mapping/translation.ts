import { LookupDefinition, parseLookupEntry, type LookupEntry, type LookupFormat } from '@icf-ts/framework';
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
    const use = typeof lookup === 'string' ? { name: lookup } : lookup;
    return byLookup(use, lookups, use.itResource === false ? undefined : format);
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
  given: Lookups,
  format: LookupFormat | undefined,
): Translation {
  const lookups = format ? ofItResource(given, format) : given;
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

/** Lookups as the system has them, also where they are kept in Oracle's form, with entries of several IT resources. */
function ofItResource(lookups: Lookups, format: LookupFormat): Lookups {
  const plain = new WeakMap<LookupDefinition, LookupDefinition>();
  const plainOf = (kept: LookupDefinition): LookupDefinition => {
    if (![...kept].every((entry) => parseLookupEntry(format.name, entry))) return kept;
    const entries = [...kept].flatMap(([code, decode]): LookupEntry[] => {
      const own = [format.parseCode(code), format.parseDecode(decode)] as const;
      return own[0] === undefined || own[1] === undefined ? [] : [[own[0], own[1]]];
    });
    return new LookupDefinition({ name: kept.name, kind: kept.kind, textCase: kept.textCase, entries });
  };
  return (name) => {
    const kept = lookups(name);
    if (!kept) return undefined;
    if (!plain.has(kept)) plain.set(kept, plainOf(kept));
    return plain.get(kept);
  };
}

function synchronised(lookup: LookupDefinition | undefined, name: string): LookupDefinition {
  if (lookup) return lookup;
  throw new MappingError(`Lookup ${name} is not there yet; synchronise it first.`);
}

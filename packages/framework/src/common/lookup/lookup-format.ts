import { isBlank } from '../attribute.js';
import { IllegalArgumentException } from '../errors/exceptions.js';
import type { LookupEntry } from './lookup-definition.js';

/** A configured target as Oracle's products know it. */
export interface ItResource {
  /** The number that the platform gave it. */
  readonly key: string;
  readonly name: string;
}

interface FormatRow {
  /** Whether an entry says which IT resource it belongs to. */
  readonly ofItResource: boolean;
  write(value: string, owner: string): string;
  /** Undefined for a text that is not in this format. */
  read(text: string): { readonly owner: string | null; readonly value: string } | undefined;
}

const SEPARATOR = '~';

/**
 * The forms in which an entry may be kept. In Oracle's, one lookup holds the entries of several IT resources. The first
 * `~` ends the owner, which is never allowed to have one, so that codes and decodes may have as many as they like.
 */
export const LOOKUP_FORMATS = {
  plain: {
    ofItResource: false,
    write: (value) => value,
    read: (text) => ({ owner: null, value: text }),
  },
  oracle: {
    ofItResource: true,
    write: (value, owner) => `${owner}${SEPARATOR}${value}`,
    read(text) {
      const at = text.indexOf(SEPARATOR);
      return at > 0 ? { owner: text.slice(0, at), value: text.slice(at + 1) } : undefined;
    },
  },
} as const satisfies Readonly<Record<string, FormatRow>>;
export type LookupFormatName = keyof typeof LOOKUP_FORMATS;

/** Turns what the target says into what a lookup keeps, and back. */
export interface LookupFormat {
  readonly name: LookupFormatName;
  format(entry: LookupEntry): LookupEntry;
  /** The code as the target has it; undefined where it is not in this format or belongs to another IT resource. */
  parseCode(code: string): string | undefined;
  /** As {@link parseCode}, for the decode. */
  parseDecode(decode: string): string | undefined;
}

/** @throws IllegalArgumentException when the format wants an IT resource and gets none, or one with `~` in it. */
export function lookupFormat(name: 'plain'): LookupFormat;
export function lookupFormat(name: LookupFormatName, itResource: ItResource): LookupFormat;
export function lookupFormat(name: LookupFormatName, itResource?: ItResource): LookupFormat {
  if (!Object.hasOwn(LOOKUP_FORMATS, name)) {
    const known = Object.keys(LOOKUP_FORMATS).join(', ');
    throw new IllegalArgumentException(`There is no lookup format '${name}'; there are ${known}.`);
  }
  const row: FormatRow = LOOKUP_FORMATS[name];
  const [key, resourceName] = row.ofItResource
    ? [owner('key', itResource?.key), owner('name', itResource?.name)]
    : ['', ''];
  const parse = (text: string, expected: string): string | undefined => {
    const found = row.read(text);
    return found && (found.owner ?? '') === expected ? found.value : undefined;
  };
  return {
    name,
    format: ([code, decode]) => [row.write(code, key), row.write(decode, resourceName)],
    parseCode: (code) => parse(code, key),
    parseDecode: (decode) => parse(decode, resourceName),
  };
}

export interface ParsedLookupEntry {
  readonly code: string;
  readonly decode: string;
  /** Null where the format does not tell. */
  readonly itResource: ItResource | null;
}

/** Reads an entry of whichever IT resource; undefined where it is not in this format. */
export function parseLookupEntry(
  name: LookupFormatName,
  [code, decode]: LookupEntry,
): ParsedLookupEntry | undefined {
  const row: FormatRow = LOOKUP_FORMATS[name];
  const [readCode, readDecode] = [row.read(code), row.read(decode)];
  if (!readCode || !readDecode) return undefined;
  const itResource =
    readCode.owner !== null && readDecode.owner !== null
      ? { key: readCode.owner, name: readDecode.owner }
      : null;
  return { code: readCode.value, decode: readDecode.value, itResource };
}

function owner(part: keyof ItResource, text: string | undefined): string {
  if (text === undefined || isBlank(text)) {
    throw new IllegalArgumentException(`This lookup format needs the ${part} of an IT resource.`);
  }
  if (text.includes(SEPARATOR)) {
    throw new IllegalArgumentException(
      `The ${part} of IT resource '${text}' contains '${SEPARATOR}', which ends it in this lookup format.`,
    );
  }
  return text;
}

import { randomUUID } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { ConfigurationException } from '../../common/errors/exceptions.js';
import type { LookupDefinition } from '../../common/lookup/lookup-definition.js';
import { formatLookupCsv, parseLookupCsv } from './lookup-csv.js';
import type { LookupFileDefaults } from './lookup-rows.js';
import { formatLookupYaml, parseLookupYaml } from './lookup-yaml.js';
import { failAt } from './text-position.js';

export type { LookupFileDefaults } from './lookup-rows.js';

const YAML = { parse: parseLookupYaml, format: formatLookupYaml };
const FILES = { '.yaml': YAML, '.yml': YAML, '.csv': { parse: parseLookupCsv, format: formatLookupCsv } };

/**
 * Reads a lookup from a `.yaml`, `.yml` or `.csv` file. What the file does not say comes from `defaults`, the name in
 * the end from the file's.
 * @throws ConfigurationException naming file, line and column.
 */
export async function loadLookup(path: string, defaults: LookupFileDefaults = {}): Promise<LookupDefinition> {
  const { parse } = rowOf(path);
  let bytes: Buffer;
  try {
    bytes = await readFile(path);
  } catch (cause) {
    throw new ConfigurationException(`${path} cannot be read as a lookup.`, { cause });
  }
  return parse(textOf(bytes, path), path, { name: basename(path, extname(path)), ...defaults });
}

/** Writes a lookup, in the form that the name of the file asks for. Readers see the old file or the new one, whole. */
export async function saveLookup(path: string, lookup: LookupDefinition): Promise<void> {
  const text = rowOf(path).format(lookup);
  const draft = `${path}.${randomUUID()}.tmp`;
  try {
    await writeFile(draft, text);
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true });
    throw new ConfigurationException(`${path} cannot be written.`, { cause });
  }
}

function rowOf(path: string): (typeof FILES)[keyof typeof FILES] {
  const extension = extname(path).toLowerCase();
  if (Object.hasOwn(FILES, extension)) return FILES[extension as keyof typeof FILES];
  throw new ConfigurationException(
    `${path} is not the name of a lookup file; it must end in ${Object.keys(FILES).join(', ')}.`,
  );
}

/** A file in another encoding is refused where it first shows: replaced characters would change codes. */
function textOf(bytes: Buffer, path: string): string {
  const text = bytes.toString('utf8');
  const back = Buffer.from(text);
  if (!back.equals(bytes)) {
    const bad = bytes.findIndex((byte, at) => byte !== back[at]);
    // Not found means that the file ends inside a character.
    throw failAt(path, bytes.toString('utf8', 0, bad === -1 ? bytes.length : bad))(
      Infinity,
      'Not UTF-8. Save the file in UTF-8.',
    );
  }
  return text.replace(/^\uFEFF/, '');
}

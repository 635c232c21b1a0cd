import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import { ConnectorMessages } from '../common/connector-messages.js';
import { ConfigurationException } from '../common/errors/exceptions.js';
import { Locale } from '../common/values/locale.js';

const CATALOG = /^Messages(?:_([A-Za-z]{2,8}(?:_[A-Za-z0-9]+)*))?\.ya?ml$/;

/**
 * Reads a folder of catalogues: `Messages.yaml` for the root, `Messages_pt_BR.yaml` for a locale.
 * @throws ConfigurationException naming the file that is not a flat map of texts.
 */
export async function loadMessages(folder: string): Promise<ConnectorMessages> {
  const catalogs = new Map<string, ReadonlyMap<string, string>>();
  for (const file of (await readdir(folder)).sort()) {
    const match = CATALOG.exec(file);
    if (!match) continue;
    const path = join(folder, file);
    catalogs.set(Locale.parse(match[1] ?? '').toString(), catalog(parse(await readFile(path, 'utf8')), path));
  }
  return new ConnectorMessages(catalogs);
}

function catalog(document: unknown, path: string): ReadonlyMap<string, string> {
  const entries = Object.entries((document ?? {}) as Record<string, unknown>);
  for (const [key, value] of entries) {
    if (typeof value !== 'string') {
      throw new ConfigurationException(
        `${path}: message '${key}' must be a text. This is a fault of the bundle.`,
      );
    }
  }
  return new Map(entries as [string, string][]);
}

import { GuardedString } from '@icf-ts/framework';
import type { ClientSettings } from '../../server/access/client-settings.js';
import { hashKey, parseKeyHash } from '../../server/access/key-hash.js';
import type { HostSettings, ServerSettings, TlsSettings } from './host-settings.js';
import { pathText, type Path, type Problem } from './problem.js';
import { problemAt, type SourceDocument } from './source-document.js';

/** A file's value after it was checked: the table's shape. */
export interface CheckedValue extends Omit<HostSettings, 'clients' | 'tls' | 'server'> {
  readonly server?: ServerSettings;
  readonly tls?: Omit<TlsSettings, 'passphrase'> & { readonly passphrase?: string };
  readonly clients?: readonly CheckedClient[];
}

interface CheckedClient extends Omit<ClientSettings, 'keys'> {
  readonly key?: string;
  readonly keys?: readonly string[];
}

/** The settings in the form that the host takes, and what is wrong with the clients' keys and names. */
export async function settingsOf(
  { server, tls, clients = [], ...rest }: CheckedValue,
  document: SourceDocument,
  referenced: ReadonlySet<string>,
): Promise<{ settings: HostSettings; problems: readonly Problem[] }> {
  const problems: Problem[] = [];
  const known: ClientSettings[] = [];
  for (const [at, { key, keys, ...client }] of clients.entries()) {
    const path: Path = ['clients', at];
    if (known.some(({ name }) => name === client.name)) {
      problems.push(problemAt(document, [...path, 'name'], `There are two clients named ${client.name}.`));
    }
    const entries = keys
      ? keys.map((text, i) => [text, [...path, 'keys', i]] as const)
      : [[key!, [...path, 'key']] as const];
    const hashes: string[] = [];
    for (const [text, where] of entries) {
      const hash = await hashOf(text, referenced.has(pathText(where)));
      if (hash === undefined) problems.push(problemAt(document, where, NO_HASH));
      else hashes.push(hash);
    }
    known.push({ ...(server?.dialect ? { dialect: server.dialect } : {}), ...client, keys: hashes });
  }
  const { passphrase, ...files } = tls ?? {};
  const settings: HostSettings = {
    ...rest,
    ...(server ? { server } : {}),
    ...(tls
      ? {
          tls: {
            ...files,
            ...(passphrase === undefined ? {} : { passphrase: new GuardedString(passphrase) }),
          },
        }
      : {}),
    clients: known,
  };
  return { settings, problems };
}

const NO_HASH =
  'This is not the hash of a key. Run `icf server set-key`, or refer to the key: ${env:NAME} or ${file:path}.';

/** A key in clear is taken from a reference only: one that stands in the file itself is a mistake to point out. */
async function hashOf(text: string, isReferenced: boolean): Promise<string | undefined> {
  if (isReferenced && !/^(scrypt|sha1)\$/.test(text)) return hashKey(new GuardedString(text));
  try {
    parseKeyHash(text);
    return text;
  } catch {
    return undefined;
  }
}

import {
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type Document,
  type Node,
  type Pair,
  type YAMLMap,
} from 'yaml';

/** What is to become of the keys of a client. */
export interface KeyEdit {
  /** Whose; may be absent where there is one client. */
  readonly client?: string;
  readonly create: boolean;
  /** Keeps the former keys. */
  readonly add: boolean;
  /** Drops all keys but the last. */
  readonly keepNewest: boolean;
  /** Of the new key. */
  readonly hash: string;
}

/** Something about the file or the request that keeps the key from being set; the message says what to do. */
export class KeyEditProblem extends Error {}

/** Changes the keys in the text of a configuration, and leaves everything else, comments too, as it is. */
export function editKeys(content: string, edit: KeyEdit): { readonly text: string; readonly done: string } {
  const document = parseDocument(content);
  const [error] = document.errors;
  if (error) throw new KeyEditProblem(`The configuration is not YAML: ${error.message}`);
  const client = clientOf(document, edit);
  const name = String(client.get('name'));
  const former = keysOf(client);
  const reference = former.find((key) => key.includes('${'));
  if (reference !== undefined) {
    throw new KeyEditProblem(`The key of client ${name} is the reference ${reference}: change it there.`);
  }
  if (edit.keepNewest && former.length === 0) throw new KeyEditProblem(`Client ${name} has no key yet.`);
  const keys = edit.keepNewest ? former.slice(-1) : edit.add ? [...former, edit.hash] : [edit.hash];
  const done = told(name, former.length, keys.length, edit);
  if (isNew(client)) {
    client.set('key', edit.hash);
    return { text: document.toString({ lineWidth: 0 }), done };
  }
  return { text: withKeys(content, client, keys), done };
}

function told(name: string, former: number, keys: number, { keepNewest, add }: KeyEdit): string {
  if (former === 0) return `Client ${name} has a key now.`;
  if (keepNewest) return `Client ${name} has only its newest key now.`;
  if (add && keys > 1) return `Client ${name} has ${keys} keys now; the former ones are still good.`;
  return `Client ${name} has a new key; the former one is no longer good.`;
}

function clientOf(document: Document, { client: name, create }: KeyEdit): YAMLMap {
  const list = document.get('clients');
  const clients = isSeq(list) ? list.items.filter((item) => isMap(item)) : [];
  const names = clients.map((client) => String(client.get('name')));
  const found = name === undefined && clients.length === 1 ? clients[0] : clients[names.indexOf(name ?? '')];
  if (found) return found;
  if (name !== undefined && create) {
    const made = document.createNode({ name });
    if (isSeq(list)) list.add(made);
    else document.set('clients', [made]);
    return made as unknown as YAMLMap;
  }
  const known =
    names.length === 0 ? 'The configuration has no clients.' : `Its clients: ${names.join(', ')}.`;
  throw new KeyEditProblem(
    name === undefined
      ? `Say whose key: --client NAME. ${known}`
      : `There is no client ${name}. ${known} --create adds one.`,
  );
}

function keysOf(client: YAMLMap): readonly string[] {
  const keys = client.get('keys');
  if (isSeq(keys)) return keys.items.map((item) => String(isScalar(item) ? item.value : item));
  const key = client.get('key');
  return key === undefined || key === null ? [] : [String(key)];
}

const isNew = (client: YAMLMap): boolean => !client.range;

/** Only the property itself is written anew: whoever wrote the rest by hand likes it as it is. */
function withKeys(content: string, client: YAMLMap, keys: readonly string[]): string {
  const pairs = client.items as Pair<Node, Node | null>[];
  const former = pairs.filter(({ key }) => isScalar(key) && (key.value === 'key' || key.value === 'keys'));
  if (former.length > 1) {
    throw new KeyEditProblem('The client has both key and keys: leave one of the two.');
  }
  const [pair = pairs.at(-1)!] = former;
  const startsAt = pair.key.range![0];
  const before = content.slice(0, startsAt);
  const endsAt = startsAt + content.slice(startsAt, endOf(pair)).trimEnd().length;
  const indent = ' '.repeat(startsAt - (before.lastIndexOf('\n') + 1));
  const property = keysProperty(keys, client.flow ? undefined : indent);
  const separator = client.flow ? ', ' : `\n${indent}`;
  const kept = former.length > 0 ? '' : content.slice(startsAt, endsAt) + separator;
  return before + kept + property + content.slice(endsAt);
}

/** A list's own end would take the comment after it along. */
function endOf({ key, value }: Pair<Node, Node | null>): number {
  const last = isSeq<Node>(value) && !value.flow ? value.items.at(-1) : undefined;
  return (last ?? value ?? key).range![1];
}

/** `indent` is undefined inside of braces. */
function keysProperty(keys: readonly string[], indent: string | undefined): string {
  if (keys.length === 1) return `key: ${keys[0]}`;
  return indent === undefined
    ? `keys: [${keys.join(', ')}]`
    : `keys:${keys.map((key) => `\n${indent}  - ${key}`).join('')}`;
}

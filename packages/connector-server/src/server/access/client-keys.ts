import type { GuardedString } from '@icf-ts/framework';
import type { Client, Clients } from '../clients.js';
import type { Peer } from '../peer.js';
import type { ClientSettings } from './client-settings.js';
import { parseKeyHash } from './key-hash.js';

// A stand-in, to be replaced on merge.
export class ClientKeys implements Clients {
  #clients: readonly {
    readonly client: Client;
    readonly keys: readonly ((key: GuardedString) => boolean)[];
  }[];

  readonly #known = new Map<string, Client>();

  constructor(clients: readonly ClientSettings[]) {
    this.#clients = compiled(clients);
  }

  replace(clients: readonly ClientSettings[]): void {
    this.#clients = compiled(clients);
    this.#known.clear();
  }

  async authenticate(key: GuardedString, _peer: Peer): Promise<Client | undefined> {
    const clear = key.access((text) => text);
    const client =
      this.#known.get(clear) ?? this.#clients.find(({ keys }) => keys.some((isKey) => isKey(key)))?.client;
    if (client) this.#known.set(clear, client);
    return client;
  }
}

const compiled = (clients: readonly ClientSettings[]) =>
  clients.map(({ name, keys, dialect }) => ({
    client: { name, ...(dialect ? { dialect } : {}) },
    keys: keys.map(parseKeyHash),
  }));

import { GuardedString, type AbortSource } from '@icf-ts/framework';
import type { Client } from '../clients.js';
import type { Peer } from '../peer.js';
import { addressGroup } from './address-group.js';
import { isKeyOf, type KeyHash } from './key-hash.js';
import { keyMark, RememberedKeys } from './remembered-keys.js';
import type { Turnstile } from './turnstile.js';

/** A client as its keys are looked for. */
export interface KnownClient {
  readonly client: Client;
  readonly hashes: readonly KeyHash[];
  readonly needsCertificate: boolean;
  /** Why a peer may not show the client's keys; undefined when it may. */
  readonly exclusion: (peer: Peer) => string | undefined;
}

export interface RosterOptions {
  readonly rememberMs: number;
  readonly maxRefusedKeys: number;
  readonly now: () => number;
}

/** A look for the holders of one key, shared by all who show it meanwhile; given up when all of them are gone. */
interface Search {
  readonly found: Promise<readonly KnownClient[]>;
  readonly join: (signal: AbortSource | undefined) => void;
}

/**
 * One state of the clients and their keys, replaced as a whole. Every hash is tried on a key that was not seen lately,
 * whichever fits, so that the time tells nothing of whose key it is.
 */
export class KeyRoster {
  readonly clients: readonly KnownClient[];
  readonly #turnstile: Turnstile;
  /** No more than there are hashes: another key that fits one of them cannot be found. */
  readonly #good: RememberedKeys<readonly KnownClient[]>;
  /** Apart from the good ones, so that wrong keys in masses do not drive them out. */
  readonly #wrong: RememberedKeys<readonly KnownClient[]>;
  readonly #searches = new Map<string, Search>();

  constructor(
    clients: readonly KnownClient[],
    turnstile: Turnstile,
    { rememberMs, maxRefusedKeys, now }: RosterOptions,
  ) {
    this.clients = clients;
    this.#turnstile = turnstile;
    const hashes = clients.reduce((count, { hashes: { length } }) => count + length, 0);
    this.#good = new RememberedKeys(hashes, rememberMs, now);
    this.#wrong = new RememberedKeys(maxRefusedKeys, rememberMs, now);
  }

  /** Whose key it is: nobody's, one client's, or that of several; a promise where it has to be found out. */
  holders(
    key: GuardedString,
    address: string,
    signal?: AbortSource,
  ): readonly KnownClient[] | Promise<readonly KnownClient[]> {
    const mark = keyMark(key);
    const known = this.#good.get(mark) ?? this.#wrong.get(mark);
    if (known) return known;
    let search = this.#searches.get(mark);
    if (!search) {
      search = this.#search(mark, key, address);
      this.#searches.set(mark, search);
    }
    search.join(signal);
    return search.found;
  }

  /** Each client with a hash of the key, without the bounds that strangers have. */
  async holdersOf(key: GuardedString): Promise<readonly KnownClient[]> {
    const found: KnownClient[] = [];
    for (const known of this.clients) {
      for (const hash of known.hashes) {
        if (await isKeyOf(key, hash)) found.push(known);
      }
    }
    return [...new Set(found)];
  }

  #search(mark: string, shown: GuardedString, address: string): Search {
    // Who shows a key wipes it when it is gone; the search may outlive one of those who wait for it.
    const key = shown.access((clear) => new GuardedString(clear));
    const nobodyWaits = new AbortController();
    let waiting = 0;
    const found = this.#turnstile
      .run(addressGroup(address), () => this.holdersOf(key), nobodyWaits.signal)
      .then((holders) => {
        if (holders) (holders.length > 0 ? this.#good : this.#wrong).set(mark, holders);
        return holders ?? [];
      })
      .finally(() => {
        key.dispose();
        if (this.#searches.get(mark) === search) this.#searches.delete(mark);
      });
    const leave = (): void => {
      if (--waiting > 0) return;
      // Who comes later begins anew: this search will find nothing.
      if (this.#searches.get(mark) === search) this.#searches.delete(mark);
      nobodyWaits.abort();
    };
    const search: Search = {
      found,
      join: (signal) => {
        waiting++;
        if (!signal) return;
        if (signal.aborted) return leave();
        signal.addEventListener('abort', leave, { once: true });
        const over = (): void => signal.removeEventListener('abort', leave);
        found.then(over, over);
      },
    };
    return search;
  }
}

import type { AbortSource, GuardedString } from '@icf-ts/framework';
import { isKey } from '../authenticate.js';
import type { Client, Clients, RefusedKey } from '../clients.js';
import type { Peer } from '../peer.js';
import type { ServerEmitter } from '../server-events.js';
import type { FailedKeys } from './failed-keys.js';
import { DEFAULT_KEY_HASH } from './key-hash.js';
import { keyMark, RememberedKeys } from './remembered-keys.js';

/** More good keys than a server's clients have at a time. */
const MAX_KEYS = 100;

/** Lets clients in, whoever knows them. A refusal is told, counted, and answered the later the more there were. */
export class Gate {
  readonly #clients: Clients;
  readonly #failedKeys: FailedKeys;
  readonly #events: ServerEmitter;
  /** The key that Java servers are shipped with is nobody's where others than this host can show it. */
  readonly #refusesDefaultKey: boolean;
  /** Whether keys that clients have are that one: it stays so for as long as there are such keys. */
  readonly #areDefault = new RememberedKeys<boolean>(MAX_KEYS, Infinity, () => 0);

  constructor(clients: Clients, failedKeys: FailedKeys, events: ServerEmitter, refusesDefaultKey: boolean) {
    this.#clients = clients;
    this.#failedKeys = failedKeys;
    this.#events = events;
    this.#refusesDefaultKey = refusesDefaultKey;
  }

  /** Undefined after a refusal. At once for a key that is known to be good. */
  authenticate(key: GuardedString, peer: Peer, signal?: AbortSource): Client | Promise<Client | undefined> {
    const found = this.#clients.authenticate(key, peer, signal);
    if (found instanceof Promise) return found.then((later) => this.#judge(later, key, peer, signal));
    return this.#judge(found, key, peer, signal);
  }

  #judge(
    found: Client | RefusedKey | undefined,
    key: GuardedString,
    peer: Peer,
    signal: AbortSource | undefined,
  ): Client | Promise<undefined> {
    if (!found) return this.#refuse(peer, { reason: 'it is the key of no client' }, signal);
    if ('reason' in found) return this.#refuse(peer, found, signal);
    if (this.#refusesDefaultKey && this.#isDefaultKey(key)) {
      const reason = 'it is the key that Java connector servers are shipped with';
      return this.#refuse(peer, { client: found.name, reason }, signal);
    }
    return found;
  }

  #isDefaultKey(key: GuardedString): boolean {
    const mark = keyMark(key);
    const known = this.#areDefault.get(mark);
    if (known !== undefined) return known;
    const is = isKey(key, DEFAULT_KEY_HASH);
    this.#areDefault.set(mark, is);
    return is;
  }

  async #refuse(
    peer: Peer,
    why: { readonly client?: string; readonly reason: string },
    signal: AbortSource | undefined,
  ): Promise<undefined> {
    // Nobody was refused: the peer left while its key was looked at.
    if (signal?.aborted) return;
    const { failures, delayMs } = this.#failedKeys.count(peer.address);
    this.#events.tell('keyRefused', peer, { ...why, failures, delayMs });
    await this.#failedKeys.wait(delayMs, signal);
  }
}

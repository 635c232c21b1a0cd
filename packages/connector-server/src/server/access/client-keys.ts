import { ConfigurationException, GuardedString, type AbortSource } from '@icf-ts/framework';
import type { Client, Clients, RefusedKey } from '../clients.js';
import type { Peer } from '../peer.js';
import { refusalOf } from './access-rules.js';
import type { ClientSettings } from './client-settings.js';
import { refuseDefaultKey, type Exposure } from './exposure.js';
import { isKeyOf, parseKeyHash } from './key-hash.js';
import { KeyRoster, type KnownClient, type RosterOptions } from './key-roster.js';
import { peerConditions } from './peer-conditions.js';
import { Turnstile } from './turnstile.js';

export interface ClientKeysOptions {
  /** How long a key that was found good or wrong need not be looked at again. */
  readonly rememberMs?: number;
  /** How many wrong keys are remembered, so that a client that goes on trying its old one costs nothing. */
  readonly maxRefusedKeys?: number;
  /** Keys looked at at once: each takes one of the four threads that files and name lookups need too. */
  readonly maxAtOnce?: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now?: () => number;
}

export const CLIENT_KEYS_DEFAULTS = {
  rememberMs: 60 * 60_000,
  maxRefusedKeys: 1000,
  maxAtOnce: 2,
} as const;

const DEFAULT_KEY = (): GuardedString => new GuardedString('changeit');

/**
 * Clients by the hashes of their keys. Every request shows its key anew; a key found good is remembered by a mark that
 * only this process can make, until it expires or the keys are replaced.
 */
export class ClientKeys implements Clients {
  readonly #turnstile: Turnstile;
  readonly #options: RosterOptions;
  #roster: KeyRoster;
  #exposure: Exposure | undefined;

  /** @throws ConfigurationException naming the client at fault */
  constructor(clients: readonly ClientSettings[], options: ClientKeysOptions = {}) {
    const { maxAtOnce, ...settings } = {
      ...CLIENT_KEYS_DEFAULTS,
      now: () => performance.now(),
      ...options,
    };
    this.#turnstile = new Turnstile(maxAtOnce);
    this.#options = settings;
    this.#roster = this.#rosterOf(clients);
  }

  /** The names of the clients, in their order. */
  get names(): readonly string[] {
    return this.#roster.clients.map(({ client }) => client.name);
  }

  /**
   * Takes other clients and keys. Open connections stay; a key that is gone is refused from its next request on.
   * @throws ConfigurationException naming the client at fault, and the former clients stay
   */
  replace(clients: readonly ClientSettings[]): void {
    const roster = this.#rosterOf(clients);
    if (this.#exposure) warningsOf(roster, this.#exposure);
    this.#roster = roster;
  }

  authenticate(
    key: GuardedString,
    peer: Peer,
    signal?: AbortSource,
  ): Client | RefusedKey | undefined | Promise<Client | RefusedKey | undefined> {
    const holders = this.#roster.holders(key, peer.address, signal);
    return holders instanceof Promise
      ? this.#found(this.#roster, holders, key, peer, signal)
      : chosen(holders, peer);
  }

  /** @throws ConfigurationException for a shipped key outside loopback, or a certificate that no client can show */
  async check(exposure: Exposure): Promise<readonly string[]> {
    const warnings = warningsOf(this.#roster, exposure);
    if (!exposure.isLoopback) {
      const [careless] = await this.#roster.holdersOf(DEFAULT_KEY());
      if (careless) refuseDefaultKey(careless.client.name);
    }
    this.#exposure = exposure;
    return warnings;
  }

  /** The keys may have been replaced while this one was looked at: then it is looked at again. */
  async #found(
    roster: KeyRoster,
    holders: Promise<readonly KnownClient[]>,
    key: GuardedString,
    peer: Peer,
    signal: AbortSource | undefined,
  ): Promise<Client | RefusedKey | undefined> {
    const found = await holders;
    if (roster === this.#roster || signal?.aborted) return chosen(found, peer);
    return this.authenticate(key, peer, signal);
  }

  #rosterOf(clients: readonly ClientSettings[]): KeyRoster {
    const names = new Set<string>();
    for (const { name } of clients) {
      if (name.trim() === '') throw new ConfigurationException('A client must have a name.');
      if (names.has(name)) throw new ConfigurationException(`There are two clients '${name}'.`);
      names.add(name);
    }
    return new KeyRoster(clients.map(knownClient), this.#turnstile, this.#options);
  }
}

function knownClient(settings: ClientSettings): KnownClient {
  const { name, keys, access, dialect } = settings;
  if (keys.length === 0) throw new ConfigurationException(`Client '${name}' has no key.`);
  return {
    client: Object.freeze({
      name,
      ...(access ? { refusal: refusalOf(name, access) } : {}),
      ...(dialect ? { dialect } : {}),
    }),
    hashes: keys.map((text) => hashOf(name, text)),
    exclusion: peerConditions(settings),
    needsCertificate: settings.certificate !== undefined,
  };
}

function hashOf(client: string, text: string): KnownClient['hashes'][number] {
  try {
    return parseKeyHash(text);
  } catch (cause) {
    throw new ConfigurationException(`Client '${client}': ${(cause as Error).message}`, { cause });
  }
}

/** Several clients may share a key where their addresses or certificates tell them apart. */
function chosen(holders: readonly KnownClient[], peer: Peer): Client | RefusedKey | undefined {
  let refused: RefusedKey | undefined;
  for (const { client, exclusion } of holders) {
    const reason = exclusion(peer);
    if (reason === undefined) return client;
    refused ??= { client: client.name, reason };
  }
  return refused;
}

/** @throws ConfigurationException for what must not be, as far as that can be told at once */
function warningsOf({ clients }: KeyRoster, { isLoopback, asksForCertificates }: Exposure): string[] {
  const warnings: string[] = [];
  for (const { client, hashes, needsCertificate } of clients) {
    if (needsCertificate && !asksForCertificates) {
      throw new ConfigurationException(
        `Client '${client.name}' must show a certificate, but this server asks for none. ` +
          'Set requestCert and ca of its TLS options.',
      );
    }
    const legacy = hashes.filter(({ kind }) => kind === 'sha1');
    if (!isLoopback && legacy.some((hash) => isKeyOf(DEFAULT_KEY(), hash) === true)) {
      refuseDefaultKey(client.name);
    }
    if (legacy.length > 0) {
      warnings.push(
        `A key of client '${client.name}' is stored as SHA-1, which is quick to guess. Store it as scrypt.`,
      );
    }
  }
  return warnings;
}

import type { AbortSource, ConnectorKey, GuardedString, OperationName } from '@icf-ts/framework';
import type { Dialect } from '../protocol/rows/row.js';
import { DEFAULT_KEY_HASH } from './access/key-hash.js';
import { refuseDefaultKey, type Exposure } from './access/exposure.js';
import { keyMark } from './access/remembered-keys.js';
import { isKey } from './authenticate.js';
import type { Peer } from './peer.js';

/** What a client wants to do; `operation` is undefined for the mere sight of the connector in a hello. */
export interface Access {
  /** The real key, where the client used an alias; what it asked for, where there is no such connector. */
  readonly connector: ConnectorKey;
  readonly operation?: OperationName;
  /** Absent where the operation has none, e.g. `test`. */
  readonly objectClass?: string;
}

/** Somebody who has shown a key of this server. */
export interface Client {
  /** The operator's name for it: what logs, audit and metrics call it. */
  readonly name: string;
  /** Why it may not; undefined when it may. Without the function everything is allowed. */
  readonly refusal?: (access: Access) => string | undefined;
  /** What the client understands, where that cannot be learned from what it sends. */
  readonly dialect?: Dialect;
}

/** A right key that is not accepted. The peer hears what it hears of a wrong one; the operator hears why. */
export interface RefusedKey {
  /** Whose key it is. */
  readonly client: string;
  readonly reason: string;
}

/** The clients of a server, by their keys. The keys may change while the server runs. */
export interface Clients {
  /** Who shows the key; undefined for a key that nobody has. `signal` tells that nobody waits for it any longer. */
  authenticate(
    key: GuardedString,
    peer: Peer,
    signal?: AbortSource,
  ): Client | RefusedKey | undefined | Promise<Client | RefusedKey | undefined>;
  /**
   * Asked before the server listens: what the operator should know of these clients, given where they are served.
   * @throws ConfigurationException for what must not be.
   */
  check?(exposure: Exposure): readonly string[] | Promise<readonly string[]>;
}

/** One client, for whom everything is allowed, by the hash of its key as ICF stores it. */
export const oneClient = (keyHash: string, name = 'default'): Clients => {
  const client = { name };
  let goodMark: string | undefined;
  return {
    authenticate: (key) => {
      const mark = keyMark(key);
      if (mark === goodMark) return client;
      if (!isKey(key, keyHash)) return undefined;
      goodMark = mark;
      return client;
    },
    check: ({ isLoopback }) => {
      if (!isLoopback && keyHash === DEFAULT_KEY_HASH) refuseDefaultKey(name);
      return [];
    },
  };
};

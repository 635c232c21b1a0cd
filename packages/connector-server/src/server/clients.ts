import type { ConnectorKey, GuardedString, OperationName } from '@icf-ts/framework';
import type { Dialect } from '../protocol/rows/row.js';
import { isKey } from './authenticate.js';
import type { Peer } from './peer.js';

/** What a client wants to do; `operation` is undefined for the mere sight of the connector in a hello. */
export interface Access {
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

/** The clients of a server, by their keys. The keys may change while the server runs. */
export interface Clients {
  /** Who shows the key; undefined for a key that nobody has. May take its time over a wrong one. */
  authenticate(key: GuardedString, peer: Peer): Client | undefined | Promise<Client | undefined>;
}

/** One client, for whom everything is allowed, by the hash of its key as ICF stores it. */
export const oneClient = (keyHash: string, name = 'default'): Clients => {
  const client = { name };
  return { authenticate: (key) => (isKey(key, keyHash) ? client : undefined) };
};

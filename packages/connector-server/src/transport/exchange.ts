import type { Interruption } from '@icf-ts/framework';
import type { Dialect } from '../protocol/rows/row.js';
import type { Arrival } from './connection.js';

/** What a handler needs of a connection: send, and ask the peer back. Free of sockets. */
export interface Exchange {
  /** Collects a message; it goes out with the next flush, or earlier when much has been collected. */
  send(message: unknown): void;
  /** A promise while the peer reads slower than we write. */
  flush(): void | Promise<void>;
  readonly isFull: boolean;
  /** Sends what was collected and waits for the peer's next message; undefined when the peer is gone. */
  ask<T>(take: (arrival: Arrival) => T): Promise<T | undefined>;
  /** What the peer has shown to speak; it is answered in it, unless a setting says otherwise. */
  hear(dialect: Dialect): void;
  /** Comes when the peer is gone: nobody waits for an answer any longer. */
  readonly abort: Interruption;
}

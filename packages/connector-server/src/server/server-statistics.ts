import type { Traffic } from '../transport/traffic.js';

/** Where a server is in its life; it goes from left to right. */
export type ServerState = 'new' | 'listening' | 'draining' | 'closed';

/** A server at one moment; the traffic is that of its whole life, connections still open included. */
export interface ServerStatistics extends Traffic {
  readonly state: ServerState;
  /** Open at the moment. */
  readonly connections: number;
}

import { EventEmitter } from 'eventemitter3';
import type { CallOutcome, CallRecord } from './call-record.js';
import type { Peer } from './peer.js';

/** Why a connection was closed at once: one row per limit. */
export type ConnectionRefusal = 'too many connections' | 'too many connections of this address' | 'draining';

/** What a connection carried, told when it is over. */
export interface ConnectionReport {
  readonly durationMs: number;
  readonly bytesRead: number;
  readonly bytesWritten: number;
  readonly requests: number;
  /** What ended it, other than the client's leave or the server's drain: a reset, or bytes that are no ICF protocol. */
  readonly error?: Error;
}

/** What a connector server tells of its work. No event carries an attribute's value, a key or a configuration. */
export interface ServerEvents {
  connectionOpened: [peer: Peer];
  connectionRefused: [peer: Peer, reason: ConnectionRefusal];
  connectionClosed: [peer: Peer, report: ConnectionReport];
  /** Somebody showed a key that no client has. */
  keyRefused: [peer: Peer];
  /** A TLS handshake failed, or the bytes were no TLS. */
  handshakeFailed: [address: string, error: Error];
  /** A request of a known client could not be read. */
  requestUnreadable: [peer: Peer, client: string, error: Error];
  callStarted: [call: CallRecord];
  callEnded: [call: CallRecord, outcome: CallOutcome];
}

/** An emitter whose listeners cannot break what they are told of. */
export class ServerEmitter extends EventEmitter<ServerEvents> {
  tell<Name extends keyof ServerEvents>(name: Name, ...told: ServerEvents[Name]): void {
    if (this.listenerCount(name) === 0) return;
    try {
      this.emit(name, ...(told as EventEmitter.EventArgs<ServerEvents, Name>));
    } catch (error) {
      process.emitWarning(`A listener of the connector server's event ${name} failed: ${String(error)}`);
    }
  }
}

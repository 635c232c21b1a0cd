import { EventEmitter } from 'eventemitter3';
import type { Traffic } from '../transport/traffic.js';
import type { CertificateReport } from './access/certificates.js';
import type { CallOutcome, CallRecord } from './call-record.js';
import type { Peer } from './peer.js';

/** Why a connection was closed at once: one row per limit. */
export type ConnectionRefusal = 'too many connections' | 'too many connections of this address' | 'draining';

/** Why a key was refused, and what its sender may expect. */
export interface KeyRefusal {
  /** Whose key it is, where it is a right one that must not be used so. */
  readonly client?: string;
  /** For the operator; the peer hears only that the key is wrong. */
  readonly reason: string;
  /** Refused keys of this address of late, with this one. */
  readonly failures: number;
  /** How long the answer waits. */
  readonly delayMs: number;
}

/** What a connection carried, told when it is over. */
export interface ConnectionReport extends Traffic {
  readonly durationMs: number;
  readonly requests: number;
  /** What ended it, other than the client's leave or the server's drain: a reset, or bytes that are no ICF protocol. */
  readonly error?: Error;
}

/** What a connector server tells of its work. No event carries an attribute's value, a key or a configuration. */
export interface ServerEvents {
  listening: [host: string, port: number];
  /** `close` was called: nothing new is accepted, what runs may end. */
  draining: [];
  /** The last connection is gone, and every facade released. */
  closed: [];
  connectionOpened: [peer: Peer];
  connectionRefused: [peer: Peer, reason: ConnectionRefusal];
  connectionClosed: [peer: Peer, report: ConnectionReport];
  /** Somebody showed a key that no client has, or one that must not be used so. Told before the answer waits. */
  keyRefused: [peer: Peer, refusal: KeyRefusal];
  /** A TLS handshake failed, or the bytes were no TLS. */
  handshakeFailed: [address: string, error: Error];
  /** New connections are met with a renewed certificate. */
  certificateRenewed: [certificate: CertificateReport];
  /** Certificate files changed and cannot be used: the former certificate stays. */
  certificateRefused: [error: Error];
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

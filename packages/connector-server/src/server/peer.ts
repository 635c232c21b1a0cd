import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/** Who is at the other end of a connection, as far as the network tells. */
export interface Peer {
  /** Counts the connections of this server's life, from 1. */
  readonly connectionId: number;
  /** The address without a port; IPv4 also where the system maps it into IPv6. */
  readonly address: string;
  readonly port: number;
  /** The certificate that the peer proved to hold; absent without TLS or where none was asked for. */
  readonly certificate?: PeerCertificate;
}

export interface PeerCertificate {
  /** The subject's parts in the order of the certificate, e.g. `O=Example, CN=midpoint`; a comma within one is escaped. */
  readonly subject: string;
  /** SHA-256 of the certificate, in upper-case hex with colons. */
  readonly fingerprint256: string;
}

/** The peer's address as everything here knows it; `unknown` once the socket has lost it. */
export const addressOf = ({ remoteAddress = 'unknown' }: Socket): string =>
  remoteAddress.startsWith('::ffff:') ? remoteAddress.replace(/^::ffff:(?=\d+\.)/, '') : remoteAddress;

export function peerOf(socket: Socket, connectionId: number, address = addressOf(socket)): Peer {
  const certificate = socket instanceof TLSSocket && socket.authorized ? certificateOf(socket) : undefined;
  return {
    connectionId,
    address,
    port: socket.remotePort ?? 0,
    ...(certificate ? { certificate } : {}),
  };
}

function certificateOf(socket: TLSSocket): PeerCertificate | undefined {
  const shown = socket.getPeerX509Certificate();
  return shown && { subject: shown.subject.replaceAll('\n', ', '), fingerprint256: shown.fingerprint256 };
}

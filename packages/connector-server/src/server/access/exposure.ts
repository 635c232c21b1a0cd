import { BlockList, isIP } from 'node:net';
import { ConfigurationException } from '@icf-ts/framework';

/** Where a server is reached, as far as its clients' safety depends on it. */
export interface Exposure {
  /** Only programs of this host can reach it. */
  readonly isLoopback: boolean;
  readonly hasTls: boolean;
  /** Peers may prove who they are by a certificate that this server checks. */
  readonly asksForCertificates: boolean;
}

const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8, 'ipv4');
LOOPBACK.addAddress('::1', 'ipv6');

/** Whether a server that listens there is out of the reach of other hosts. A name other than `localhost` may be anywhere. */
export function isLoopback(host: string): boolean {
  if (host.toLowerCase() === 'localhost') return true;
  const family = isIP(host);
  return family !== 0 && LOOPBACK.check(host, family === 6 ? 'ipv6' : 'ipv4');
}

/** What an operator should know of a server itself, whoever its clients are. */
export const exposureWarnings = ({ isLoopback: isLocal, hasTls }: Exposure): readonly string[] =>
  isLocal || hasTls
    ? []
    : [
        'This server listens outside loopback without TLS: keys, passwords and connector configurations cross the network ' +
          'readable by everybody on the way. Give it a certificate.',
      ];

export function refuseDefaultKey(client: string): never {
  throw new ConfigurationException(
    `The key of client '${client}' is the one that every Java connector server is shipped with, and this server ` +
      'listens outside loopback: anybody could call it. Give the client a key of its own, or listen on 127.0.0.1.',
  );
}

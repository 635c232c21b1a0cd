import { BlockList, isIP } from 'node:net';
import { ConfigurationException } from '@icf-ts/framework';
import type { Peer, PeerCertificate } from '../peer.js';
import type { ClientSettings } from './client-settings.js';

const FINGERPRINT = /^(?:[0-9a-f]{2}:?){31}[0-9a-f]{2}$/i;

/**
 * Who may show a client's keys: why a peer may not, undefined when it may.
 * @throws ConfigurationException for an address that is none
 */
export function peerConditions({
  name,
  certificate,
  addresses,
}: ClientSettings): (peer: Peer) => string | undefined {
  const isFrom = addresses && addressList(name, addresses);
  const isHeldBy = certificate === undefined ? undefined : certificateCondition(name, certificate);
  return (peer) => {
    if (isFrom && !isFrom(peer.address)) return 'its address is not one of the client';
    if (!isHeldBy) return undefined;
    if (!peer.certificate) return 'it showed no certificate that this server trusts';
    return isHeldBy(peer.certificate) ? undefined : 'its certificate is not the one of the client';
  };
}

function addressList(client: string, addresses: readonly string[]): (address: string) => boolean {
  const list = new BlockList();
  for (const text of addresses) {
    const [ip = '', length, ...rest] = text.split('/');
    const family = isIP(ip);
    const bits = family === 6 ? 128 : 32;
    const prefix = length === undefined ? bits : /^\d{1,3}$/.test(length) ? Number(length) : Infinity;
    if (family === 0 || prefix > bits || rest.length > 0) {
      throw new ConfigurationException(
        `Client '${client}': '${text}' is neither an IP address nor a range such as 10.1.0.0/16.`,
      );
    }
    list.addSubnet(ip, prefix, family === 6 ? 'ipv6' : 'ipv4');
  }
  return (address) => {
    const bare = address.replace(/%.*$/, '');
    const family = isIP(bare);
    return family !== 0 && list.check(bare, family === 6 ? 'ipv6' : 'ipv4');
  };
}

function certificateCondition(client: string, wanted: string): (shown: PeerCertificate) => boolean {
  if (FINGERPRINT.test(wanted)) {
    const digits = hexDigits(wanted);
    return ({ fingerprint256 }) => hexDigits(fingerprint256) === digits;
  }
  const parts = partsOf(wanted);
  if (parts.length === 0 || !parts.every((part) => part.includes('='))) {
    throw new ConfigurationException(
      `Client '${client}': certificate must be a subject such as CN=midpoint, or a SHA-256 fingerprint in hex.`,
    );
  }
  return ({ subject }) => {
    const shown = partsOf(subject);
    return parts.every((part) => shown.includes(part));
  };
}

const hexDigits = (fingerprint: string): string => fingerprint.replaceAll(':', '').toUpperCase();
/** A comma within a value is escaped, so an unescaped one ends a part. */
const partsOf = (subject: string): readonly string[] =>
  subject
    .split(/(?<!\\),/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

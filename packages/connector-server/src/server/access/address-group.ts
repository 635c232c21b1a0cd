import { isIPv6 } from 'node:net';

/** What counts as one address: an IPv6 network of 64 bits, because whoever has one has all of its addresses. */
export function addressGroup(address: string): string {
  if (!address.includes(':') || !isIPv6(address)) return address;
  const [head = '', tail] = address.replace(/%.*$/, '').split('::');
  const groups = head === '' ? [] : head.split(':');
  if (tail !== undefined) {
    const after = tail === '' ? [] : tail.split(':');
    // The last part may be written as IPv4, which stands for two.
    const isMixed = after.at(-1)?.includes('.') === true;
    const missing = 8 - groups.length - after.length - (isMixed ? 1 : 0);
    groups.push(...new Array<string>(Math.max(missing, 0)).fill('0'), ...after);
  }
  return `${groups
    .slice(0, 4)
    .map((group) => parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}

import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import { GuardedString, IllegalArgumentException } from '@icf-ts/framework';
import { keyHash } from '../../protocol/guarded.js';

// A stand-in, to be replaced on merge.
const COST = { N: 16384, r: 8, p: 1 };

export const DEFAULT_KEY_HASH = `sha1$${keyHash(new GuardedString('changeit'))}`;

export async function hashKey(key: GuardedString): Promise<string> {
  const salt = randomBytes(16);
  const { N, r, p } = COST;
  const hash = key.access((clear) => scryptSync(clear, salt, 32, COST));
  return ['scrypt', N, r, p, salt.toString('base64'), hash.toString('base64')].join('$');
}

/** @throws IllegalArgumentException for a text that is no hash. */
export function parseKeyHash(text: string): (key: GuardedString) => boolean {
  const parts = text.split('$');
  if (parts[0] === 'sha1' && parts.length === 2) return (key) => keyHash(key) === parts[1];
  if (parts[0] === 'scrypt' && parts.length === 6) {
    const [N, r, p] = parts.slice(1, 4).map(Number) as [number, number, number];
    const [salt, hash] = parts.slice(4).map((part) => Buffer.from(part, 'base64')) as [Buffer, Buffer];
    return (key) =>
      timingSafeEqual(
        key.access((clear) => scryptSync(clear, salt, 32, { N, r, p })),
        hash,
      );
  }
  throw new IllegalArgumentException('This is not the hash of a key.');
}

import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import { ConfigurationException, type GuardedString } from '@icf-ts/framework';
import { isKey } from '../authenticate.js';

/** The hash of "changeit", the key that the Java server is shipped with. */
export const DEFAULT_KEY_HASH = 'lmA6bMfENJGlIDbfrVtklXFK32s=';

/** What a scrypt hash costs: `N` and `r` are memory (128 · N · r bytes), `p` is time. */
export interface ScryptCost {
  readonly N: number;
  readonly r: number;
  readonly p: number;
}

/** 16 MiB and some 0.2 s: cheap in memory, because several keys may be looked at at once. */
export const SCRYPT_COST: ScryptCost = Object.freeze({ N: 2 ** 14, r: 8, p: 5 });

export type KeyHash =
  | { readonly kind: 'sha1'; readonly hash: string }
  | { readonly kind: 'scrypt'; readonly cost: ScryptCost; readonly salt: Buffer; readonly hash: Buffer };

/** N · r · p: below, a hash protects from nobody; above, one key costs a server more than a second or 128 MiB. */
const WORK = { least: 2 ** 13, most: 2 ** 20 };
/** The memory that makes guessing dear comes from N, not from r and p. */
const LEAST_N = 2 ** 10;
const MAX_TEXT = 512;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;
const SHA1 = /^sha1\$([A-Za-z0-9+/]{27}=)$/;
const SCRYPT = /^scrypt\$(\d{1,7})\$(\d{1,2})\$(\d{1,2})\$([^$]+)\$([^$]+)$/;

const derive = promisify(
  (password: string, salt: Buffer, length: number, { N, r, p }: ScryptCost, done: Done): void =>
    scrypt(password, salt, length, { N, r, p, maxmem: 160 * N * r + 2 ** 20 }, done),
);
type Done = (error: Error | null, hash: Buffer) => void;

/** The form in which a server keeps a key: `scrypt$N$r$p$salt$hash`, salt and hash in Base64, over the key in UTF-8. */
export async function hashKey(key: GuardedString, cost: ScryptCost = SCRYPT_COST): Promise<string> {
  checkCost(cost);
  const salt = randomBytes(16);
  const hash = await key.access((clear) => derive(clear, salt, 32, cost));
  const { N, r, p } = cost;
  return `scrypt$${N}$${r}$${p}$${salt.toString('base64')}$${hash.toString('base64')}`;
}

/** @throws ConfigurationException, which does not repeat the text: it may be a key that somebody put there in clear. */
export function parseKeyHash(text: string): KeyHash {
  if (text.length <= MAX_TEXT) {
    const [, sha1] = SHA1.exec(text) ?? [];
    if (sha1 !== undefined) return { kind: 'sha1', hash: sha1 };
    const [, N, r, p, salt, hash] = SCRYPT.exec(text) ?? [];
    if (salt !== undefined && hash !== undefined) {
      const cost = { N: Number(N), r: Number(r), p: Number(p) };
      checkCost(cost);
      return {
        kind: 'scrypt',
        cost,
        salt: bytes(salt, 'salt', 8, 64),
        hash: bytes(hash, 'hash', 16, 64),
      };
    }
  }
  throw new ConfigurationException(
    'A key of a client must be a hash: scrypt$N$r$p$salt$hash, or sha1$ and the Base64 text of a Java server.',
  );
}

/** Whether it is the key of the hash, in a time that tells nothing of how near it is. Scrypt runs in the thread pool. */
export function isKeyOf(key: GuardedString, hash: KeyHash): boolean | Promise<boolean> {
  if (hash.kind === 'sha1') return isKey(key, hash.hash);
  return key
    .access((clear) => derive(clear, hash.salt, hash.hash.length, hash.cost))
    .then((derived) => timingSafeEqual(derived, hash.hash));
}

function checkCost({ N, r, p }: ScryptCost): void {
  const work = N * r * p;
  const isPower = Number.isInteger(Math.log2(N)) && N >= LEAST_N;
  if (isPower && r > 0 && p > 0 && work >= WORK.least && work <= WORK.most) return;
  throw new ConfigurationException(
    `A scrypt hash of a client's key has N=${N}, r=${r}, p=${p}: N must be a power of two from ${LEAST_N}, and N·r·p between ` +
      `${WORK.least} (less protects from nobody) and ${WORK.most} (more keeps the server from its work).`,
  );
}

function bytes(text: string, what: string, least: number, most: number): Buffer {
  const decoded = Buffer.from(BASE64.test(text) ? text : '', 'base64');
  if (decoded.length >= least && decoded.length <= most) return decoded;
  throw new ConfigurationException(
    `The ${what} in a scrypt hash of a client's key must be Base64 of ${least} to ${most} bytes.`,
  );
}

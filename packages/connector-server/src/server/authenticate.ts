import { timingSafeEqual } from 'node:crypto';
import type { GuardedString } from '@icf-ts/framework';
import { keyHash } from '../protocol/guarded.js';

/** Whether the key shown has the hash expected, compared in constant time. */
export function isKey(shown: GuardedString, expectedHash: string): boolean {
  const actual = Buffer.from(keyHash(shown));
  const expected = Buffer.from(expectedHash);
  return actual.length === expected.length && timingSafeEqual(actual, expected);
}

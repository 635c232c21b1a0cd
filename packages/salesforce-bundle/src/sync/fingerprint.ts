import { createHash } from 'node:crypto';

/** Characters of a fingerprint's text form. */
export const FINGERPRINT_CHARACTERS = 8;
const BYTES = 6;
const LIMIT = 2 ** (8 * BYTES);

/** 48 bits that stand for a text: two texts share them once in 281 million millions. */
export const fingerprint = (text: string): number =>
  createHash('sha256').update(text).digest().readUIntBE(0, BYTES);

/** The fingerprint of several things in any order is the sum of theirs. */
export const addFingerprints = (a: number, b: number): number => (a + b) % LIMIT;

export function fingerprintText(value: number): string {
  const bytes = Buffer.alloc(BYTES);
  bytes.writeUIntBE(value, 0, BYTES);
  return bytes.toString('base64url');
}

export const readFingerprint = (text: string): number => Buffer.from(text, 'base64url').readUIntBE(0, BYTES);

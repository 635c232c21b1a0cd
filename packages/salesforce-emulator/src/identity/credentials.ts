import { randomBytes } from 'node:crypto';
import type { OrgCredentials } from '../org-options.js';

const ALPHANUMERIC = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** Random letters and digits. Not from the seed: secrets of two orgs must differ. */
export function randomText(length: number, alphabet = ALPHANUMERIC): string {
  return Array.from(randomBytes(length), (byte) => alphabet.charAt(byte % alphabet.length)).join('');
}

/** A password that any sensible policy accepts. */
export function randomPassword(minLength: number): string {
  return `${randomText(Math.max(10, minLength))}a1`;
}

export function makeCredentials(given: Partial<OrgCredentials>, minPasswordLength: number): OrgCredentials {
  return {
    clientId: `3MVG9${randomText(80)}`,
    clientSecret: randomBytes(32).toString('hex').toUpperCase(),
    username: `integration.${randomText(8).toLowerCase()}@emulated.example`,
    password: randomPassword(minPasswordLength),
    securityToken: randomText(24),
    ...given,
  };
}

import { randomBytes } from 'node:crypto';
import { GuardedString } from '@icf-ts/framework';

const KEY_BYTES = 24;

/** A key that nobody guesses, without characters that mean something in a URL or a shell. */
export const newKey = (): GuardedString => new GuardedString(randomBytes(KEY_BYTES).toString('base64url'));

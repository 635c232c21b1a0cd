import { createCipheriv, createDecipheriv, hash } from 'node:crypto';
import { GuardedByteArray, GuardedString } from '@icf-ts/framework';
import { ProtocolError } from './protocol-error.js';

/*
 * The protocol's cipher has one key and one initialisation vector for everybody: it hides secrets from a glance at the
 * bytes and from nobody else. TLS is what protects them.
 */
const KEY = Buffer.from('23658722597854436405 6abd34a23457'.replace(' ', ''), 'hex');
const IV = Buffer.from('51652223 64056abe 51652223 64056abe'.replaceAll(' ', ''), 'hex');

function encrypt(clear: Uint8Array): Uint8Array {
  const cipher = createCipheriv('aes-128-cbc', KEY, IV);
  return Buffer.concat([cipher.update(clear), cipher.final()]);
}

function decrypt(cipherText: Uint8Array): Buffer {
  const decipher = createDecipheriv('aes-128-cbc', KEY, IV);
  try {
    return Buffer.concat([decipher.update(cipherText), decipher.final()]);
  } catch (cause) {
    throw new ProtocolError('A guarded value cannot be decrypted: wrong length or padding.', { cause });
  }
}

/** UTF-16 with the high byte first, as Java has it. */
const utf16 = (clear: string): Buffer => Buffer.from(clear, 'utf16le').swap16();

export const encryptString = (value: GuardedString): Uint8Array =>
  value.access((clear) => encrypt(utf16(clear)));

export function decryptString(cipherText: Uint8Array): GuardedString {
  const clear = decrypt(cipherText);
  // Half a unit at the end is dropped, as Java does.
  const whole = clear.subarray(0, clear.length & ~1).swap16();
  const guarded = new GuardedString(whole.toString('utf16le'));
  clear.fill(0);
  return guarded;
}

export const encryptBytes = (value: GuardedByteArray): Uint8Array => value.access(encrypt);

export function decryptBytes(cipherText: Uint8Array): GuardedByteArray {
  const clear = decrypt(cipherText);
  const guarded = new GuardedByteArray(clear);
  clear.fill(0);
  return guarded;
}

/** The hash of a server key as ICF stores it: Base64 of SHA-1 over the key in UTF-16, high byte first. */
export const keyHash = (key: GuardedString): string =>
  key.access((clear) => hash('sha1', utf16(clear), 'base64'));
